internal import GRDB

/// A delivery that the output directory knows of.
public struct KnownDelivery: Equatable, Sendable {
    public var key: String
    /// Other keys of the article.
    public var aliases: [String] = []
    public var url: String
    public var source: String
    /// The identifier that its feed gave.
    public var guid: String?
    /// The headline.
    public var title: String?
    /// ISO 8601, as the page or its feed states it.
    public var published: String?
    public var publicID: String
    /// Of the text file, relative to the output directory; nil when it is gone for good.
    public var path: String?
    /// Of the text file, lower-case hex.
    public var sha256: String?
    /// Milliseconds since 1970 UTC.
    public var fetchedMilliseconds: Int64?
    /// Of its first text, in milliseconds since 1970 UTC.
    public var deliveredMilliseconds: Int64
    /// Whether it is what stays of a purged article: it adds to what is known. A removal that was cut off goes on.
    public var isTombstone = false
    /// What the journal is to say about it, if the ledger did not know it; empty for nothing.
    public var event = ""
    /// What to keep of its text, where that is at hand.
    public var content: ArticleContent?

    public init(
        key: String, url: String, source: String, publicID: String, path: String?, sha256: String?,
        deliveredMilliseconds: Int64
    ) {
        self.key = key
        self.url = url
        self.source = source
        self.publicID = publicID
        self.path = path
        self.sha256 = sha256
        self.deliveredMilliseconds = deliveredMilliseconds
    }
}

// A ledger that was lost, set aside or restored from an older copy knows less than the output directory. It takes over what
// stands there before anything is fetched, so that nothing is delivered again.
extension Ledger {
    /// Whether this ledger has taken over all that stood in the output directory before it.
    public func hasTakenOver() throws(LedgerError) -> Bool {
        try read { try Bool.fetchOne($0, sql: "SELECT complete FROM takeover") ?? false }
    }

    /// Enters deliveries that are not known as such; an intent for one of them is dropped. One transaction, which can be
    /// repeated.
    ///
    /// - Returns: how many were not known.
    public func takeOver(_ deliveries: [KnownDelivery], now: Int64) throws(LedgerError) -> Int {
        try write { database in
            var count = 0
            for delivery in deliveries where try Self.enter(delivery, in: database) {
                count += 1
                if !delivery.event.isEmpty { try Self.enter(event: delivery.event, now: now, in: database) }
            }
            return count
        }
    }

    /// Notes that there is nothing more to take over. The journal goes on behind `sequence`.
    public func tookOver(journal sequence: Int64) throws(LedgerError) {
        try write {
            try $0.execute(sql: "UPDATE journalHead SET seq = max(seq, ?)", arguments: [sequence])
            try $0.execute(sql: Self.fillLatest)
            try $0.execute(sql: "UPDATE takeover SET complete = 1")
        }
    }

    /// - Returns: whether the delivery was not known.
    private static func enter(_ delivery: KnownDelivery, in database: Database) throws -> Bool {
        try database.cachedStatement(sql: insertUnknownSource)
            .execute(arguments: [delivery.source, delivery.deliveredMilliseconds])
        let known = "SELECT id, state FROM article WHERE key = ?1 OR id = (SELECT article FROM alias WHERE key = ?1)"
        if let row = try Row.fetchOne(database, sql: known, arguments: [delivery.key]) {
            let article: Int64 = row["id"]
            guard row["state"] == ArticleState.waiting.rawValue else {
                if delivery.isTombstone {
                    try add(delivery, to: article, in: database)
                } else if delivery.path == nil {
                    try forgetFiles(of: article, in: database)
                }
                return false
            }
            try dropIntent(of: article, in: database)
            try updateWaiting(
                article, set: "state = ?, reason = NULL, fetched = ?, settled = ?, publicID = ?, path = ?, sha256 = ?",
                [delivery.state] + delivery.ending, in: database)
            try enter(aliases: delivery.aliases, of: article, in: database)
            if let content = delivery.content { try keep(content, of: article, in: database) }
            return true
        }
        try database.cachedStatement(sql: insertDelivered).execute(
            arguments: [
                delivery.key, StoredAddress.column(delivery.url, key: delivery.key), delivery.source, delivery.guid,
                delivery.title, delivery.published,
                delivery.state,
            ] + delivery.ending)
        let article = database.lastInsertedRowID
        try enter(aliases: delivery.aliases, of: article, in: database)
        if let content = delivery.content { try keep(content, of: article, in: database) }
        return true
    }

