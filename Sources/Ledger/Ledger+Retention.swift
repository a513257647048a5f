internal import GRDB

/// What of a source stands in the output directory and is to stay there so far.
public struct Stock: Equatable, Sendable {
    public var source: String
    /// How many.
    public var articles: Int
    /// Of all files, as far as they were measured.
    public var bytes: Int

    public init(source: String, articles: Int, bytes: Int) {
        self.source = source
        self.articles = articles
        self.bytes = bytes
    }
}

/// A delivered article, as retention sees it.
public struct StockedArticle: Equatable, Sendable {
    /// Its number in the ledger.
    public var id: Int64
    /// When it was first delivered, in milliseconds since 1970 UTC.
    public var deliveredMilliseconds: Int64
    /// Of all its files; nil where nobody has measured them.
    public var bytes: Int?

    public init(id: Int64, deliveredMilliseconds: Int64, bytes: Int?) {
        self.id = id
        self.deliveredMilliseconds = deliveredMilliseconds
        self.bytes = bytes
    }
}

// Delivered articles are purged in the order that makes their removal happen wholly: `beginRemoval`, remove the files, `purge`.
// Whatever stands in `removals` at the start is finished. The row stays, so that the article is never new again.
extension Ledger {
    /// Every source that has something in the output directory.
    public func stocks() throws(LedgerError) -> [Stock] {
        try read { database in
            try Row.fetchAll(database, sql: Self.stockQuery + " WHERE stock.articles > 0 ORDER BY source")
                .map(Stock.init(row:))
        }
    }

    /// What a source has there.
    public func stock(of source: String) throws(LedgerError) -> Stock {
        try read { database in
            try Row.fetchOne(database, sql: Self.stockQuery + " WHERE stock.source = ?", arguments: [source])
                .map(Stock.init(row:)) ?? Stock(source: source, articles: 0, bytes: 0)
        }
    }

    /// The delivered articles of a source, those first that were delivered first. Without those that are being removed, or get
    /// a further revision.
    public func oldest(of source: String, limit: Int) throws(LedgerError) -> [StockedArticle] {
        let sql = """
            SELECT id, settled, fileBytes FROM article
            WHERE source = ? AND state = 'delivered' AND NOT EXISTS (SELECT 1 FROM removal WHERE article = article.id)
                AND NOT EXISTS (SELECT 1 FROM intent WHERE article = article.id)
            ORDER BY settled, id LIMIT ?
            """
        return try read { database in
            try Row.fetchAll(database, sql: sql, arguments: [source, limit]).map {
                StockedArticle(id: $0["id"], deliveredMilliseconds: $0["settled"] ?? 0, bytes: $0["fileBytes"])
            }
        }
    }

    /// Delivered articles of a source whose files were not measured yet.
    public func unmeasured(of source: String, limit: Int) throws(LedgerError) -> [Int64] {
        let sql = "SELECT id FROM article WHERE source = ? AND fileBytes IS NULL AND state = 'delivered' LIMIT ?"
        return try read { try Int64.fetchAll($0, sql: sql, arguments: [source, limit]) }
    }

    /// Notes how much the files of articles take.
    public func measured(_ sizes: [(article: Int64, bytes: Int)]) throws(LedgerError) {
        try write { database in
            for size in sizes {
                try database.execute(
                    sql: "UPDATE article SET fileBytes = ? WHERE id = ? AND state = 'delivered'",
                    arguments: [size.bytes, size.article])
            }
        }
    }

    /// Writes down that the files of these articles are about to be removed. They are delivered until they are purged.
    public func beginRemoval(of articles: [Int64]) throws(LedgerError) {
        try write { database in
            for article in articles { try database.execute(sql: Self.beginRemoval, arguments: [article]) }
        }
    }

    static let beginRemoval =
        "INSERT INTO removal SELECT id FROM article WHERE id = ? AND state = 'delivered' ON CONFLICT DO NOTHING"

    /// The articles whose files are about to be removed, in the order of their numbers.
    public func removals(limit: Int, after: Int64 = 0) throws(LedgerError) -> [ArticleRecord] {
        let sql = """
            SELECT article.* FROM removal JOIN article ON article.id = removal.article
            WHERE removal.article > ? AND NOT EXISTS (SELECT 1 FROM intent WHERE intent.article = article.id)
            ORDER BY removal.article LIMIT ?
            """
        return try read { database in
            try Row.fetchAll(database, sql: sql, arguments: [after, limit]).map(ArticleRecord.init(row:))
        }
    }

    /// The files of a delivered article, those of the newest revision first.
    public func revisions(of article: Int64) throws(LedgerError) -> [LatestRevision] {
        let sql = """
            SELECT revision AS number, path, sha256 FROM revision WHERE article = ?1 AND path IS NOT NULL
            UNION ALL SELECT 1, path, sha256 FROM article WHERE id = ?1 AND path IS NOT NULL
            ORDER BY number DESC
            """
        return try read { database in
            try Row.fetchAll(database, sql: sql, arguments: [article]).map {
                LatestRevision(number: $0["number"], path: $0["path"], sha256: $0["sha256"] ?? "")
            }
        }
    }

    /// Makes tombstones of articles whose files are gone, and gives their events the journal's next numbers.
    ///
    /// - Parameters:
    ///   - articles: each with a line for every event.
    ///   - now: the moment, in milliseconds since 1970 UTC.
    ///   - journaled: entries of the journal up to this number stand in its files and are forgotten.
    public func purge(
        _ articles: [(article: Int64, events: String)], now: Int64, journaled: Int64 = 0
    ) throws(LedgerError) {
        try write { database in
            try Self.forgetJournal(through: journaled, in: database)
            for (article, events) in articles {
                try Self.forgetFiles(of: article, in: database)
                try Self.enter(events: events, now: now, in: database)
            }
        }
    }

    /// What is known of a delivered article stays, but for its files.
    static func forgetFiles(of article: Int64, in database: Database) throws {
        try database.execute(
            sql: """
                UPDATE article SET state = 'purged', path = NULL, sha256 = NULL, fileBytes = NULL
                WHERE id = ? AND state = 'delivered'
                """,
            arguments: [article])
        for table in ["look", "revision", "removal", "latest"] {
            try database.execute(sql: "DELETE FROM \(table) WHERE article = ?", arguments: [article])
        }
    }

    /// What is being removed does not count any more. CROSS JOIN begins with what is being removed, which is hardly ever anything:
    /// otherwise a ledger of a million articles is read from end to end for each source.
    /// https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join
    static let stockQuery = """
        SELECT stock.source,
            stock.articles - (SELECT count(*) FROM removal CROSS JOIN article ON article.id = removal.article
                WHERE article.source = stock.source) AS articles,
            stock.bytes - (SELECT coalesce(sum(article.fileBytes), 0) FROM removal CROSS JOIN article ON article.id = removal.article
                WHERE article.source = stock.source) AS bytes
        FROM stock
        """
}

extension Stock {
    init(row: Row) {
        self.init(source: row["source"], articles: row["articles"], bytes: row["bytes"])
    }
}
