internal import GRDB

/// What is known of one sitemap of an index.
public struct SitemapRecord: Equatable, Sendable {
    /// The index's word for when it changed, at the last reading.
    public var lastModified: String?
    public var validators: SourceValidators
    /// When it was read last, in milliseconds since 1970 UTC.
    public var readMilliseconds: Int64

    public init(lastModified: String?, validators: SourceValidators = SourceValidators(), readMilliseconds: Int64) {
        self.lastModified = lastModified
        self.validators = validators
        self.readMilliseconds = readMilliseconds
    }
}

extension Ledger {
    /// The sitemaps that were read for a source, by address.
    public func sitemaps(source: String) throws(LedgerError) -> [String: SitemapRecord] {
        try read { database in
            let rows = try Row.fetchAll(database, sql: "SELECT * FROM sitemap WHERE source = ?", arguments: [source])
            return Dictionary(uniqueKeysWithValues: rows.map { ($0["url"], SitemapRecord(row: $0)) })
        }
    }

    /// Notes that a sitemap was read. Call it after `discover`, as for a poll.
    public func recordSitemap(_ url: String, source: String, _ record: SitemapRecord) throws(LedgerError) {
        try write { database in
            try database.execute(
                sql:
                    "INSERT OR REPLACE INTO sitemap (source, url, indexed, etag, lastModified, read) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    source, url, record.lastModified, record.validators.etag, record.validators.lastModified,
                    record.readMilliseconds,
                ])
        }
    }

    /// Forgets the sitemaps that a source's index has dropped.
    public func forgetSitemaps(source: String, except listed: Set<String>) throws(LedgerError) {
        let dropped = try sitemaps(source: source).keys.filter { !listed.contains($0) }
        guard !dropped.isEmpty else { return }
        try write { database in
            let statement = try database.cachedStatement(sql: "DELETE FROM sitemap WHERE source = ? AND url = ?")
            for url in dropped { try statement.execute(arguments: [source, url]) }
        }
    }

    /// Notes the feed that a source's page leads to, or that it leads to none any more. The validators were another document's.
    public func setFeed(_ url: String?, source: String) throws(LedgerError) {
        try write { database in
            try database.execute(
                sql: "UPDATE source SET feed = ?, etag = NULL, lastModified = NULL WHERE id = ?",
                arguments: [url, source])
        }
    }

    /// Notes what a source's document turned out to be.
    public func setDetected(_ kind: String, source: String) throws(LedgerError) {
        try write { database in
            try database.execute(
                sql: "UPDATE source SET detected = ?1 WHERE id = ?2 AND detected IS NOT ?1", arguments: [kind, source])
        }
    }
}

extension SitemapRecord {
    init(row: Row) {
        self.init(
            lastModified: row["indexed"],
            validators: SourceValidators(etag: row["etag"], lastModified: row["lastModified"]),
            readMilliseconds: row["read"])
    }
}
