import Foundation

/// What happened to an article, as a line of the journal tells it.
public struct JournalEvent: Equatable, Sendable {
    /// The `op` of a line.
    public enum Operation: String, CaseIterable, Sendable {
        /// Its files stand under their final names.
        case add
        /// So do those of a further revision of it.
        case update
        /// It is nearly the same as the head of its cluster: delivered all the same but marked, or without files.
        case duplicate
        /// Its files are gone.
        case retract
    }

    public var operation: Operation
    /// See `PublicID`.
    public var id: String
    /// From 1 on, growing with every revision of the article.
    public var revision = 1
    /// Of the text file, relative to the output directory; of the one that is gone for `retract`.
    public var path: String?
    /// Of the text file, lower-case hex.
    public var sha256: String?
    public var source: String
    /// As the source gave it.
    public var url: String
    /// The identifier of the article that heads its cluster of near-duplicates, its own if that is itself.
    public var cluster: String?
    /// ISO 8601, as the page or the source's list states it.
    public var published: String?
    /// The moment of the event, in milliseconds since 1970 UTC.
    public var deliveredMilliseconds: Int64

    public init(
        _ operation: Operation, id: String, path: String?, sha256: String?, source: String, url: String,
        deliveredMilliseconds: Int64
    ) {
        self.operation = operation
        self.id = id
        self.path = path
        self.sha256 = sha256
        self.source = source
        self.url = url
        self.deliveredMilliseconds = deliveredMilliseconds
    }

    /// The line without its number: the members of a JSON object (RFC 8259) after `seq`, and the closing brace. Nothing
    /// in it depends on when the line gets into the file, so a line that is written again is the same.
    public func members() throws(DeliveryError) -> String {
        let values: [(name: String, value: JSONValue)] = [
            ("op", .string(operation.rawValue)),
            ("id", .string(id)),
            ("rev", .integer(revision)),
            ("path", .optional(path)),
            ("sha256", .optional(sha256)),
            ("source", .string(CleanText.line(source))),
            ("url", .string(CleanText.line(url))),
            ("cluster", .optional(cluster.map(CleanText.line))),
            ("published", .optional(published.map(CleanText.line))),
            ("delivered", .string(Timestamp.iso8601(milliseconds: deliveredMilliseconds))),
        ]
        return try values.map { (name, value) throws(DeliveryError) in "\"\(name)\":\(try value.compactText())" }
            .joined(separator: ",") + "}"
    }
}
