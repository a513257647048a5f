internal import GRDB

/// How many articles stand where.
public struct LedgerCounts: Equatable, Sendable {
    /// By source and state; a pair that does not occur is absent.
    public var bySource: [String: [ArticleState: Int]] = [:]
    /// Deliveries under way; their articles count as waiting.
    public var intents = 0

    /// The articles of all sources in that state.
    public subscript(state: ArticleState) -> Int {
        bySource.values.reduce(0) { $0 + ($1[state] ?? 0) }
    }

    /// All articles ever discovered.
    public var articles: Int {
        bySource.values.reduce(0) { $0 + $1.values.reduce(0, +) }
    }
}

extension Ledger {
    /// Counts for status and tests. Reads the index of what is not delivered from end to end, so not for every request.
    public func counts() throws(LedgerError) -> LedgerCounts {
        try read { database in
            var counts = LedgerCounts()
            let sql = """
                SELECT source, state, count(*) AS number FROM article WHERE state <> 'delivered' GROUP BY source, state
                UNION ALL SELECT source, 'delivered', articles FROM stock WHERE articles > 0
                """
            let rows = try Row.fetchCursor(database, sql: sql)
            while let row = try rows.next() {
                guard let state = ArticleState(rawValue: row["state"]) else { continue }
                counts.bySource[row["source"], default: [:]][state] = row["number"]
            }
            counts.intents = try Int.fetchOne(database, sql: "SELECT count(*) FROM intent") ?? 0
            return counts
        }
    }
}
