internal import GRDB

/// How far the index has got. All that is delivered is read twice over: once from the ledger, in the order of time, and from the
/// moment on at which that began from the journal.
public struct SearchProgress: Equatable, Sendable {
    /// A place among the delivered articles.
    public struct Place: Equatable, Sendable {
        /// When it was delivered, in milliseconds since 1970 UTC.
        public var settledMilliseconds: Int64
        /// The ledger's number of it.
        public var article: Int64

        public init(settledMilliseconds: Int64, article: Int64) {
            self.settledMilliseconds = settledMilliseconds
            self.article = article
        }
    }

    /// The journal was read up to this number; nil for an index in which nothing is yet.
    public var journal: Int64?
    /// Where the reading of the ledger is; nil once it is over.
    public var filled: Place?

    public init(journal: Int64?, filled: Place?) {
        self.journal = journal
        self.filled = filled
    }

    static func read(_ database: Database) throws -> SearchProgress {
        guard let row = try Row.fetchOne(database, sql: "SELECT journal, settled, article FROM state") else {
            throw SearchError(message: "it has no state")
        }
        let settled: Int64? = row["settled"]
        return SearchProgress(
            journal: row["journal"],
            filled: settled.map { Place(settledMilliseconds: $0, article: row["article"]) })
    }

    func write(_ database: Database) throws {
        try database.cachedStatement(sql: "UPDATE state SET journal = ?, settled = ?, article = ?")
            .execute(arguments: [journal, filled?.settledMilliseconds, filled?.article ?? 0])
    }
}

/// Why the index cannot be read or written. It can always be made anew.
public struct SearchError: Error, Equatable, CustomStringConvertible {
    public let description: String
    /// A query that was ended for taking too long.
    public let isTimeout: Bool

    init(message: String) {
        description = message
        isTimeout = false
    }

    init(_ error: any Error) {
        switch error {
        case let error as SearchError: self = error
        case let error as DatabaseError:
            description = "the search index: \(error.message ?? "unknown error") (\(error.extendedResultCode.rawValue))"
            isTimeout = error.resultCode == .SQLITE_INTERRUPT
        default:
            description = "the search index: \(error)"
            isTimeout = false
        }
    }
}
