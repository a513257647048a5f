import Foundation
internal import GRDB

/// What is kept of an article's text, for finding the same and nearly the same text again.
public struct ArticleContent: Equatable, Sendable {
    /// Of near-duplicates (MinHash): how many shingles the text has, what is left of them, and the buckets under which it is
    /// looked up. The ledger keeps them and does not know what they mean.
    public struct Signature: Equatable, Sendable {
        /// How many different shingles the text has.
        public var shingles: Int
        /// A byte for each hash function.
        public var minima: [UInt8]
        /// Texts that have one in common are candidates.
        public var buckets: [Int32]

        public init(shingles: Int, minima: [UInt8], buckets: [Int32]) {
            self.shingles = shingles
            self.minima = minima
            self.buckets = buckets
        }
    }

    /// Equal for equal headlines and texts; nil for a text without a word.
    public var fingerprint: Int64?
    /// Nil for a text that is too short.
    public var signature: Signature?
    /// Where the text says that it comes from.
    public var syndicatedFrom: String?
    /// The number of the article that heads its cluster of near-duplicates, where that is another one.
    public var head: Int64?
    /// Articles that were heads of clusters, whose clusters it heads from now on.
    public var deposed: [Int64] = []
    /// When to look at it again for the first time.
    public var look: PlannedLook?
    /// Further names of the article: its canonical address.
    public var aliases: [String] = []

    public init(fingerprint: Int64? = nil, signature: Signature? = nil) {
        self.fingerprint = fingerprint
        self.signature = signature
    }
}

/// A delivered article, perhaps purged since, that shares buckets with a text.
public struct SimilarArticle: Equatable, Sendable {
    /// How many.
    public var commonBuckets: Int
    public var article: ArticleRecord
    /// How many different shingles its text has.
    public var shingles: Int
    /// A byte for each hash function.
    public var minima: [UInt8]
}

extension Ledger {
    /// Articles found in one bucket at most; more hold a phrase of their site rather than a common text. The newest come first,
    /// as copies of a text appear within days.
    private static let bucketLimit = 100

    /// Candidates looked at, and those returned, at most.
    private static let candidateLimit = (looked: 96, returned: 24)

