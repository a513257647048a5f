import Foundation

/// What the JSON beside a delivered text says of it: enough to know the article again.
public struct DeliveredRecord: Decodable, Equatable, Sendable {
    /// The member `sha256`.
    public struct Hashes: Decodable, Equatable, Sendable {
        /// Of the text file, lower-case hex.
        public var file: String
    }

    /// The member `fetched`.
    public struct Fetch: Decodable, Equatable, Sendable {
        /// ISO 8601.
        public var time: String
        /// The effective URL.
        public var url: String
    }

    public var id: String
    public var key: String
    public var source: String
    public var url: String
    /// The headline.
    public var title: String?
    /// ISO 8601, as the page or its feed states it.
    public var published: String?
    /// The identifier that its feed gave.
    public var guid: String?
    /// Where the text says that it comes from.
    public var syndicatedFrom: String?
    /// The identifier of the article that headed its cluster when it was delivered.
    public var cluster: String?
    /// Without headline.
    public var text: String?
    /// Nil in those of before there were revisions.
    public var rev: Int?
    /// Of the text file, relative to the output directory.
    public var path: String
    public var sha256: Hashes
    public var fetched: Fetch
    /// ISO 8601.
    public var delivered: String

    enum CodingKeys: String, CodingKey {
        case id, key, source, url, title, published, guid, cluster, text, rev, path, sha256, fetched, delivered
        case syndicatedFrom = "syndicated_from"
    }

    /// Since 1970 UTC; 0 where `delivered` is no instant.
    public var deliveredMilliseconds: Int64 { Timestamp.milliseconds(iso8601: delivered) ?? 0 }
    /// Since 1970 UTC.
    public var fetchedMilliseconds: Int64? { Timestamp.milliseconds(iso8601: fetched.time) }

    /// The journal's line about it, but for its number.
    public func event() throws(DeliveryError) -> String {
        var event = JournalEvent(
            .add, id: id, path: path, sha256: sha256.file, source: source, url: url,
            deliveredMilliseconds: deliveredMilliseconds)
        event.published = published
        return try event.members()
    }
}

/// A line of the journal, read again.
public struct JournalRecord: Decodable, Equatable, Sendable {
    /// The line's number, from 1 on.
    public var seq: Int64
    public var op: String
    public var id: String
    /// Nil in lines of before there were revisions.
    public var rev: Int?
    /// The identifier of the article that headed its cluster.
    public var cluster: String?
    /// Of the text file, relative to the output directory.
    public var path: String?
    /// Of the text file, lower-case hex.
    public var sha256: String?
    public var source: String
    public var url: String
    /// ISO 8601, as the page or its feed states it.
    public var published: String?
    /// ISO 8601.
    public var delivered: String

    /// Since 1970 UTC; 0 where `delivered` is no instant.
    public var deliveredMilliseconds: Int64 { Timestamp.milliseconds(iso8601: delivered) ?? 0 }
    /// Nil for one that a later version has added.
    public var operation: JournalEvent.Operation? { .init(rawValue: op) }
}
