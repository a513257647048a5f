import Foundation
import Synchronization
import Testing

@testable import Ledger

@Suite struct ArticleTests {
    let directory: StateDirectory
    let ledger: Ledger

    init() throws {
        directory = try StateDirectory()
        ledger = try Ledger(directory: directory.path)
        try ledger.register(sources: [daily, weekly], now: 1)
    }

    @Test func newItemsComeBackInTheirOrder() throws {
        let new = try ledger.discover([item(3), item(1), item(2)], source: "daily", now: 50)
        #expect(new.map(\.key) == [3, 1, 2].map { "daily.example/\($0)" })
        #expect(new.map(\.nextAttemptMilliseconds) == [50, 50, 50])
        #expect(try ledger.waiting(limit: 10) == new)
        #expect(try ledger.source("daily")?.itemsSeen == 3)
    }

    @Test func theURLIsKeptAlsoWhereItIsTheKey() throws {
        let same = DiscoveredItem(key: "https://daily.example/9", url: "https://daily.example/9")
        let new = try ledger.discover([item(1), same], source: "daily", now: 50)
        #expect(try ledger.waiting(limit: 10) == new)
        #expect(try ledger.article(1)?.url == "https://daily.example/1?utm_source=feed")
        #expect(try ledger.article(2)?.url == "https://daily.example/9")
    }

    /// Also one whose delivery has begun: its turn comes again where the disk had no room to end it.
    @Test func oneThatIsNotSettledIsFoundByItsNumber() throws {
        let new = try ledger.discover([item(1), item(2)], source: "daily", now: 50)
        try ledger.intend(intent(1), now: 51)
        #expect(try ledger.waiting(article: 1) == new[0] && ledger.waiting(article: 2) == new[1])
        try ledger.delivered(article: 1, now: 52)
        #expect(try ledger.waiting(article: 1) == nil && ledger.waiting(article: 3) == nil)
    }

    @Test func aKnownKeyIsNeverNewAgain() throws {
        _ = try ledger.discover([item(1), item(2)], source: "daily", now: 50)
        let again = try ledger.discover([item(2), item(3), item(3), item(1)], source: "daily", now: 60)
        #expect(again.map(\.key) == ["daily.example/3"])
        #expect(try ledger.discover([item(2)], source: "weekly", now: 70).isEmpty, "nor from another source")
        #expect(try ledger.article(key: "daily.example/2")?.discoveredMilliseconds == 50)
    }

    @Test func aKnownGUIDOfTheSameSourceIsNotNew() throws {
        _ = try ledger.discover([item(1, guid: "g")], source: "daily", now: 50)
        #expect(try ledger.discover([item(2, guid: "g")], source: "daily", now: 60).isEmpty)
        #expect(try ledger.discover([item(2, guid: "g")], source: "weekly", now: 70).count == 1)
    }

    @Test(arguments: ["0", ""])
    func aGUIDThatIsTheSameOnEveryItemHidesNothing(guid: String) throws {
        let items = (1...3).map { item($0, guid: guid) }
        #expect(try ledger.discover(items, source: "daily", now: 50).count == 3)
        #expect(try ledger.discover([item(4, guid: ""), item(5)], source: "daily", now: 60).count == 2)
    }

    @Test func theSameItemTwiceInOneListKeepsItsGUID() throws {
        let items = [item(1, guid: "g"), item(1, guid: "g")]
        #expect(try ledger.discover(items, source: "daily", now: 50).count == 1)
        #expect(try ledger.article(1)?.guid == "g")
    }

