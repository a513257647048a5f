internal import GRDB

// SearchIndex: which delivered articles hold which words.
//
// In: articles as they were delivered, by the number of the journal's line; out: where the articles stand that hold all words of
// a query. It keeps no text: what people read comes from the output directory, from which it can be made anew at any time.
// It never reads a file of the output, the clock or the configuration.

/// A database of its own, so that the ledger stays small and nothing that a search does keeps a delivery waiting.
///
/// `article` says where an article stands; `words` is an FTS5 table without content (https://www.sqlite.org/fts5.html#contentless_tables).
/// Row numbers grow with the time of delivery, so that the newest come first without sorting.
///
/// Measured with SQLite 3.40 and 1,584 texts of real pages, ten times over (9,425 bytes and 1,481 words on average): 4,750 bytes and
/// 1 ms an article, half of what the texts have. With `detail=column` it would be 1,830 and with `none` 750, but then there are no
/// phrases, no ranking, and nothing is found in scripts without blanks.
///
/// Written by this type alone; ``SearchReader`` has a connection of its own.
public final class SearchIndex {
    private let database: DatabaseQueue
    private var sources: [String: Int64] = [:]

    /// Another layout of the tables, or other words, is another number; the file is then made anew.
    private static let version = 1

    /// Opens the file, or makes a new one where there is none, or where it is damaged or of another version.
    public init(path: String) throws(SearchError) {
        do {
            do {
                (database, sources) = try Self.open(path)
            } catch let error as DatabaseError where Self.isBroken(error) {
                try SearchFiles.remove(path)
                (database, sources) = try Self.open(path)
            }
        } catch {
            throw SearchError(error)
        }
    }

    deinit {
        // Whoever opens it next recovers what a close that failed has left.
        try? database.close()
    }

    /// How far it has got.
    public func progress() throws(SearchError) -> SearchProgress {
        do {
            return try database.read(SearchProgress.read)
        } catch {
            throw SearchError(error)
        }
    }

    /// Makes all changes and notes how far it has got, in one transaction.
    public func apply(_ changes: [SearchChange], progress: SearchProgress) throws(SearchError) {
        do {
            sources = try database.write { [sources] database in
                var writer = SearchWriter(database: database, sources: sources)
                for change in changes { try writer.apply(change) }
                try progress.write(database)
                return writer.sources
            }
        } catch {
            throw SearchError(error)
        }
    }

    /// Forgets everything, to begin anew.
    public func reset() throws(SearchError) {
        do {
            try database.write(Self.makeAnew)
            sources = [:]
            try database.vacuum()
        } catch {
            throw SearchError(error)
        }
    }

    /// Rows whose articles are gone or have a newer text. Their words stay in the file until it is made anew, since taking them out
    /// of a table without content needs the text that they came from.
    public func counts() throws(SearchError) -> (articles: Int, dead: Int) {
        do {
            return try database.read { database in
                let articles = try Int.fetchOne(database, sql: "SELECT count(*) FROM article") ?? 0
                let rows = try Int.fetchOne(database, sql: "SELECT row FROM state") ?? 0
                return (articles, rows - articles)
            }
        } catch {
            throw SearchError(error)
        }
    }
}

@available(*, unavailable) extension SearchIndex: Sendable {}

extension SearchIndex {
    private static func open(_ path: String) throws -> (DatabaseQueue, [String: Int64]) {
        var configuration = Configuration()
        configuration.label = "copydesk.search"
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(5)
        // What a power cut takes is done again: how far it has got is in the same transaction.
        let database = try DatabaseQueue(path: path, configuration: configuration)
        if try !database.read(hasVersion) { try database.write(makeAnew) }
        return (database, try database.read(sources))
    }

    private static func isBroken(_ error: DatabaseError) -> Bool {
        [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
    }

    static func hasVersion(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA user_version") == version
    }

    private static func makeAnew(_ database: Database) throws {
        try database.execute(sql: "DROP TABLE IF EXISTS words")
        for table in ["article", "source", "state"] {
            try database.execute(sql: "DROP TABLE IF EXISTS \(table)")
        }
        try database.execute(sql: tables)
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }

    private static func sources(_ database: Database) throws -> [String: Int64] {
        try Row.fetchAll(database, sql: "SELECT id, name FROM source")
            .reduce(into: [:]) { $0[$1["name"]] = $1["id"] }
    }

    /// `state.row` is the last number given. The column `source` of `words` holds one
    /// made-up word for each source, so that FTS5 itself leaves the others out. Places of words are kept (`detail=full`): phrases and
    /// scripts without blanks need them, and so does ranking.
    private static let tables = """
        CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE article (
            id INTEGER PRIMARY KEY,
            publicID TEXT NOT NULL UNIQUE,
            source INTEGER NOT NULL,
            path TEXT NOT NULL
        ) STRICT;
        CREATE TABLE state (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            journal INTEGER,
            settled INTEGER,
            article INTEGER NOT NULL,
            row INTEGER NOT NULL
        ) STRICT;
        INSERT INTO state VALUES (1, NULL, NULL, 0, 0);
        CREATE VIRTUAL TABLE words USING fts5(
            title, text, source, content='', tokenize="unicode61 remove_diacritics 2"
        );
        """
}
