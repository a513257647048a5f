import Foundation
import Testing

@testable import SearchIndex

@Suite struct SearchIndexTests {
    /// What is typed, and the articles it finds, the newest first.
    static let searches: [(typed: String, found: [String])] = [
        ("ferry", ["ferry2", "ferry1"]), ("FERRY", ["ferry2", "ferry1"]), ("ferry harbour", ["ferry1"]),
        ("cafe", ["cafe"]), ("CAFÉ", ["cafe"]), ("straße", ["cafe"]), ("\"young oysters\"", ["ferry1"]),
        ("\"oysters young\"", []), ("oyst*", ["ferry1"]), ("oyst", []), ("\"crate of you\"*", []),
        ("東京", ["tokyo"]), ("京東", []), ("東京 都庁", ["tokyo"]), ("ฝน", ["thai"]), ("москва", ["moscow"]),
        ("2026", ["ferry2"]), ("s1", []), ("", []), ("   ", []), ("!!! ???", []), ("ferry !!!", ["ferry2", "ferry1"]),
    ]

    @Test(arguments: searches) func whatIsTypedIsFound(_ typed: String, _ found: [String]) throws {
        let scratch = try ScratchIndex(Self.articles)
        #expect(try scratch.ids(typed) == found)
    }

    static let articles = [
        article("ferry1", "The ferry is back", "A crate of young oysters came over the harbour."),
        article("cafe", "Straße", "Ein Café am Ende der Straße."),
        article("tokyo", "東京都庁", "東京の朝は早い。"), article("thai", "ข่าว", "ฝนตกหนักในกรุงเทพ"),
        article("moscow", "Москва", "Снег идёт."), article("ferry2", "Ferry in 2026", "Nothing of note."),
    ]

    static func article(_ id: String, _ title: String, _ text: String, source: String = "harbour") -> SearchedArticle {
        SearchedArticle(publicID: id, source: source, path: "articles/\(id).txt", title: title, text: text)
    }

    /// FTS5 has a language of its own, in which half a query is an error. Nothing that is typed gets there.
    @Test(arguments: [
        "\"", "\"\"", "\"\"\"", "AND", "OR NOT", "NEAR(a b)", "a AND", "-", "- a", "^a", "a:b", "title:x", "{a b}:c",
        "(", ")",
        "*", "* *", "a* b*", "\u{0}", "a\u{0}b", "'; DROP TABLE article; --", "\\", "a\"b\"c", "+", "\u{301}",
        "\u{1E900}",
        "\u{FFFD}\u{202E}", String(repeating: "a ", count: 5000), String(repeating: "\"", count: 5000),
        String(repeating: "東", count: 5000),
    ])
    func noQueryIsAnError(_ typed: String) throws {
        let scratch = try ScratchIndex(Self.articles)
        for order in SearchOrder.allCases {
            _ = try scratch.reader().find(SearchQuery(typed), source: "harbour", order: order, limit: 5)
        }
        _ = Snippet(of: "Any text at all, 東京.", for: SearchQuery(typed))
    }

