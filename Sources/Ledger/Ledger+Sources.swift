internal import GRDB

extension Ledger {
    /// Takes over the configuration's list of sources, all of it: new ones are polled at once, a changed URL forgets
    /// the validators and failures of the old one, and a source that is not in the list any more keeps its history. Only what
    /// differs is written.
    public func register(sources: [SourceSeed], now: Int64) throws(LedgerError) {
        try write { database in
            var known = try Self.configuredSources(database)
            let statement = try database.cachedStatement(sql: Self.upsertSource)
            let forget = try database.cachedStatement(sql: Self.forgetSitemapsOfMoved)
            for source in sources where known.removeValue(forKey: source.id) != source {
                try forget.execute(arguments: [source.id, source.url])
                try statement.execute(arguments: [source.id, source.url, source.kind, now, now])
            }
            for id in known.keys {
                try database.execute(sql: "UPDATE source SET configured = 0 WHERE id = ?", arguments: [id])
            }
        }
    }

    private static func configuredSources(_ database: Database) throws -> [String: SourceSeed] {
        let rows = try Row.fetchCursor(database, sql: "SELECT id, url, kind FROM source WHERE configured")
        var seeds: [String: SourceSeed] = [:]
        while let row = try rows.next() {
            let seed = SourceSeed(id: row[0], url: row[1], kind: row[2])
            seeds[seed.id] = seed
        }
        return seeds
    }

    /// The source of that name, configured or not; nil when it was never registered.
    public func source(_ id: String) throws(LedgerError) -> SourceRecord? {
        try read { database in
            try Row.fetchOne(database.cachedStatement(sql: "SELECT * FROM source WHERE id = ?"), arguments: [id])
                .map(SourceRecord.init(row:))
        }
    }

    /// The sources of these names, as far as they were ever registered, by name.
    public func sources(named names: [String]) throws(LedgerError) -> [String: SourceRecord] {
        try read { database in
            let statement = try database.cachedStatement(sql: "SELECT * FROM source WHERE id = ?")
            var records: [String: SourceRecord] = [:]
            for name in names {
                records[name] = try Row.fetchOne(statement, arguments: [name]).map(SourceRecord.init(row:))
            }
            return records
        }
    }

    /// All sources ever registered, in the order of their names.
    public func sources() throws(LedgerError) -> [SourceRecord] {
        try read { database in
            try Array(Row.fetchCursor(database, sql: "SELECT * FROM source ORDER BY id").map(SourceRecord.init(row:)))
        }
    }

    /// Records how a poll ended and what was decided about the next.
    ///
    /// Call it after `discover`: if the validators were kept first and the process died, the next poll would answer
    /// 304 and the items would be lost.
    public func recordPoll(
        source: String, outcome: RecordedPoll, plan: RecordedPlan, now: Int64
    ) throws(LedgerError) {
        try write { database in
            let (change, values) = Self.assignments(for: outcome, now: now)
            let planned: StatementArguments = [
                now, plan.nextPollMilliseconds, plan.reason, plan.rhythm, plan.move.adopted, plan.move.candidate,
                plan.move.agreeing, source,
            ]
            try database.cachedStatement(
                sql: """
                    UPDATE source SET \(change), lastPoll = ?, nextPoll = ?, pollReason = ?, rhythm = ?, movedTo = ?,
                    moveTarget = ?, movePolls = ? WHERE id = ?
                    """
            ).execute(arguments: values + planned)
            guard database.changesCount == 1 else { throw Self.unknown(source: source) }
        }
    }

    static func unknown(source: String) -> LedgerError {
        .refused(message: "unknown source \(source)")
    }

    private static func assignments(
        for outcome: RecordedPoll, now: Int64
    ) -> (sql: String, values: StatementArguments) {
        let success = "failures = 0, lastError = NULL, failureKind = NULL, failingSince = NULL, lastSuccess = ?"
        switch outcome {
        case .changed(let validators):
            return (success + ", etag = ?, lastModified = ?", [now, validators.etag, validators.lastModified])
        case .notModified:
            return (success, [now])
        case .failed(let reason, let kind):
            let since = "failingSince = CASE WHEN failureKind IS ? THEN failingSince ELSE ? END"
            return ("failures = failures + 1, lastError = ?, \(since), failureKind = ?", [reason, kind, now, kind])
        }
    }

    /// The sitemaps of another address.
    private static let forgetSitemapsOfMoved = """
        DELETE FROM sitemap WHERE source = ?1 AND NOT EXISTS (SELECT 1 FROM source WHERE id = ?1 AND url = ?2)
        """

    private static let upsertSource = """
        INSERT INTO source (id, url, kind, configured, nextPoll, registered) VALUES (?, ?, ?, 1, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
            etag = CASE WHEN url = excluded.url THEN etag END,
            lastModified = CASE WHEN url = excluded.url THEN lastModified END,
            nextPoll = CASE WHEN url = excluded.url THEN nextPoll ELSE excluded.nextPoll END,
            failures = CASE WHEN url = excluded.url THEN failures ELSE 0 END,
            lastError = CASE WHEN url = excluded.url THEN lastError END,
            feed = CASE WHEN url = excluded.url THEN feed END,
            detected = CASE WHEN url = excluded.url THEN detected END,
            failureKind = CASE WHEN url = excluded.url THEN failureKind END,
            failingSince = CASE WHEN url = excluded.url THEN failingSince END,
            rhythm = CASE WHEN url = excluded.url THEN rhythm ELSE '' END,
            pollReason = CASE WHEN url = excluded.url THEN pollReason ELSE '' END,
            movedTo = CASE WHEN url = excluded.url THEN movedTo END,
            moveTarget = CASE WHEN url = excluded.url THEN moveTarget END,
            movePolls = CASE WHEN url = excluded.url THEN movePolls ELSE 0 END,
            url = excluded.url, kind = excluded.kind, configured = 1
        """
}
