internal import GRDB

/// What no worker survived: why, with which version of the program, and how many of its bytes are kept.
public struct QuarantinedPage: Equatable, Sendable {
    /// What a quarantined document is.
    public enum Kind: String, Sendable {
        case article, feed, robots
    }

    public var kind: Kind
    /// The ledger's number of the article, or of the other document.
    public var number: Int64
    public var url: String
    /// Nil for what belongs to a server and no source.
    public var source: String?
    /// A short stable word: timeout, cpu, memory, crash, protocol.
    public var code: String
    public var reason: String
    /// The version of the program that failed on it.
    public var version: String
    /// Of the document that is kept.
    public var bytes: Int
    /// Milliseconds since 1970 UTC.
    public var sinceMilliseconds: Int64
}

// What is in quarantine is an article that is set aside, or a feed or robots.txt that is not read again as long as it is the
// same. It leaves with the first start of another version of the program, which tries it once more, or when there are too many;
// a feed or robots.txt also when it is well again.
extension Ledger {
    /// Sets a waiting article aside whose page no worker survived.
    public func quarantine(
        article: Int64, code: String, reason: String, version: String, bytes: Int, now: Int64
    ) throws(LedgerError) {
        try write { database in
            try Self.dropIntent(of: article, in: database)
            try Self.updateWaiting(
                article, set: "state = 'setAside', reason = ?, settled = ?, attempts = attempts + 1", [reason, now],
                in: database)
            try database.execute(
                sql: "INSERT OR REPLACE INTO quarantine (article, code, version, bytes, since) VALUES (?, ?, ?, ?, ?)",
                arguments: [article, code, version, bytes, now])
        }
    }

    /// Notes a feed or robots.txt that no worker survived; one of the same address is forgotten.
    /// - Returns: its number.
    public func quarantine(
        _ kind: QuarantinedPage.Kind, url: String, source: String?, code: String, reason: String, version: String,
        bytes: Int, now: Int64
    ) throws(LedgerError) -> Int64 {
        let sql = """
            INSERT INTO quarantinedDocument (url, kind, source, code, reason, version, bytes, since)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (url) DO UPDATE SET kind = excluded.kind, source = excluded.source, code = excluded.code,
                reason = excluded.reason, version = excluded.version, bytes = excluded.bytes, since = excluded.since
            RETURNING id
            """
        return try write { database in
            let arguments: StatementArguments = [url, kind.rawValue, source, code, reason, version, bytes, now]
            guard let id = try Int64.fetchOne(database, sql: sql, arguments: arguments) else {
                throw LedgerError.refused(message: "a document has no number")
            }
            return id
        }
    }

    /// The feed or robots.txt of this address that is in quarantine.
    public func quarantinedDocument(url: String) throws(LedgerError) -> QuarantinedPage? {
        let sql = Self.everythingQuarantined + " WHERE kind != 'article' AND url = ?"
        return try read { database in
            try Row.fetchOne(database, sql: sql, arguments: [url]).map(QuarantinedPage.init(row:))
        }
    }

    private static let everythingQuarantined = """
        SELECT * FROM (
            SELECT 'article' AS kind, article AS number, url, key, source, code, ifnull(reason, '') AS reason,
                version, bytes, since FROM quarantine JOIN article ON article.id = quarantine.article
            UNION ALL
            SELECT kind, id, url, NULL, source, code, reason, version, bytes, since FROM quarantinedDocument
        )
        """

    /// What is in quarantine, oldest first.
    public func quarantined() throws(LedgerError) -> [QuarantinedPage] {
        let sql = Self.everythingQuarantined + " ORDER BY since, kind, number"
        return try read { database in try Row.fetchAll(database, sql: sql).map(QuarantinedPage.init(row:)) }
    }

    /// Lets go whatever another version of the program failed on: the articles wait again, to be fetched at once, and the
    /// sources are polled at once.
    ///
    /// - Returns: how many pages and documents these are.
    public func retryQuarantined(version: String, now: Int64) throws(LedgerError) -> Int {
        try write { database in
            let sources = "SELECT source FROM quarantinedDocument WHERE version != ?"
            try database.execute(
                sql: "UPDATE source SET nextPoll = ?, etag = NULL, lastModified = NULL WHERE id IN (\(sources))",
                arguments: [now, version])
            try database.execute(sql: "DELETE FROM quarantinedDocument WHERE version != ?", arguments: [version])
            let documents = database.changesCount
            let articles = try Int64.fetchAll(
                database, sql: "SELECT article FROM quarantine WHERE version != ? ORDER BY article",
                arguments: [version])
            for article in articles {
                try database.execute(
                    sql: "UPDATE article SET state = 'waiting', settled = NULL, nextAttempt = ? WHERE id = ?",
                    arguments: [now, article])
            }
            try database.execute(sql: "DELETE FROM quarantine WHERE version != ?", arguments: [version])
            return articles.count + documents
        }
    }

    /// Forgets that something is in quarantine; an article stays set aside.
    public func forgetQuarantined(_ page: QuarantinedPage) throws(LedgerError) {
        let (table, column) = page.kind == .article ? ("quarantine", "article") : ("quarantinedDocument", "id")
        try write {
            try $0.execute(sql: "DELETE FROM \(table) WHERE \(column) = ?", arguments: [page.number])
        }
    }
}

extension QuarantinedPage {
    init(row: Row) {
        kind = Kind(rawValue: row["kind"]) ?? .article
        number = row["number"]
        // A document has no key, and its address stands there as it is.
        url = StoredAddress.url(row["url"], key: row["key"] ?? "")
        source = row["source"]
        code = row["code"]
        reason = row["reason"]
        version = row["version"]
        bytes = row["bytes"]
        sinceMilliseconds = row["since"]
    }
}
