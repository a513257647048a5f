/// An answer of a server, as it is kept.
public struct Exchange: Sendable {
    /// The address that answered, after redirects.
    public var url: String
    /// When it was fetched, in milliseconds since 1970 UTC.
    public var timeMilliseconds: Int64
    /// The address dialled.
    public var remoteAddress: String?
    public var message: HTTPMessage
    /// Whether the body went on.
    public var isCut = false
    /// The name of the source, and the key by which the ledger knows the article.
    public var source: String
    public var key: String

    public init(url: String, timeMilliseconds: Int64, message: HTTPMessage, source: String, key: String) {
        self.url = url
        self.timeMilliseconds = timeMilliseconds
        self.message = message
        self.source = source
        self.key = key
    }

    /// Fields of our own, which other tools leave alone.
    public enum OwnField {
        public static let source = "Copydesk-Source"
        public static let key = "Copydesk-Key"
    }
}

/// What was kept before and is not kept again: by payload, and by address.
struct KeptPayloads {
    struct Place {
        let url: String
        let date: String
        let digest: String
    }

    private var byDigest: [String: Place] = [:]
    private var byURL: [String: Place] = [:]
    private var order: [String] = []
    /// Beyond it the oldest are forgotten, and kept again when they come back.
    private static let limit = 50_000

    subscript(digest digest: String) -> Place? { byDigest[digest] }
    subscript(url url: String) -> Place? { byURL[url] }

    mutating func note(_ place: Place) {
        if byDigest.updateValue(place, forKey: place.digest) == nil { order.append(place.digest) }
        byURL[place.url] = place
        guard order.count > Self.limit else { return }
        for digest in order.prefix(Self.limit / 4) {
            guard let old = byDigest.removeValue(forKey: digest) else { continue }
            if byURL[old.url]?.digest == digest { byURL[old.url] = nil }
        }
        order.removeFirst(Self.limit / 4)
    }

    mutating func note(_ record: WARCRecord) {
        guard record.kind == .response, let url = record["WARC-Target-URI"], let date = record["WARC-Date"],
            let digest = record["WARC-Payload-Digest"]
        else { return }
        note(Place(url: url, date: date, digest: digest))
    }
}

extension WARCRecord {
    static func response(_ exchange: Exchange, digest: String, id: String) -> WARCRecord {
        var record = WARCRecord(.response, exchange, id: id)
        record.add("WARC-Payload-Digest", digest)
        if exchange.isCut { record.add("WARC-Truncated", "length") }
        record.block = exchange.message.bytes
        return record
    }

    /// The same payload as an earlier record's (ISO 28500, 6.7.2), or the server says that nothing changed (6.7.3): only the
    /// head of the answer is kept.
    static func revisit(_ exchange: Exchange, of former: KeptPayloads.Place?, id: String) -> WARCRecord {
        var record = WARCRecord(.revisit, exchange, id: id)
        let profile = exchange.message.status == 304 ? "server-not-modified" : "identical-payload-digest"
        record.add("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/\(profile)")
        record.add("WARC-Payload-Digest", former?.digest)
        record.add("WARC-Refers-To-Target-URI", former?.url)
        record.add("WARC-Refers-To-Date", former?.date)
        record.block = exchange.message.head
        return record
    }

    /// What the file is and who wrote it.
    static func warcinfo(software: String, file: String, milliseconds: Int64, id: String) -> WARCRecord {
        var record = WARCRecord()
        record.add("WARC-Type", Kind.warcinfo.rawValue)
        record.add("WARC-Record-ID", id)
        record.add("WARC-Date", WARCDate.text(milliseconds: milliseconds))
        record.add("WARC-Filename", file)
        record.add("Content-Type", "application/warc-fields")
        let conformance = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
        record.block = Array(
            "software: \(software)\r\nformat: WARC File Format 1.1\r\nconformsTo: \(conformance)\r\n".utf8)
        return record
    }

    private init(_ kind: Kind, _ exchange: Exchange, id: String) {
        self.init()
        add("WARC-Type", kind.rawValue)
        add("WARC-Record-ID", id)
        add("WARC-Date", WARCDate.text(milliseconds: exchange.timeMilliseconds))
        add("WARC-Target-URI", exchange.url)
        add("WARC-IP-Address", exchange.remoteAddress)
        add("Content-Type", "application/http; msgtype=response")
        add(Exchange.OwnField.source, exchange.source)
        add(Exchange.OwnField.key, exchange.key)
    }
}

extension HTTPMessage {
    /// Status line and fields, without the body.
    var head: [UInt8] { Array(bytes.dropLast(body.count)) }
}
