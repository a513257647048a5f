internal import GRDB

/// Where the newest text of a delivered article stands.
public struct DeliveredText: Equatable, Sendable {
    /// The ledger's number of it.
    public var article: Int64
    public var publicID: String
    public var source: String
    /// Relative to the output directory.
    public var path: String
    /// When its first text was delivered, in milliseconds since 1970 UTC.
    public var settledMilliseconds: Int64
}

extension Ledger {
    static let texts = """
        SELECT id, publicID, source, settled, coalesce(
            (SELECT path FROM revision WHERE article = delivered.id AND path IS NOT NULL ORDER BY id DESC LIMIT 1),
            path) AS path
        FROM article AS delivered
        WHERE settled IS NOT NULL AND (settled, id) > (?, ?) AND +state = 'delivered' AND path IS NOT NULL
        ORDER BY settled, id LIMIT ?
        """

    /// The delivered articles in the order of their delivery, behind a place in it.
    public func deliveredTexts(
        afterSettled milliseconds: Int64, article: Int64, limit: Int
    ) throws(LedgerError) -> [DeliveredText] {
        try read { database in
            try Row.fetchAll(database, sql: Self.texts, arguments: [milliseconds, article, limit]).map { row in
                DeliveredText(
                    article: row["id"], publicID: row["publicID"], source: row["source"], path: row["path"],
                    settledMilliseconds: row["settled"])
            }
        }
    }
}
