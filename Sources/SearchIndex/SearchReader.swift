import Dispatch
internal import GRDB

/// An article that was found.
public struct SearchHit: Equatable, Sendable {
    public var publicID: String
    public var source: String
    /// Of the text file, relative to the output directory.
    public var path: String
}

/// In which order articles are shown.
public enum SearchOrder: String, CaseIterable, Sendable {
    /// Those delivered last first.
    case newest
    /// Those first that have the words most often, in titles above all (BM25).
    case rank
}

/// Looks into the index beside its owner, over a connection that cannot change it.
public final class SearchReader: Sendable {
    private let database: DatabaseQueue
    private let limit: DispatchTimeInterval

    /// How much more a word of a title counts than one of the text; a source's own word counts nothing.
    private static let weights = "5.0, 1.0, 0.0"

    /// - Parameters:
    ///   - path: of an index that its owner has open.
    ///   - limit: a query that takes longer is ended.
    public init(path: String, limit: DispatchTimeInterval = .seconds(3)) throws(SearchError) {
        self.limit = limit
        do {
            var configuration = Configuration()
            configuration.label = "copydesk.search.reader"
            configuration.readonly = true
            configuration.busyMode = .timeout(2)
            database = try DatabaseQueue(path: path, configuration: configuration)
            guard try database.read({ try SearchIndex.hasVersion($0) }) else {
                throw SearchError(message: "it is of another version")
            }
        } catch {
            throw SearchError(error)
        }
    }

    deinit {
        // It has changed nothing.
        try? database.close()
    }

    /// The articles that hold all words of a query.
    ///
    /// - Parameters:
    ///   - query: what must be in their title or text.
    ///   - source: only articles of this one.
    ///   - order: which of them come first.
    ///   - count: so many at most.
    ///   - offset: so many of the first are left out.
    /// - Throws: `isTimeout` where it takes too long.
    public func find(
        _ query: SearchQuery, source: String? = nil, order: SearchOrder = .newest, limit count: Int, offset: Int = 0
    ) throws(SearchError) -> [SearchHit] {
        guard !query.isEmpty else { return [] }
        let interruption = DispatchWorkItem { [database] in database.interrupt() }
        DispatchQueue.global().asyncAfter(deadline: .now() + limit, execute: interruption)
        defer { interruption.cancel() }
        do {
            return try database.read { database in
                var word: String?
                if let source {
                    let sql = "SELECT id FROM source WHERE name = ?"
                    guard let number = try Int64.fetchOne(database, sql: sql, arguments: [source]) else { return [] }
                    word = SearchText.word(ofSource: number)
                }
                return try Row.fetchAll(
                    database, sql: Self.sql(order), arguments: [query.match(source: word), count, offset]
                ).map { SearchHit(publicID: $0["publicID"], source: $0["name"], path: $0["path"]) }
            }
        } catch {
            throw SearchError(error)
        }
    }

    /// With 40,000 articles of 400 words, SQLite 3.40: the newest 21 with a word that all have take .3 ms, the best 21 of them 180 ms.
    ///
    /// CROSS JOIN keeps the order of the tables, and with it that of the rows, which are not sorted again.
    private static func sql(_ order: SearchOrder) -> String {
        """
        SELECT publicID, source.name AS name, path FROM words CROSS JOIN article ON article.id = words.rowid
        CROSS JOIN source ON source.id = article.source WHERE words MATCH ?
        ORDER BY \(order == .newest ? "words.rowid DESC" : "bm25(words, \(weights))") LIMIT ? OFFSET ?
        """
    }
}
