import Foundation
import Ledger
import SampleWeb
import SearchIndex
import Synchronization
import Testing

@testable import Daemon

/// How many articles a feed lists.
private final class Listed: Sendable {
    private let number = Mutex(2)

    var count: Int { number.withLock { $0 } }

    func add() { number.withLock { $0 += 1 } }
}

/// The index follows what is delivered, changed and purged, and begins anew where it must.
@Suite struct SearchFeedTests {
    /// A feed over what a daemon has delivered and left.
    private final class Desk {
        let news: NewsDesk
        var path: String { news.path + "/search.sqlite" }
        private var feed: SearchFeed

        init(_ news: NewsDesk) {
            self.news = news
            feed = SearchFeed(
                path: news.path + "/search.sqlite", state: news.path + "/state", output: news.path + "/output")
        }

        /// As after a restart.
        func reopen() {
            feed = SearchFeed(path: path, state: news.path + "/state", output: news.path + "/output")
        }

        /// - Returns: the steps that it took until nothing was left.
        @discardableResult
        func follow() throws -> Int {
            var steps = 1
            while try feed.step().hasMore { steps += 1 }
            return steps
        }

        func found(_ words: String) throws -> [String] {
            try SearchReader(path: path).find(SearchQuery(words), limit: 200).map(\.path)
        }
    }

    private static let often = "interval = \"1s\"\nmin_interval = \"1s\"\nmax_interval = \"1s\""

    private func run(_ desk: NewsDesk, until isDone: @escaping @Sendable () -> Bool) async throws {
        let daemon = try desk.run()
        try await eventually("it is done: \(daemon.errors)") { isDone() }
        #expect(try await desk.stop(daemon) == .status(0))
    }

    @Test(arguments: [
        (nil, "/state/search.sqlite"), ("", "/state/search.sqlite"), ("/cache/desk", "/cache/desk/search.sqlite"),
        ("/cache/desk:/cache/other", "/cache/desk/search.sqlite"),
    ]) func theIndexLiesInTheServicesCache(cache: String?, path: String) {
        #expect(SearchDesk.path(state: "/state", cache: cache) == path)
    }

    @Test func whatIsDeliveredIsFoundUntilItIsPurged() async throws {
        let listed = Listed()
        let web = try await LoopbackWeb.start { request in
            if request.path == "/rss.xml" {
                return .xml(GeneratedPages.rss((1...listed.count).map { "\(request.origin)/a/\($0)" }))
            }
            return Int(request.path.dropFirst(3)).map { .html(WireCopy.page($0)) }
        }
        let news = try NewsDesk()
        let source = (name: "courier", line: "url = \"\(web.origin)/rss.xml\"")
        try news.configure(polling: Self.often, sources: [source])
        try await run(news) { news.files(".txt").count == 2 && news.journalLines.count == 2 }
        let desk = Desk(news)
        // One that finds nothing to do ends it.
        #expect(try desk.follow() == 3, "the past, its end, the journal")
        let words = "quay"
        #expect(try Set(desk.found(words)) == Set(news.files(".txt")))
        #expect(try desk.follow() == 1)

        listed.add()
        try await run(news) { news.files(".txt").count == 3 && news.journalLines.count == 3 }
        desk.reopen()
        #expect(try desk.follow() == 2)
        #expect(try desk.found(words).first == news.journalLines.last?["path"]?.string, "the newest first")
        #expect(try Set(desk.found(words)) == Set(news.files(".txt")))

        try news.configure(polling: Self.often, log: "[retention]\narticles = 1", sources: [source])
        try await run(news) { news.journalLines.count == 5 }
        try desk.follow()
        #expect(try desk.found(words) == news.files(".txt"))

        // Lines that were removed before they were read.
        listed.add()
        try news.configure(polling: Self.often, sources: [source])
        try await run(news) { news.journalLines.count == 6 }
        let journal = try #require(news.files(".ndjson").last { $0.hasPrefix("journal/") })
        let index = try SearchIndex(path: desk.path)
        try index.apply([], progress: SearchProgress(journal: 1, filled: nil))
        let lines = try news.read(journal).split(separator: "\n").suffix(2).map { $0 + "\n" }.joined()
        try lines.write(toFile: news.path + "/output/" + journal, atomically: false, encoding: .utf8)
        desk.reopen()
        try desk.follow()
        #expect(try Set(desk.found(words)) == Set(news.files(".txt")) && news.files(".txt").count == 2)
        await web.stop()
    }

    @Test func theOutputThatIsAwayIsWaitedFor() throws {
        let news = try NewsDesk()
        _ = try Ledger(directory: news.path + "/state")
        let feed = SearchFeed(path: news.path + "/s.sqlite", state: news.path + "/state", output: news.path + "/output")
        // Nothing was delivered, and nothing is looked for.
        while try feed.step().hasMore {}
        try Ledger(directory: news.path + "/state").deliverOne()
        try SearchIndex(path: news.path + "/s.sqlite").reset()
        #expect(throws: (any Error).self) { while try feed.step().hasMore {} }
        try FileManager.default.createDirectory(atPath: news.path + "/output", withIntermediateDirectories: true)
        // The text is gone though the ledger has it: it is passed over.
        while try feed.step().hasMore {}
    }
}

extension Ledger {
    /// A delivery that stands nowhere.
    fileprivate func deliverOne() throws {
        try register(sources: [SourceSeed(id: "s", url: "u", kind: "rss")], now: 1)
        let article = try discover(
            [DiscoveredItem(key: "https://a.example/1", url: "https://a.example/1")], source: "s", now: 1)[0]
        let file = DeliveryIntent.File(staged: "s", path: "articles/s/1.txt", sha256: "00")
        try intend(
            DeliveryIntent(
                article: article.id, publicID: "aaaabbbbcccc", files: [file], fetchedMilliseconds: 1,
                event: "\"op\":\"add\"}"),
            now: 1)
        try delivered(article: article.id, now: 2)
    }
}
