internal import GRDB

extension Schema {
    /// The newest deliveries, in their order: an article once, with its newest text.
    static let latest = """
        CREATE TABLE latest (
            position INTEGER PRIMARY KEY,
            article INTEGER NOT NULL UNIQUE REFERENCES article(id),
            path TEXT NOT NULL
        ) STRICT;
        \(Ledger.fillLatest)
        """
}

extension Ledger {
    /// So many are known at most.
    public static let latestLimit = 1000

    /// The text files of the newest deliveries, the newest first.
    public func latest(limit: Int) throws(LedgerError) -> [String] {
        try read {
            try String.fetchAll(
                $0.cachedStatement(sql: "SELECT path FROM latest ORDER BY position DESC LIMIT ?"), arguments: [limit])
        }
    }

    /// Enters a delivery; it is the newest.
    static func enterLatest(_ article: Int64, path: String, in database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM latest WHERE article = ?").execute(arguments: [article])
        try database.cachedStatement(sql: "INSERT INTO latest (article, path) VALUES (?, ?)")
            .execute(arguments: [article, path])
        let trim = """
            DELETE FROM latest
            WHERE position <= (SELECT position FROM latest ORDER BY position DESC LIMIT 1 OFFSET \(latestLimit))
            """
        try database.cachedStatement(sql: trim).execute()
    }

    /// Makes the table from what is delivered, as far as the time of delivery tells.
    static let fillLatest = """
        DELETE FROM latest;
        INSERT INTO latest (article, path)
        SELECT id, coalesce((SELECT path FROM revision WHERE article = newest.id AND path IS NOT NULL ORDER BY id DESC), path)
        FROM (SELECT id, path, settled FROM article WHERE state = 'delivered' AND path IS NOT NULL
            ORDER BY settled DESC, id DESC LIMIT \(latestLimit)) AS newest
        ORDER BY settled, id;
        """
}
