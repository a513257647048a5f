internal import GRDB

/// An article that was delivered lately.
public struct RecentDelivery: Equatable, Sendable {
    /// The normalised URL.
    public var key: String
    public var url: String
    public var source: String
    /// Of the text file, relative to the output directory.
    public var path: String
    /// When it was delivered, in milliseconds since 1970 UTC.
    public var deliveredMilliseconds: Int64

    public init(key: String, url: String, source: String, path: String, deliveredMilliseconds: Int64) {
        self.key = key
        self.url = url
        self.source = source
        self.path = path
        self.deliveredMilliseconds = deliveredMilliseconds
    }
}

/// Why so many articles were not delivered.
public struct DropCount: Equatable, Sendable {
    public var state: ArticleState
    public var reason: String
    /// How many articles.
    public var count: Int

    public init(state: ArticleState, reason: String, count: Int) {
        self.state = state
        self.reason = reason
        self.count = count
    }
}

// What people look at. Everything is bounded by time or number and read by `articleBySettled`, so that it costs the same in a
// ledger of many years.
extension Ledger {
    private static let millisecondsOfDay: Int64 = 86_400_000

    // The unary plus keeps the index of sources and states, which would lead over all years, out of it.
    // https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_
    static let dayCounts = """
        SELECT source, settled / ? AS day, count(*) AS number FROM article
        WHERE settled >= ? AND +state = 'delivered' GROUP BY +source, day
        """
    static let latest = """
        SELECT key, url, source, path, settled FROM article
        WHERE settled IS NOT NULL AND +state = 'delivered' AND path IS NOT NULL ORDER BY settled DESC, id DESC LIMIT ?
        """
    static let dropReasons = """
        SELECT state, ifnull(reason, '') AS reason, count(*) AS number FROM article
        WHERE settled >= ? AND +state NOT IN ('waiting', 'delivered', 'purged')
        GROUP BY +state, reason ORDER BY number DESC, state, reason LIMIT ?
        """

    /// How many articles of each source were delivered on each day, by days since 1970 UTC.
    public func deliveriesByDay(since milliseconds: Int64) throws(LedgerError) -> [String: [Int64: Int]] {
        try read { database in
            var days: [String: [Int64: Int]] = [:]
            let arguments: StatementArguments = [Self.millisecondsOfDay, milliseconds]
            // One row at a time: of ten thousand sources there are some hundred thousand.
            let rows = try Row.fetchCursor(database, sql: Self.dayCounts, arguments: arguments)
            while let row = try rows.next() {
                days[row["source"], default: [:]][row["day"]] = row["number"]
            }
            return days
        }
    }

    /// The articles delivered last, latest first.
    public func recentDeliveries(limit: Int) throws(LedgerError) -> [RecentDelivery] {
        try read { database in
            try Row.fetchAll(database, sql: Self.latest, arguments: [limit]).map(RecentDelivery.init(row:))
        }
    }

    /// Why articles were not delivered, the most frequent reasons first.
    public func drops(since milliseconds: Int64, limit: Int) throws(LedgerError) -> [DropCount] {
        try read { database in
            try Row.fetchAll(database, sql: Self.dropReasons, arguments: [milliseconds, limit]).compactMap { row in
                ArticleState(rawValue: row["state"]).map {
                    DropCount(state: $0, reason: row["reason"], count: row["number"])
                }
            }
        }
    }
}

// One source, for the page about it.
extension Ledger {
    // `+source`: as above.
    static let droppedOfSource = """
        SELECT * FROM article WHERE settled >= ? AND +source = ? AND +state NOT IN ('waiting', 'delivered', 'purged')
        ORDER BY settled DESC, id DESC LIMIT ?
        """

    /// The articles of a source that were delivered last, latest first.
    public func recentDeliveries(of source: String, limit: Int) throws(LedgerError) -> [RecentDelivery] {
        let sql = """
            SELECT key, url, source, path, settled FROM article
            WHERE source = ? AND state = 'delivered' AND path IS NOT NULL ORDER BY settled DESC LIMIT ?
            """
        return try read { database in
            try Row.fetchAll(database, sql: sql, arguments: [source, limit]).map(RecentDelivery.init(row:))
        }
    }

    /// The articles of a source that were not delivered, latest first.
    public func dropped(
        of source: String, since milliseconds: Int64, limit: Int
    ) throws(LedgerError) -> [ArticleRecord] {
        try read { database in
            try Row.fetchAll(database, sql: Self.droppedOfSource, arguments: [milliseconds, source, limit])
                .map(ArticleRecord.init(row:))
        }
    }

    /// The articles of a source that wait to be fetched, in the order in which they may be.
    public func waiting(of source: String, limit: Int) throws(LedgerError) -> [ArticleRecord] {
        let sql = """
            SELECT * FROM article WHERE source = ? AND state <> 'delivered' AND state = 'waiting'
            ORDER BY nextAttempt, id LIMIT ?
            """
        return try read { database in
            try Row.fetchAll(database, sql: sql, arguments: [source, limit]).map(ArticleRecord.init(row:))
        }
    }
}

extension RecentDelivery {
    fileprivate init(row: Row) {
        key = row["key"]
        url = StoredAddress.url(row["url"], key: key)
        source = row["source"]
        path = row["path"]
        deliveredMilliseconds = row["settled"]
    }
}