    @Test func sourcesAreToldApartAndPagesFollowEachOther() throws {
        let many = (0..<30).map { Self.article("a\($0)", "News \($0)", "wind", source: $0 % 3 == 0 ? "one" : "two") }
        let scratch = try ScratchIndex(many)
        let query = SearchQuery("wind")
        let reader = try scratch.reader()
        #expect(
            try reader.find(query, source: "one", limit: 100).map(\.publicID)
                == (0..<10).reversed().map { "a\($0 * 3)" })
        #expect(try reader.find(query, source: "three", limit: 100) == [])
        let pages = try stride(from: 0, to: 30, by: 8).flatMap { try reader.find(query, limit: 8, offset: $0) }
        #expect(pages.map(\.publicID) == (0..<30).reversed().map { "a\($0)" })
        #expect(pages.last == SearchHit(publicID: "a0", source: "one", path: "articles/a0.txt"))
    }

    @Test func theBestHasTheWordsInItsTitle() throws {
        let scratch = try ScratchIndex([
            Self.article("title", "Storm", "A day at sea."),
            Self.article("text", "A day at sea", "There was a storm, they say, and much else that day at sea."),
        ])
        #expect(try scratch.ids("storm") == ["text", "title"])
        #expect(try scratch.ids("storm", order: .rank) == ["title", "text"])
    }

    @Test func aNewTextTakesThePlaceOfTheFormerAndWhatIsGoneIsNotFound() throws {
        let scratch = try ScratchIndex(Self.articles)
        var newer = Self.article("ferry1", "The ferry is late", "No oysters.")
        newer.path = "articles/ferry1.2.txt"
        try scratch.apply([.text(newer), .gone(publicID: "cafe", path: "articles/cafe.txt")])
        #expect(try scratch.ids("harbour") == [] && scratch.ids("late") == ["ferry1"] && scratch.ids("café") == [])
        // The former text's files go later than the newer one comes.
        try scratch.apply([.gone(publicID: "ferry1", path: "articles/ferry1.txt")])
        #expect(try scratch.ids("late") == ["ferry1"])
        #expect(try scratch.index.counts() == (5, 2))
        // What is known is not entered again.
        try scratch.apply([.text(newer)])
        #expect(try scratch.index.counts() == (5, 2))
        try scratch.index.reset()
        #expect(try scratch.ids("late") == [] && scratch.index.counts() == (0, 0))
    }

    @Test func progressIsKeptWithWhatItStandsFor() throws {
        let scratch = try ScratchIndex([])
        #expect(try scratch.index.progress() == SearchProgress(journal: nil, filled: nil))
        let progress = SearchProgress(journal: 7, filled: .init(settledMilliseconds: 12, article: 3))
        try scratch.index.apply([], progress: progress)
        #expect(try SearchIndex(path: scratch.path).progress() == progress)
        try scratch.index.apply([], progress: SearchProgress(journal: 9, filled: nil))
        #expect(try scratch.index.progress() == SearchProgress(journal: 9, filled: nil))
    }

    @Test func aFileThatIsNoIndexIsMadeAnew() throws {
        let path = ScratchIndex.newPath()
        defer { #expect(throws: Never.self) { try SearchFiles.remove(path) } }
        try Data(repeating: 0x41, count: 20_000).write(to: URL(filePath: path))
        let index = try SearchIndex(path: path)
        #expect(try index.progress().journal == nil)
        try index.apply([.text(Self.articles[0])], progress: SearchProgress(journal: 1, filled: nil))
        #expect(try SearchReader(path: path).find(SearchQuery("ferry"), limit: 5).count == 1)
    }

    @Test func aQueryThatTakesTooLongIsEnded() throws {
        let text = (0..<3000).map { "word\($0 % 50)" }.joined(separator: " ")
        let scratch = try ScratchIndex((0..<300).map { Self.article("a\($0)", "t", text) })
        let reader = try SearchReader(path: scratch.path, limit: .nanoseconds(1))
        let query = SearchQuery((0..<16).map { "\"word\($0) word\($0 + 1)\"" }.joined(separator: " "))
        // An interruption that comes before the query began has none to end; one that comes within it does.
        for _ in 0..<200 {
            do throws(SearchError) {
                _ = try reader.find(query, order: .rank, limit: 10)
            } catch {
                #expect(error.isTimeout)
                return
            }
        }
        Issue.record("no query was ended")
    }
}

/// An index in a file of its own, which goes with it.
final class ScratchIndex {
    let path: String
    let index: SearchIndex

    static func newPath() -> String {
        FileManager.default.temporaryDirectory.appending(path: "search-\(UUID().uuidString).sqlite").path
    }

    init(_ articles: [SearchedArticle]) throws {
        path = Self.newPath()
        index = try SearchIndex(path: path)
        if !articles.isEmpty { try apply(articles.map(SearchChange.text)) }
    }

    deinit {
        // A file that stays is the scratch directory's.
        try? SearchFiles.remove(path)
    }

    func apply(_ changes: [SearchChange]) throws {
        try index.apply(changes, progress: SearchProgress(journal: 1, filled: nil))
    }

    func reader() throws -> SearchReader { try SearchReader(path: path) }

    func ids(_ typed: String, order: SearchOrder = .newest) throws -> [String] {
        try reader().find(SearchQuery(typed), order: order, limit: 100).map(\.publicID)
    }
}
