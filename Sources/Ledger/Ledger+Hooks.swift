internal import GRDB

/// How far a hook has got with the journal's lines, and how it is doing.
public struct HookRecord: Equatable, Sendable {
    /// Says which hook it is, and nothing secret of it.
    public var name: String
    /// It has taken every line up to this number.
    public var position: Int64
    /// In a row.
    public var failures = 0
    /// Milliseconds since 1970 UTC, as is the next.
    public var failingSinceMilliseconds: Int64?
    /// Nil while it works.
    public var nextAttemptMilliseconds: Int64?
    /// In words; nil while it works.
    public var lastError: String?

    public init(name: String, position: Int64) {
        self.name = name
        self.position = position
    }
}

extension Schema {
    static let hooks = """
        CREATE TABLE hook (
            name TEXT NOT NULL PRIMARY KEY,
            position INTEGER NOT NULL,
            failures INTEGER NOT NULL DEFAULT 0,
            failingSince INTEGER,
            nextAttempt INTEGER,
            lastError TEXT
        ) STRICT, WITHOUT ROWID;
        """
}

extension Ledger {
    /// Enters the hooks that there are from now on. A new one begins behind the journal's last line; one that is not among them is
    /// forgotten.
    public func register(hooks names: [String]) throws(LedgerError) -> [HookRecord] {
        try write { database in
            let known = try String.fetchAll(database, sql: "SELECT name FROM hook")
            for name in known where !names.contains(name) {
                try database.execute(sql: "DELETE FROM hook WHERE name = ?", arguments: [name])
            }
            for name in names {
                try database.execute(
                    sql:
                        "INSERT INTO hook (name, position) SELECT ?, seq FROM journalHead WHERE true ON CONFLICT DO NOTHING",
                    arguments: [name])
            }
            return try HookRecord.all(in: database)
        }
    }

    /// All hooks, by name.
    public func hooks() throws(LedgerError) -> [HookRecord] {
        try read { try HookRecord.all(in: $0) }
    }

    /// Notes how a hook is doing.
    public func note(hook: HookRecord) throws(LedgerError) {
        let sql = """
            UPDATE hook SET position = ?, failures = ?, failingSince = ?, nextAttempt = ?, lastError = ? WHERE name = ?
            """
        try write { database in
            try database.execute(
                sql: sql,
                arguments: [
                    hook.position, hook.failures, hook.failingSinceMilliseconds, hook.nextAttemptMilliseconds,
                    hook.lastError,
                    hook.name,
                ])
        }
    }
}

extension HookRecord {
    fileprivate static func all(in database: Database) throws -> [HookRecord] {
        try Row.fetchAll(database, sql: "SELECT * FROM hook ORDER BY name").map { row in
            var record = HookRecord(name: row["name"], position: row["position"])
            record.failures = row["failures"]
            record.failingSinceMilliseconds = row["failingSince"]
            record.nextAttemptMilliseconds = row["nextAttempt"]
            record.lastError = row["lastError"]
            return record
        }
    }
}
