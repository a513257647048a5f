internal import GRDB

extension Ledger {
    /// Enters the items that are not known yet and returns them, in the order given. One transaction.
    ///
    /// Known means: the same key or alias from any source, or the same GUID from the same source (its URL was changed). A GUID
    /// that stands on several items of one list with different keys identifies nothing and is ignored.
    public func discover(
        _ items: [DiscoveredItem], source: String, now: Int64
    ) throws(LedgerError) -> [WaitingArticle] {
        let ambiguous = Self.ambiguousGUIDs(items)
        return try write { database in
            let insert = try database.cachedStatement(sql: Self.insertArticle)
            var new: [WaitingArticle] = []
            for item in items {
                let guid = item.guid.flatMap { $0.isEmpty || ambiguous.contains($0) ? nil : $0 }
                try insert.execute(arguments: [
                    item.key, StoredAddress.column(item.url, key: item.key), source, guid, item.title, item.published,
                    now, now,
                ])
                guard database.changesCount == 1 else { continue }
                let id = database.lastInsertedRowID
                if let text = item.text { try Self.enter(feedText: text, of: id, in: database) }
                new.append(
                    WaitingArticle(
                        id: id, key: item.key, url: item.url, source: source, guid: guid,
                        title: item.title, published: item.published, attempts: 0, nextAttemptMilliseconds: now))
            }
            try database.cachedStatement(sql: "UPDATE source SET itemsSeen = itemsSeen + ? WHERE id = ?")
                .execute(arguments: [new.count, source])
            guard database.changesCount == 1 else { throw Self.unknown(source: source) }
            return new
        }
    }

    /// The articles to be fetched, in the order of discovery, also of sources that have left the configuration.
    /// One whose delivery is under way (`intents`) is not among them.
    ///
    /// - Parameters:
    ///   - limit: the most that one page has.
    ///   - after: the last id of the page before; 0 for the first page.
    public func waiting(limit: Int, after: Int64 = 0) throws(LedgerError) -> [WaitingArticle] {
        let sql = """
            SELECT \(WaitingArticle.columns) FROM article
            WHERE state = 'waiting' AND id > ? AND NOT EXISTS (SELECT 1 FROM intent WHERE intent.article = article.id)
            ORDER BY id LIMIT ?
            """
        return try read { database in
            try Row.fetchAll(database, sql: sql, arguments: [after, limit]).map(WaitingArticle.init(row:))
        }
    }

    /// An article that is not settled, also one whose delivery is under way; nil for any other.
    public func waiting(article: Int64) throws(LedgerError) -> WaitingArticle? {
        let sql = "SELECT \(WaitingArticle.columns) FROM article WHERE id = ? AND state = 'waiting'"
        return try read { database in
            try Row.fetchOne(database.cachedStatement(sql: sql), arguments: [article]).map(WaitingArticle.init(row:))
        }
    }

    /// The article with that number; nil when there is none.
    public func article(_ id: Int64) throws(LedgerError) -> ArticleRecord? {
        try read { database in
            try Row.fetchOne(database.cachedStatement(sql: "SELECT * FROM article WHERE id = ?"), arguments: [id])
                .map(ArticleRecord.init(row:))
        }
    }

    /// The article with that normalised URL; nil when it is unknown.
    public func article(key: String) throws(LedgerError) -> ArticleRecord? {
        try read { database in
            try Row.fetchOne(database.cachedStatement(sql: "SELECT * FROM article WHERE key = ?"), arguments: [key])
                .map(ArticleRecord.init(row:))
        }
    }

    /// Notes that `key` is another name of an article, such as the address it redirects to.
    ///
    /// - Returns: the article that already has that name, when it is another one: then both are the same, and nothing is noted.
    public func alias(article: Int64, key: String) throws(LedgerError) -> Int64? {
        try write { database in
            let known = "SELECT id FROM article WHERE key = ?1 UNION ALL SELECT article FROM alias WHERE key = ?1"
            if let owner = try Int64.fetchOne(database.cachedStatement(sql: known), arguments: [key]) {
                return owner == article ? nil : owner
            }
            try database.cachedStatement(sql: "INSERT INTO alias (key, article) VALUES (?, ?)")
                .execute(arguments: [key, article])
            return nil
        }
    }

    /// Closes a waiting article that is not going to be delivered, for good. An intent for it is dropped.
    ///
    /// - Parameters:
    ///   - article: its number in the ledger.
    ///   - verdict: why it is not going to be delivered, for programs.
    ///   - reason: the same in words, for `copydesk status`.
    ///   - now: the moment, in milliseconds since 1970 UTC.
    ///   - event: what the journal is to say about it.
    public func settle(
        article: Int64, as verdict: Verdict, reason: String, now: Int64, event: String = ""
    ) throws(LedgerError) {
        try write { database in
            try Self.enter(events: event, now: now, in: database)
            try Self.dropIntent(of: article, in: database)
            try Self.updateWaiting(
                article, set: "state = ?, reason = ?, settled = ?, attempts = attempts + 1",
                [verdict.state.rawValue, reason, now], in: database)
        }
    }

    /// Counts a failed attempt and leaves the article waiting until `at`. An intent for it is dropped.
    public func retryLater(article: Int64, at: Int64, reason: String) throws(LedgerError) {
        try write { database in
            try Self.dropIntent(of: article, in: database)
            try Self.updateWaiting(
                article, set: "nextAttempt = ?, reason = ?, attempts = attempts + 1", [at, reason], in: database)
        }
    }

    /// Changes an article that is still waiting; what is settled stays as it is.
    static func updateWaiting(
        _ article: Int64, set assignments: String, _ values: StatementArguments, in database: Database
    ) throws {
        try database.cachedStatement(sql: "UPDATE article SET \(assignments) WHERE id = ? AND state = 'waiting'")
            .execute(arguments: values + [article])
        guard database.changesCount == 1 else {
            throw LedgerError.refused(message: "article \(article) is unknown or already settled")
        }
    }

    private static func ambiguousGUIDs(_ items: [DiscoveredItem]) -> Set<String> {
        var keys: [String: String] = [:]
        var ambiguous: Set<String> = []
        for item in items {
            guard let guid = item.guid else { continue }
            if let key = keys.updateValue(item.key, forKey: guid), key != item.key { ambiguous.insert(guid) }
        }
        return ambiguous
    }

    private static let insertArticle = """
        INSERT INTO article (key, url, source, guid, title, feedPublished, state, nextAttempt, discovered)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, 'waiting', ?7, ?8 WHERE NOT EXISTS (SELECT 1 FROM alias WHERE key = ?1)
        ON CONFLICT DO NOTHING
        """
}
