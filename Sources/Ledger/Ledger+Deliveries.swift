internal import GRDB

// The order that makes a delivery happen exactly once: stage the files, `intend`, rename them, `delivered`. Whatever
// stands in `intents` at start is reconciled with the output directory before anything waiting is fetched.
extension Ledger {
    /// Writes down that these files are about to get their final names. The article must be waiting; for a further revision it
    /// must be delivered, with the revision before it.
    ///
    /// - Parameters:
    ///   - intent: the files, and what the journal is to say about them.
    ///   - content: what to keep of its text.
    ///   - now: the moment, in milliseconds since 1970 UTC.
    public func intend(
        _ intent: DeliveryIntent, content: ArticleContent = ArticleContent(), now: Int64
    ) throws(LedgerError) {
        try intend([(intent, content)], now: now)
    }

    /// The same for several articles in one transaction, which is flushed once. If one is refused, none is written down.
    public func intend(
        _ group: [(intent: DeliveryIntent, content: ArticleContent)], now: Int64
    ) throws(LedgerError) {
        guard group.allSatisfy({ !$0.intent.files.isEmpty }) else { throw .refused(message: "an intent needs a file") }
        try write { database in
            for (intent, content) in group { try Self.enter(intent, content, now: now, in: database) }
        }
    }

    private static func enter(
        _ intent: DeliveryIntent, _ content: ArticleContent, now: Int64, in database: Database
    ) throws {
        if intent.revision > 1 {
            guard try isNext(intent.revision, of: intent.article, in: database) else {
                throw LedgerError.refused(message: "article \(intent.article) cannot get revision \(intent.revision)")
            }
        } else {
            try updateWaiting(intent.article, set: "fetched = ?", [intent.fetchedMilliseconds], in: database)
            try keep(content, of: intent.article, in: database)
        }
        try database.cachedStatement(
            sql: """
                INSERT INTO intent (article, publicID, fetched, created, event, revision, fingerprint, bytes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            intent.article, intent.publicID, intent.fetchedMilliseconds, now, intent.event, intent.revision,
            intent.fingerprint, intent.bytes,
        ])
        let insert = try database.cachedStatement(
            sql: "INSERT INTO intentFile (article, position, staged, path, sha256) VALUES (?, ?, ?, ?, ?)")
        for (position, file) in intent.files.enumerated() {
            try insert.execute(arguments: [intent.article, position, file.staged, file.path, file.sha256])
        }
    }

    /// Turns the article's intent into a delivery: from now on it is done, and never fetched again. Its event gets the
    /// journal's next number in the same transaction.
    ///
    /// - Parameters:
    ///   - article: its number in the ledger.
    ///   - now: the moment, in milliseconds since 1970 UTC.
    ///   - journaled: entries of the journal up to this number stand in its files and are forgotten.
    public func delivered(article: Int64, now: Int64, journaled: Int64 = 0) throws(LedgerError) {
        try delivered(articles: [article], now: now, journaled: journaled)
    }

    /// The same for several articles in one transaction, which is flushed once; their events get numbers in this order. If one is
    /// refused, none becomes a delivery.
    public func delivered(articles: [Int64], now: Int64, journaled: Int64 = 0) throws(LedgerError) {
        try write { database in
            for article in articles { try Self.end(article, now: now, in: database) }
            try Self.forgetJournal(through: journaled, in: database)
        }
    }

    private static func end(_ article: Int64, now: Int64, in database: Database) throws {
        guard let intent = try intent(of: article, in: database), let last = intent.files.last else {
            throw LedgerError.refused(message: "article \(article) has no intent")
        }
        try dropIntent(of: article, in: database)
        if intent.revision > 1 {
            try enter(intent, now: now, in: database)
        } else {
            try updateWaiting(
                article,
                // What the source's list said of it stands in its JSON now; a tenth of the ledger is saved.
                set: """
                    state = 'delivered', reason = NULL, title = NULL, feedPublished = NULL, settled = ?, publicID = ?,
                    path = ?, sha256 = ?, fileBytes = ?
                    """,
                [now, intent.publicID, last.path, last.sha256, intent.bytes], in: database)
        }
        try enterLatest(article, path: last.path, in: database)
        try enter(events: intent.event, now: now, in: database)
    }

    /// Takes an intent back: the article waits again, and no attempt is counted. Without an intent nothing happens.
    public func abandon(article: Int64) throws(LedgerError) {
        try write { try Self.dropIntent(of: article, in: $0) }
    }

    /// The deliveries that were under way, oldest first.
    public func intents() throws(LedgerError) -> [DeliveryIntent] {
        try read { database in
            try Int64.fetchAll(database, sql: "SELECT article FROM intent ORDER BY created, article")
                .compactMap { try Self.intent(of: $0, in: database) }
        }
    }

    static func dropIntent(of article: Int64, in database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM intent WHERE article = ?").execute(arguments: [article])
    }

    private static func intent(of article: Int64, in database: Database) throws -> DeliveryIntent? {
        guard
            let row = try Row.fetchOne(
                try database.cachedStatement(
                    sql: "SELECT publicID, fetched, event, revision, fingerprint, bytes FROM intent WHERE article = ?"),
                arguments: [article])
        else { return nil }
        let files = try Row.fetchAll(
            try database.cachedStatement(
                sql: "SELECT staged, path, sha256 FROM intentFile WHERE article = ? ORDER BY position"),
            arguments: [article])
        var intent = DeliveryIntent(
            article: article, publicID: row["publicID"], files: files.map(DeliveryIntent.File.init(row:)),
            fetchedMilliseconds: row["fetched"], event: row["event"])
        intent.revision = row["revision"]
        intent.fingerprint = row["fingerprint"]
        intent.bytes = row["bytes"]
        return intent
    }
}