    /// Enters what a tombstone knows beyond the ledger. Nobody has been told yet that a delivered article's files are gone.
    private static func add(_ tombstone: KnownDelivery, to article: Int64, in database: Database) throws {
        try database.execute(sql: beginRemoval, arguments: [article])
        try enter(aliases: tombstone.aliases, of: article, in: database)
        let isBare = "SELECT fingerprint IS NULL FROM article WHERE id = ?"
        guard let content = tombstone.content, try Bool.fetchOne(database, sql: isBare, arguments: [article]) == true
        else { return }
        try keep(content, of: article, in: database)
        let identify = """
            UPDATE article SET guid = ?2 WHERE id = ?1 AND guid IS NULL
                AND NOT EXISTS (SELECT 1 FROM article AS other WHERE other.source = article.source AND other.guid = ?2)
            """
        try database.execute(sql: identify, arguments: [article, tombstone.guid])
    }

    private static func enter(aliases: [String], of article: Int64, in database: Database) throws {
        let insert = """
            INSERT INTO alias (key, article) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM article WHERE key = ?1)
            ON CONFLICT DO NOTHING
            """
        for alias in aliases { try database.cachedStatement(sql: insert).execute(arguments: [alias, article]) }
    }

    /// A source of which nothing but its articles is known; the configuration may bring the rest.
    private static let insertUnknownSource = """
        INSERT INTO source (id, url, kind, configured, nextPoll, registered) VALUES (?1, '', '', 0, ?2, ?2)
        ON CONFLICT DO NOTHING
        """

    /// A GUID that an article has already identifies nothing.
    private static let insertDelivered = """
        INSERT INTO article
            (key, url, source, guid, title, feedPublished, state, nextAttempt, discovered, fetched, settled, publicID, path,
             sha256)
        SELECT ?1, ?2, ?3,
            CASE WHEN NOT EXISTS (SELECT 1 FROM article WHERE source = ?3 AND guid = ?4) THEN ?4 END,
            ?5, ?6, ?7, ?9, ?9, ?8, ?9, ?10, ?11, ?12
        """
}

extension KnownDelivery {
    fileprivate var state: String { (path == nil ? ArticleState.purged : .delivered).rawValue }

    /// Values for fetched, settled, publicID, path and sha256.
    fileprivate var ending: StatementArguments {
        [fetchedMilliseconds, deliveredMilliseconds, publicID, path, sha256]
    }
}

/// A further revision that the output directory knows of.
public struct KnownRevision: Equatable, Sendable {
    public var key: String
    /// From 2 on.
    public var number: Int
    public var path: String
    public var sha256: String
    /// In milliseconds since 1970 UTC.
    public var deliveredMilliseconds: Int64
    /// Of its text; see `ArticleContent`.
    public var fingerprint: Int64?

    public init(key: String, number: Int, path: String, sha256: String, deliveredMilliseconds: Int64) {
        self.key = key
        self.number = number
        self.path = path
        self.sha256 = sha256
        self.deliveredMilliseconds = deliveredMilliseconds
    }
}

extension Ledger {
    /// Enters the further revisions that are not known, in the order of their numbers.
    public func takeOver(revisions: [KnownRevision]) throws(LedgerError) {
        let sql = """
            INSERT INTO revision (article, revision, path, sha256, at)
            SELECT id, ?2, ?3, ?4, ?5 FROM article
            WHERE key = ?1 AND NOT EXISTS (SELECT 1 FROM revision WHERE article = article.id AND revision >= ?2)
            """
        try write { database in
            for revision in revisions {
                try database.execute(
                    sql: sql,
                    arguments: [
                        revision.key, revision.number, revision.path, revision.sha256, revision.deliveredMilliseconds,
                    ])
                // What a look finds is compared with the newest text.
                guard database.changesCount > 0, let fingerprint = revision.fingerprint else { continue }
                try database.execute(
                    sql: "UPDATE article SET fingerprint = ? WHERE key = ?", arguments: [fingerprint, revision.key])
            }
        }
    }

    /// Enters which articles are near-duplicates of which, by their public identifiers. Of a head that is not known nothing is
    /// entered.
    public func takeOver(clusters: [(member: String, head: String)]) throws(LedgerError) {
        try write { database in
            try database.execute(
                sql: "CREATE TEMP TABLE taken (member TEXT NOT NULL PRIMARY KEY, head TEXT NOT NULL) WITHOUT ROWID")
            let insert = try database.makeStatement(sql: "INSERT OR REPLACE INTO taken VALUES (?, ?)")
            for (member, head) in clusters { try insert.execute(arguments: [member, head]) }
            try database.execute(
                sql: """
                    UPDATE article SET head = pair.number FROM (
                        SELECT taken.member AS member, other.id AS number FROM taken
                        JOIN article AS other ON other.publicID = taken.head) AS pair
                    WHERE article.publicID = pair.member AND article.id <> pair.number;
                    DROP TABLE taken;
                    """)
        }
    }
}
