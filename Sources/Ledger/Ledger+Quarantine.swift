internal import GRDB

/// A page that no worker survived: why, with which version of the program, and how many of its bytes are kept.
public struct QuarantinedPage: Equatable, Sendable {
    /// The ledger's number of the article.
    public var article: Int64
    public var url: String
    public var source: String
    /// A short stable word: timeout, cpu, memory, crash, protocol.
    public var code: String
    public var reason: String
    /// The version of the program that failed on it.
    public var version: String
    public var bytes: Int
    /// Milliseconds since 1970 UTC.
    public var sinceMilliseconds: Int64
}

// What is in quarantine is an article that is set aside. It leaves with the first start of another version of the program,
// which tries it once more, or when there are too many.
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

    /// What is in quarantine, oldest first.
    public func quarantined() throws(LedgerError) -> [QuarantinedPage] {
        let sql = """
            SELECT quarantine.*, article.key, article.url, article.source, article.reason
            FROM quarantine JOIN article ON article.id = quarantine.article ORDER BY since, article
            """
        return try read { database in try Row.fetchAll(database, sql: sql).map(QuarantinedPage.init(row:)) }
    }

    /// Lets go whatever another version of the program failed on: the articles wait again, to be fetched at once.
    ///
    /// - Returns: the numbers of the articles.
    public func retryQuarantined(version: String, now: Int64) throws(LedgerError) -> [Int64] {
        try write { database in
            let articles = try Int64.fetchAll(
                database, sql: "SELECT article FROM quarantine WHERE version != ? ORDER BY article",
                arguments: [version])
            for article in articles {
                try database.execute(
                    sql: "UPDATE article SET state = 'waiting', settled = NULL, nextAttempt = ? WHERE id = ?",
                    arguments: [now, article])
            }
            try database.execute(sql: "DELETE FROM quarantine WHERE version != ?", arguments: [version])
            return articles
        }
    }

    /// Forgets that an article is in quarantine; it stays set aside.
    public func forgetQuarantined(_ article: Int64) throws(LedgerError) {
        try write { try $0.execute(sql: "DELETE FROM quarantine WHERE article = ?", arguments: [article]) }
    }
}

extension QuarantinedPage {
    init(row: Row) {
        article = row["article"]
        url = row["url"] ?? row["key"]
        source = row["source"]
        code = row["code"]
        reason = row["reason"] ?? ""
        version = row["version"]
        bytes = row["bytes"]
        sinceMilliseconds = row["since"]
    }
}