    /// The delivered articles of other sources that share buckets, those with most first.
    public func similar(to buckets: [Int32], except source: String) throws(LedgerError) -> [SimilarArticle] {
        try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT article FROM band WHERE bucket = ? ORDER BY article DESC LIMIT \(Self.bucketLimit)")
            var common: [Int64: Int] = [:]
            for bucket in buckets {
                for article in try Int64.fetchAll(statement, arguments: [bucket]) { common[article, default: 0] += 1 }
            }
            let best = common.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.prefix(Self.candidateLimit.looked)
            var found: [SimilarArticle] = []
            for (article, count) in best where found.count < Self.candidateLimit.returned {
                guard let similar = try Self.similar(article, common: count, in: database) else { continue }
                if similar.article.source != source { found.append(similar) }
            }
            return found
        }
    }

    /// The delivered or purged article of a source with that fingerprint; the first of several.
    public func article(fingerprint: Int64, source: String) throws(LedgerError) -> ArticleRecord? {
        let sql =
            "SELECT * FROM article WHERE fingerprint = ? AND source = ? AND state IN ('delivered', 'purged') ORDER BY id LIMIT 1"
        return try read { database in
            try Row.fetchOne(try database.cachedStatement(sql: sql), arguments: [fingerprint, source])
                .map(ArticleRecord.init(row:))
        }
    }

    /// What is kept of an article's text, without the buckets of its signature, to which no index leads from here; nil where
    /// nothing is.
    public func content(of article: Int64) throws(LedgerError) -> ArticleContent? {
        try read { database in
            guard
                let row = try Row.fetchOne(
                    database.cachedStatement(
                        sql: "SELECT fingerprint, head, syndicatedFrom FROM article WHERE id = ?"),
                    arguments: [article])
            else { return nil }
            var content = ArticleContent(fingerprint: row["fingerprint"])
            content.head = row["head"]
            content.syndicatedFrom = row["syndicatedFrom"]
            let signature = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT shingles, minima FROM signature WHERE article = ?"),
                arguments: [article])
            content.signature = signature.map { row in
                .init(shingles: row["shingles"], minima: Array(row["minima"] as Data), buckets: [])
            }
            return content
        }
    }

    /// The article that has that name, as its key or as an alias.
    public func owner(ofKey key: String) throws(LedgerError) -> ArticleRecord? {
        try read { database in
            let sql = """
                SELECT * FROM article WHERE id = (
                    SELECT id FROM article WHERE key = ?1 UNION ALL SELECT article FROM alias WHERE key = ?1 LIMIT 1)
                """
            return try Row.fetchOne(database.cachedStatement(sql: sql), arguments: [key])
                .map(ArticleRecord.init(row:))
        }
    }

    /// Takes a name back that turned out to be wrong, as other articles call themselves so too; it never is an alias again.
    public func dispute(alias key: String) throws(LedgerError) {
        try write { database in
            try database.execute(sql: "DELETE FROM alias WHERE key = ?", arguments: [key])
            try database.execute(
                sql: "INSERT INTO disputedName VALUES (?) ON CONFLICT DO NOTHING", arguments: [key])
        }
    }

    /// Keeps what there is to keep of an article's text. What was kept of an earlier one is replaced.
    static func keep(_ content: ArticleContent, of article: Int64, in database: Database) throws {
        try database.cachedStatement(
            sql: "UPDATE article SET fingerprint = ?, head = ?, syndicatedFrom = ? WHERE id = ?"
        ).execute(arguments: [content.fingerprint, content.head, content.syndicatedFrom, article])
        try keep(content.signature, of: article, in: database)
        try plan(look: content.look, of: article, in: database)
        for head in content.deposed {
            try database.execute(
                sql: "UPDATE article SET head = ?1 WHERE (head = ?2 OR id = ?2) AND id <> ?1",
                arguments: [article, head])
        }
        for key in content.aliases {
            let sql = """
                INSERT INTO alias (key, article) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM article WHERE key = ?1)
                    AND NOT EXISTS (SELECT 1 FROM disputedName WHERE key = ?1)
                ON CONFLICT DO NOTHING
                """
            try database.cachedStatement(sql: sql).execute(arguments: [key, article])
        }
    }

    private static func keep(_ signature: ArticleContent.Signature?, of article: Int64, in database: Database) throws {
        let former = try database.cachedStatement(sql: "DELETE FROM signature WHERE article = ?")
        try former.execute(arguments: [article])
        if database.changesCount > 0 {
            // No index leads from articles to buckets, which would double the table; a second signature is rare.
            try database.execute(sql: "DELETE FROM band WHERE article = ?", arguments: [article])
        }
        guard let signature else { return }
        try database.cachedStatement(sql: "INSERT INTO signature (article, shingles, minima) VALUES (?, ?, ?)")
            .execute(arguments: [article, signature.shingles, Data(signature.minima)])
        let insert = try database.cachedStatement(
            sql: "INSERT INTO band (bucket, article) VALUES (?, ?) ON CONFLICT DO NOTHING")
        for bucket in signature.buckets { try insert.execute(arguments: [bucket, article]) }
    }

    private static func similar(_ article: Int64, common: Int, in database: Database) throws -> SimilarArticle? {
        let sql = """
            SELECT article.*, shingles, minima FROM article JOIN signature ON signature.article = article.id
            WHERE article.id = ? AND state IN ('delivered', 'purged')
            """
        return try Row.fetchOne(try database.cachedStatement(sql: sql), arguments: [article]).map { row in
            SimilarArticle(
                commonBuckets: common, article: try ArticleRecord(row: row), shingles: row["shingles"],
                minima: Array(row["minima"] as Data))
        }
    }
}
