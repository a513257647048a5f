import Foundation

/// What stays in the output directory of an article whose files were removed, so that it is known again where the ledger is
/// lost: the journal's days may be deleted, and say nothing of its text.
public struct Tombstone: Codable, Equatable, Sendable {
    /// Of its text, for finding the same and nearly the same text again; as the caller made it.
    public struct Signature: Codable, Equatable, Sendable {
        /// How many different shingles the text has.
        public var shingles: Int
        /// A byte for each hash function of MinHash.
        public var minima: Data
        /// Under these it is looked up.
        public var buckets: [Int32]

        public init(shingles: Int, minima: Data, buckets: [Int32]) {
            self.shingles = shingles
            self.minima = minima
            self.buckets = buckets
        }
    }

    public var id: String
    public var key: String
    /// Other keys of the article.
    public var aliases: [String] = []
    public var source: String
    public var url: String
    /// The identifier that its feed gave.
    public var guid: String?
    /// The identifier of the article that heads its cluster; nil where that is itself.
    public var cluster: String?
    /// Equal for equal headlines and texts; nil for a text without a word.
    public var fingerprint: Int64?
    /// Nil for a text that is too short.
    public var signature: Signature?
    /// Milliseconds since 1970 UTC.
    public var deliveredMilliseconds: Int64

    public init(id: String, key: String, source: String, url: String, deliveredMilliseconds: Int64) {
        self.id = id
        self.key = key
        self.source = source
        self.url = url
        self.deliveredMilliseconds = deliveredMilliseconds
    }
}

/// `.purged/<YYYY-MM-DD>.ndjson`, one line a tombstone, only ever appended to. A line that a power cut has torn is no tombstone,
/// and its article's files are still there.
extension ArticleStore {
    private static let tombstones = ".purged"

    /// Appends tombstones, durably. The same one may stand there several times.
    ///
    /// - Parameters:
    ///   - tombstones: in the order of the lines.
    ///   - now: milliseconds since 1970 UTC.
    public func bury(_ tombstones: [Tombstone], now: Int64) throws(DeliveryError) {
        let folder = try root().entered(Self.tombstones, mode: options.directoryMode)
        let day = String(Timestamp.iso8601(milliseconds: now).prefix(10))
        guard JournalFolder.isDay(day) else { throw .unusable(reason: "“\(CleanText.line(day))” is no day") }
        var bytes: [UInt8] = []
        for tombstone in tombstones { bytes += try tombstone.line() }
        if let file = try JournalFile(day: day, in: folder, forWriting: true) {
            let size = try file.size()
            let end = size > 0 ? try file.read(at: size - 1, count: 1) : []
            return try file.append(end == [UInt8(ascii: "\n")] ? bytes : [UInt8(ascii: "\n")] + bytes)
        }
        try JournalFile(creating: day, in: folder, mode: options.fileMode).append(bytes)
    }

    /// Every tombstone, the oldest first.
    public func forEachTombstone(_ body: (Tombstone) throws -> Void) throws {
        guard let folder = try root().existing(Self.tombstones) else { return }
        let decoder = JSONDecoder()
        for day in try JournalFolder.days(in: folder) {
            guard let file = try JournalFile(day: day, in: folder, forWriting: false) else { continue }
            var offset = 0
            var rest: [UInt8] = []
            while case let step = try file.read(at: offset, count: 1 << 18), !step.isEmpty {
                offset += step.count
                let bytes = rest + step
                let end = bytes.lastIndex(of: UInt8(ascii: "\n")) ?? bytes.startIndex
                for line in bytes[..<end].split(separator: UInt8(ascii: "\n")) {
                    // A torn line says nothing.
                    if let tombstone = try? decoder.decode(Tombstone.self, from: Data(line)) { try body(tombstone) }
                }
                rest = Array(bytes[end...])
            }
        }
    }
}

extension Tombstone {
    fileprivate func line() throws(DeliveryError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
        } catch {
            throw .unusable(reason: "the tombstone of “\(CleanText.line(key))” cannot be written: \(error)")
        }
    }
}
