import Testing

@testable import Ledger

@Suite struct ContentTests {
    let directory: StateDirectory

    init() throws {
        directory = try StateDirectory()
        try directory.run { (ledger) throws in
            _ = try ledger.seed(4)
            try ledger.register(sources: [daily, weekly], now: 1)
        }
    }

    private func content(_ buckets: [Int32], fingerprint: Int64 = 5) -> ArticleContent {
        ArticleContent(fingerprint: fingerprint, signature: .init(shingles: 40, minima: [1, 2, 255], buckets: buckets))
    }

    private func deliver(_ article: Int64, _ content: ArticleContent, in ledger: Ledger) throws {
        try ledger.intend(intent(article), content: content, now: 10)
        try ledger.delivered(article: article, now: 20)
    }

    @Test func whatIsKeptOfATextSurvivesARestart() throws {
        var kept = content([7, -8])
        kept.syndicatedFrom = "Courier"
        try directory.run { try deliver(2, kept, in: $0) }
        try directory.run { (ledger) throws in
            let found = try #require(try ledger.content(of: 2))
            #expect(found.fingerprint == 5 && found.syndicatedFrom == "Courier" && found.head == nil)
            #expect(found.signature?.minima == [1, 2, 255] && found.signature?.shingles == 40)
            for bucket: Int32 in [7, -8] {
                #expect(try ledger.similar(to: [bucket], except: "weekly").map(\.article.id) == [2])
            }
            #expect(try ledger.article(fingerprint: 5, source: "daily")?.id == 2)
            #expect(try ledger.article(fingerprint: 5, source: "weekly") == nil)
            #expect(try ledger.article(fingerprint: 6, source: "daily") == nil)
            #expect(try ledger.content(of: 99) == nil)
        }
    }

    @Test func candidatesShareBucketsAndComeFromOtherSources() throws {
        try directory.run { (ledger) throws in
            try deliver(1, content([1, 2, 3]), in: ledger)
            try deliver(2, content([2, 3, 4]), in: ledger)
            try ledger.intend(intent(3), content: content([1, 2, 3]), now: 10)  // Not delivered yet.
            let found = try ledger.similar(to: [2, 3, 4, 5], except: "weekly")
            #expect(found.map(\.article.id) == [2, 1])
            #expect(found.map(\.commonBuckets) == [3, 2])
            #expect(found.first?.minima == [1, 2, 255])
            #expect(try ledger.similar(to: [2, 3, 4, 5], except: "daily").isEmpty)
            #expect(try ledger.similar(to: [], except: "weekly").isEmpty)
        }
    }

    @Test func whatAnAbandonedDeliveryKeptIsReplaced() throws {
        try directory.run { (ledger) throws in
            try ledger.intend(intent(1), content: content([1, 2]), now: 10)
            try ledger.abandon(article: 1)
            try deliver(1, content([3], fingerprint: 6), in: ledger)
            #expect(try ledger.similar(to: [1, 2], except: "weekly").isEmpty)
            #expect(try ledger.similar(to: [3], except: "weekly").map(\.article.id) == [1])
            #expect(try ledger.content(of: 1)?.fingerprint == 6)
        }
    }

    @Test func aNewHeadTakesTheWholeClusterOver() throws {
        try directory.run { (ledger) throws in
            try deliver(1, content([1]), in: ledger)
            var copy = content([2])
            copy.head = 1
            try deliver(2, copy, in: ledger)
            var head = content([3])
            head.deposed = [1]
            try deliver(3, head, in: ledger)
            #expect(try (1...3).map { try ledger.content(of: $0)?.head } == [3, 3, nil])
        }
    }

    @Test func anAliasIsANameUntilItIsTakenBack() throws {
        try directory.run { (ledger) throws in
            var named = content([1])
            named.aliases = ["daily.example/canonical", "daily.example/1"]
            try deliver(1, named, in: ledger)
            #expect(try ledger.owner(ofKey: "daily.example/canonical")?.id == 1)
            // Another article's own key is no alias.
            #expect(try ledger.owner(ofKey: "daily.example/1")?.id == 2)
            let item = DiscoveredItem(key: "daily.example/canonical", url: "https://daily.example/canonical")
            #expect(try ledger.discover([item], source: "daily", now: 30).isEmpty)
            try ledger.dispute(alias: "daily.example/canonical")
            // Nobody gets it any more, but an article of its own.
            try deliver(3, named, in: ledger)
            #expect(try ledger.owner(ofKey: "daily.example/canonical") == nil)
            #expect(try ledger.discover([item], source: "daily", now: 30).count == 1)
        }
    }

    @Test func eachLineOfAnEventHasItsOwnNumber() throws {
        try directory.run { (ledger) throws in
            var two = intent(1)
            two.event = "first\nsecond"
            try ledger.intend(two, now: 10)
            try ledger.delivered(article: 1, now: 20)
            try ledger.settle(article: 2, as: .duplicate, reason: "a copy", now: 30, event: "third")
            try ledger.settle(article: 3, as: .gone, reason: "404", now: 30)
            #expect(try ledger.journal(after: 0, limit: 9).map(\.event) == ["first", "second", "third"])
        }
    }
}