    @Test func anUnknownSourceEntersNothing() throws {
        for items in [[], [item(1)]] {
            #expect {
                try ledger.discover(items, source: "nobody", now: 1)
            } throws: {
                if case LedgerError.refused = $0 { true } else { false }
            }
        }
        #expect(try ledger.counts().articles == 0)
    }

    @Test func waitingIsReadInPages() throws {
        let all = try ledger.discover((0..<25).map { item($0) }, source: "daily", now: 50)
        var pages: [[WaitingArticle]] = []
        var after: Int64 = 0
        while let last = try ledger.waiting(limit: 10, after: after).last {
            pages.append(try ledger.waiting(limit: 10, after: after))
            after = last.id
        }
        #expect(pages.map(\.count) == [10, 10, 5])
        #expect(pages.flatMap { $0 } == all)
    }

    @Test(arguments: Verdict.allCases)
    func aSettledArticleIsClosedForGood(verdict: Verdict) throws {
        let id = try ledger.discover([item(1)], source: "daily", now: 50)[0].id
        try ledger.settle(article: id, as: verdict, reason: "because", now: 60)
        let record = try #require(try ledger.article(id))
        #expect(record.state == verdict.state)
        #expect(record.reason == "because")
        #expect(record.settledMilliseconds == 60)
        #expect(try ledger.waiting(limit: 10).isEmpty)
        #expect(try ledger.discover([item(1)], source: "daily", now: 70).isEmpty)
        #expect(throws: LedgerError.self) { try ledger.settle(article: id, as: .gone, reason: "", now: 80) }
        #expect(throws: LedgerError.self) { try ledger.retryLater(article: id, at: 90, reason: "") }
        #expect(throws: LedgerError.self) { try ledger.intend(intent(id), now: 90) }
        #expect(try ledger.article(id) == record)
    }

    @Test func aRetryCountsAndWaits() throws {
        let id = try ledger.discover([item(1)], source: "daily", now: 50)[0].id
        try ledger.retryLater(article: id, at: 900, reason: "timed out")
        try ledger.retryLater(article: id, at: 5000, reason: "503")
        let waiting = try ledger.waiting(limit: 10)
        #expect(waiting.map(\.attempts) == [2])
        #expect(waiting.map(\.nextAttemptMilliseconds) == [5000])
        #expect(try ledger.article(id)?.reason == "503")
    }

    @Test func anUnknownArticleIsRefused() throws {
        #expect(throws: LedgerError.refused(message: "article 9 is unknown or already settled")) {
            try ledger.settle(article: 9, as: .failed, reason: "", now: 1)
        }
        #expect(try ledger.article(9) == nil)
        #expect(try ledger.article(key: "x") == nil)
    }

    @Test func countsAreBySourceAndState() throws {
        let ids = try ledger.discover((0..<4).map { item($0) }, source: "daily", now: 50).map(\.id)
        _ = try ledger.discover([item(100)], source: "weekly", now: 50)
        try ledger.settle(article: ids[0], as: .gone, reason: "410", now: 60)
        try ledger.settle(article: ids[1], as: .notArticle, reason: "a section page", now: 60)
        try ledger.intend(intent(ids[2]), now: 60)
        let counts = try ledger.counts()
        #expect(counts.bySource["daily"] == [.gone: 1, .notArticle: 1, .waiting: 2])
        #expect(counts.bySource["weekly"] == [.waiting: 1])
        #expect(counts[.waiting] == 3)
        #expect(counts[.delivered] == 0)
        #expect(counts.articles == 5)
        #expect(counts.intents == 1)
    }

    @Test func hostileTextIsOnlyText() throws {
        let key = "x'); DROP TABLE article;--\n\u{202E}🦆"
        let new = try ledger.discover(
            [DiscoveredItem(key: key, url: key, guid: key, title: key)], source: "daily", now: 1)
        #expect(new.count == 1)
        #expect(try ledger.waiting(limit: 1) == new)
        #expect(try ledger.article(key: key)?.title == key)
    }

    @Test func concurrentCallersEnterEachArticleOnce() throws {
        let found = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 8) { round in
            let new = (try? ledger.discover((0..<200).map { item($0) }, source: "daily", now: Int64(round)))?.count
            found.withLock { $0 += new ?? 1_000_000 }
        }
        #expect(found.withLock { $0 } == 200)
    }

    @Test func aHundredThousandItemsInOneTransaction() throws {
        let items = (0..<100_000).map { item($0, guid: "https://daily.example/?p=\($0)") }
        let clock = ContinuousClock()
        let (start, first) = (clock.now, try ledger.discover(items, source: "daily", now: 5).count)
        let (entered, again) = (clock.now, try ledger.discover(items, source: "daily", now: 6).count)
        let (known, waiting) = (clock.now, try ledger.counts()[.waiting])
        let counted = clock.now
        #expect((first, again, waiting) == (100_000, 0, 100_000))
        print(
            "ledger: 100,000 items new in \(entered - start), known in \(known - entered), counted in \(counted - known)"
        )
    }
}
