internal import GRDB

/// A delivered article that is to be looked at again.
public struct PlannedLook: Equatable, Sendable {
    /// Its number in the ledger.
    public var article: Int64
    public var source: String
    public var url: String
    /// When the article was delivered, in milliseconds since 1970 UTC.
    public var deliveredMilliseconds: Int64
    /// Not before this instant, in milliseconds since 1970 UTC.
    public var nextMilliseconds: Int64
    /// What the server said of the page when it was last read.
    public var validators: SourceValidators

    public init(
        article: Int64, source: String, url: String, deliveredMilliseconds: Int64, nextMilliseconds: Int64,
        validators: SourceValidators
    ) {
        self.article = article
        self.source = source
        self.url = url
        self.deliveredMilliseconds = deliveredMilliseconds
        self.nextMilliseconds = nextMilliseconds
        self.validators = validators
    }
}

/// The newest files of an article.
public struct LatestRevision: Equatable, Sendable {
    /// From 1 on.
    public var number: Int
    /// Of its text file, relative to the output directory.
    public var path: String
    public var sha256: String
}

// Delivered articles are looked at again for some days. What changes becomes a further revision with files of its own; the
// article's own row keeps the path of the first.
extension Ledger {
    /// The looks to come, in the order of the articles' numbers.
    ///
    /// - Parameters:
    ///   - limit: the most that one page has.
    ///   - after: the last number of the page before; 0 for the first page.
    public func looks(limit: Int, after: Int64 = 0) throws(LedgerError) -> [PlannedLook] {
        try read { database in
            try Row.fetchAll(
                database, sql: Self.planned + " AND look.article > ? ORDER BY look.article LIMIT ?",
                arguments: [after, limit]
            ).map(PlannedLook.init(row:))
        }
    }

    /// The look that is planned at an article; nil where there is none.
    public func look(at article: Int64) throws(LedgerError) -> PlannedLook? {
        try read { database in
            try Row.fetchOne(
                database.cachedStatement(sql: Self.planned + " AND look.article = ?"), arguments: [article]
            ).map(PlannedLook.init(row:))
        }
    }

    private static let planned = """
        SELECT look.*, article.source, article.url, article.key, article.settled
        FROM look JOIN article ON article.id = look.article WHERE article.state = 'delivered'
        """

    /// Plans the next look; nil for never again.
    public func plan(look: PlannedLook?, of article: Int64) throws(LedgerError) {
        try write { try Self.plan(look: look, of: article, in: $0) }
    }

    static func plan(look: PlannedLook?, of article: Int64, in database: Database) throws {
        guard let look else {
            return try database.cachedStatement(sql: "DELETE FROM look WHERE article = ?").execute(arguments: [article])
        }
        // A look may be under way while its article is purged.
        let sql = """
            INSERT OR REPLACE INTO look (article, next, etag, lastModified)
            SELECT id, ?2, ?3, ?4 FROM article WHERE id = ?1 AND state <> 'purged'
            """
        try database.cachedStatement(sql: sql)
            .execute(arguments: [article, look.nextMilliseconds, look.validators.etag, look.validators.lastModified])
    }

    /// The newest files of a delivered article; nil where it has none.
    public func latestRevision(of article: Int64) throws(LedgerError) -> LatestRevision? {
        let sql = """
            SELECT revision AS number, path, sha256 FROM revision WHERE article = ?1 AND path IS NOT NULL
            UNION ALL SELECT 1, path, sha256 FROM article WHERE id = ?1 AND state = 'delivered' AND path IS NOT NULL
            ORDER BY number DESC LIMIT 1
            """
        return try read { database in
            try Row.fetchOne(database.cachedStatement(sql: sql), arguments: [article]).map {
                LatestRevision(number: $0["number"], path: $0["path"], sha256: $0["sha256"])
            }
        }
    }

    /// The text files of all further revisions, the oldest first.
    public func revisionPaths(of article: Int64) throws(LedgerError) -> [String] {
        try read { database in
            try String.fetchAll(
                database, sql: "SELECT path FROM revision WHERE article = ? AND path IS NOT NULL ORDER BY id",
                arguments: [article])
        }
    }

    /// Notes a change that gets no files: what is compared from now on is the new text.
    public func noteSmallChange(of article: Int64, fingerprint: Int64, now: Int64) throws(LedgerError) {
        try write { database in
            try database.execute(
                sql: "UPDATE article SET fingerprint = ? WHERE id = ? AND state = 'delivered'",
                arguments: [fingerprint, article])
            guard database.changesCount == 1 else {
                throw LedgerError.refused(message: "article \(article) is not delivered")
            }
            try database.execute(
                sql: "INSERT INTO revision (article, revision, at) VALUES (?, ?, ?)",
                arguments: [article, try Self.lastRevision(of: article, in: database), now])
        }
    }

    /// How many changes of an article were noted without files.
    public func smallChanges(of article: Int64) throws(LedgerError) -> Int {
        try read { database in
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM revision WHERE article = ? AND path IS NULL", arguments: [article])
                ?? 0
        }
    }

    /// Enters a further revision whose files stand under their final names.
    static func enter(_ intent: DeliveryIntent, now: Int64, in database: Database) throws {
        guard let last = intent.files.last else { return }
        try database.execute(
            sql: "INSERT INTO revision (article, revision, path, sha256, at) VALUES (?, ?, ?, ?, ?)",
            arguments: [intent.article, intent.revision, last.path, last.sha256, now])
        try database.execute(
            sql: "UPDATE article SET fingerprint = ?, fileBytes = fileBytes + ? WHERE id = ?",
            arguments: [intent.fingerprint, intent.bytes, intent.article])
    }

    /// Whether the article can get this revision: it is delivered, and has the one before.
    static func isNext(_ revision: Int, of article: Int64, in database: Database) throws -> Bool {
        let isDelivered = try Bool.fetchOne(
            database, sql: "SELECT state = 'delivered' FROM article WHERE id = ?", arguments: [article])
        return try isDelivered == true && lastRevision(of: article, in: database) == revision - 1
    }

    private static func lastRevision(of article: Int64, in database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT max(revision) FROM revision WHERE article = ?", arguments: [article])
            ?? 1
    }
}

extension PlannedLook {
    fileprivate init(row: Row) {
        self.init(
            article: row["article"], source: row["source"], url: StoredAddress.url(row["url"], key: row["key"]),
            deliveredMilliseconds: row["settled"] ?? 0, nextMilliseconds: row["next"],
            validators: SourceValidators(etag: row["etag"], lastModified: row["lastModified"]))
    }
}
