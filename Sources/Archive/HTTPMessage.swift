internal import CZlib

/// The HTTP response in a record's block. Pure.
public struct HTTPMessage: Equatable, Sendable {
    /// The status code (RFC 9110, section 15).
    public let status: Int
    public let fields: [(name: String, value: String)]
    /// As it stands in the block: perhaps chunked or compressed.
    public let body: [UInt8]

    /// Why a body cannot be had.
    public struct Undecodable: Error, Equatable {
        public let reason: String
    }

    /// Equal where the bytes are.
    public static func == (one: HTTPMessage, other: HTTPMessage) -> Bool { one.bytes == other.bytes }

    /// The message of a body that is decoded already. What the server said of its coding and length no longer holds.
    public init(status: Int, fields: [(name: String, value: String)], decoded body: [UInt8]) {
        self.status = status
        let kept = fields.filter { !Self.codingFields.contains($0.name.lowercased()) }
        self.fields = kept + (body.isEmpty ? [] : [("Content-Length", "\(body.count)")])
        self.body = body
    }

    private static let codingFields: Set<String> = [
        "content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive", "trailer",
    ]

    /// - Returns: nil where the block is no response.
    public init?(_ block: [UInt8]) {
        guard let end = Self.headEnd(of: block) else { return nil }
        let lines = HeadLines.of(String(decoding: block[..<end.head], as: UTF8.self))
        guard let first = lines.first, first.hasPrefix("HTTP/") else { return nil }
        let words = first.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        self.status = status
        fields = lines.dropFirst().compactMap { line in
            // By bytes: a combining mark behind a colon or a blank makes another character of it.
            guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let value = line.utf8[colon...].dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
            return (String(line[..<colon]), String(Substring(value)))
        }
        body = Array(block[end.body...])
    }

    /// The value of the first field of that name.
    public subscript(name: String) -> String? { fields.first { $0.name.lowercased() == name.lowercased() }?.value }

    /// The message as a record's block.
    public var bytes: [UInt8] {
        let lines = ["HTTP/1.1 \(status) \(Self.phrase(status))"] + fields.map { "\($0.name): \($0.value)" }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
    }

    /// The body without transfer and content codings.
    /// - Parameter limit: the most bytes that are inflated.
    /// - Throws: ``Undecodable`` for a coding that is not known, or damaged, or inflates to more.
    public func decodedBody(limit: Int) throws(Undecodable) -> [UInt8] {
        var bytes = body
        if self["Transfer-Encoding"]?.lowercased().contains("chunked") == true, let joined = Self.unchunked(bytes) {
            // Many archives keep the field though they have joined the chunks; then it is no chunked body.
            bytes = joined
        }
        switch self["Content-Encoding"]?.lowercased() {
        case nil, "", "identity": return bytes
        case "gzip", "x-gzip", "deflate":
            // Some decode the body and keep the field.
            guard bytes.starts(with: [0x1F, 0x8B]) || bytes.first == 0x78 else { return bytes }
            guard let inflated = GzipMember.inflated(bytes, limit: limit) else {
                throw Undecodable(reason: "damaged gzip, or more than \(limit) bytes inflated")
            }
            return inflated
        case let coding?: throw Undecodable(reason: "the content coding \(coding) is not known")
        }
    }

    private static func headEnd(of block: [UInt8]) -> (head: Int, body: Int)? {
        var index = 0
        while let feed = block[index...].firstIndex(of: 0x0A) {
            let next = block[(feed + 1)...].prefix(2)
            if next.first == 0x0A { return (feed, feed + 2) }
            if next.elementsEqual([0x0D, 0x0A]) { return (feed, feed + 3) }
            index = feed + 1
        }
        return nil
    }

    /// RFC 9112, 7.1; nil where it is not chunked at all.
    private static func unchunked(_ bytes: [UInt8]) -> [UInt8]? {
        var joined: [UInt8] = []
        var rest = bytes[...]
        while let feed = rest.firstIndex(of: 0x0A) {
            let digits = rest[..<feed].prefix { $0 != 0x0D && $0 != UInt8(ascii: ";") && $0 != 0x20 }
            guard !digits.isEmpty, let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0 else {
                return nil
            }
            if size == 0 { return joined }
            let chunk = rest[(feed + 1)...].prefix(size)
            guard chunk.count == size else { return nil }
            joined += chunk
            rest = rest[chunk.endIndex...]
            if rest.first == 0x0D { rest.removeFirst() }
            if rest.first == 0x0A { rest.removeFirst() }
        }
        return nil
    }

    private static func phrase(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 203: "Non-Authoritative Information"
        case 206: "Partial Content"
        case 304: "Not Modified"
        default: "Status"
        }
    }
}
