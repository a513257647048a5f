import Foundation

/// What happened to an article, as a line of the journal tells it.
public struct JournalEvent: Equatable, Sendable {
    public enum Operation: String, Sendable {
        /// Its files stand under their final names.
        case add
    }

    public var operation: Operation
    /// See `PublicID`.
    public var id: String
    /// Of the text file, relative to the output directory.
    public var path: String
    /// Of the text file, lower-case hex.
    public var sha256: String
    public var source: String
    /// As the source gave it.
    public var url: String
    /// ISO 8601, as the page or the source's list states it.
    public var published: String?
    /// The moment of delivery, in milliseconds since 1970 UTC.
    public var deliveredMilliseconds: Int64

    /// The line without its number: the members of a JSON object (RFC 8259) after `seq`, and the closing brace. Nothing
    /// in it depends on when the line gets into the file, so a line that is written again is the same.
    func members() throws(DeliveryError) -> String {
        let values: [(name: String, value: JSONValue)] = [
            ("op", .string(operation.rawValue)),
            ("id", .string(id)),
            ("rev", .integer(1)),
            ("path", .string(path)),
            ("sha256", .string(sha256)),
            ("source", .string(CleanText.line(source))),
            ("url", .string(CleanText.line(url))),
            ("published", .optional(published.map(CleanText.line))),
            ("delivered", .string(Timestamp.iso8601(milliseconds: deliveredMilliseconds))),
        ]
        return try values.map { (name, value) throws(DeliveryError) in "\"\(name)\":\(try value.compactText())" }
            .joined(separator: ",") + "}"
    }
}
