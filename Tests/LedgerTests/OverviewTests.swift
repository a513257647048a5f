import GRDB
import Testing

@testable import Ledger

@Suite struct OverviewTests {
    private static let day: Int64 = 86_400_000
    let directory: StateDirectory
    let ledger: Ledger

    init() throws {
        directory = try StateDirectory()
        ledger = try Ledger(directory: directory.path)
        try ledger.register(sources: [daily, weekly], now: 1)
    }

    private func deliver(_ article: WaitingArticle, at instant: Int64) throws {
        try ledger.intend(intent(article.id), now: instant)
        try ledger.delivered(article: article.id, now: instant)
    }

    @Test func deliveriesAreCountedByDayAndListedLatestFirst() throws {
        let articles = try ledger.discover((1...4).map { item($0) }, source: "daily", now: 2)
        let other = try ledger.discover([item(9)], source: "weekly", now: 2)[0]
        try deliver(articles[0], at: 3 * Self.day + 5)
        try deliver(articles[1], at: 3 * Self.day + Self.day - 1)
        try deliver(articles[2], at: 4 * Self.day)
        try deliver(other, at: 4 * Self.day + 7)
        #expect(try ledger.deliveriesByDay(since: 0) == ["daily": [3: 2, 4: 1], "weekly": [4: 1]])
        #expect(try ledger.deliveriesByDay(since: 4 * Self.day) == ["daily": [4: 1], "weekly": [4: 1]])
        let recent = try ledger.recentDeliveries(limit: 2)
        #expect(recent.map(\.source) == ["weekly", "daily"])
        #expect(
            recent[1]
                == RecentDelivery(
                    key: "daily.example/3", url: "https://daily.example/3?utm_source=feed", source: "daily",
                    path: "articles/daily/3.txt",
                    deliveredMilliseconds: 4 * Self.day))
        #expect(try ledger.recentDeliveries(limit: 9).count == 4)
    }

    @Test func dropsAreCountedByTheirReasons() throws {
        let articles = try ledger.discover((1...5).map { item($0) }, source: "daily", now: 2)
        for article in articles[..<3] {
            try ledger.settle(article: article.id, as: .notArticle, reason: "no text", now: 100 + article.id)
        }
        try ledger.settle(article: articles[3].id, as: .gone, reason: "status 404", now: 200)
        #expect(
            try ledger.drops(since: 0, limit: 10) == [
                DropCount(state: .notArticle, reason: "no text", count: 3),
                DropCount(state: .gone, reason: "status 404", count: 1),
            ])
        #expect(try ledger.drops(since: 150, limit: 10) == [DropCount(state: .gone, reason: "status 404", count: 1)])
        #expect(try ledger.drops(since: 0, limit: 1).count == 1)
        #expect(try ledger.recentDeliveries(limit: 9).isEmpty)
    }

    @Test func aSourcesArticlesAreListedByWhatBecameOfThem() throws {
        let articles = try ledger.discover((1...5).map { item($0) }, source: "daily", now: 2)
        let other = try ledger.discover([item(9)], source: "weekly", now: 2)[0]
        try deliver(articles[0], at: 10)
        try deliver(articles[1], at: 20)
        try deliver(other, at: 30)
        try ledger.settle(article: articles[2].id, as: .gone, reason: "status 404", now: 40)
        try ledger.retryLater(article: articles[3].id, at: 900, reason: "no answer")
        #expect(try ledger.recentDeliveries(of: "daily", limit: 9).map(\.deliveredMilliseconds) == [20, 10])
        #expect(try ledger.recentDeliveries(of: "daily", limit: 1).map(\.deliveredMilliseconds) == [20])
        #expect(try ledger.dropped(of: "daily", since: 0, limit: 9).map(\.reason) == ["status 404"])
        #expect(try ledger.dropped(of: "daily", since: 41, limit: 9).isEmpty)
        #expect(try ledger.dropped(of: "weekly", since: 0, limit: 9).isEmpty)
        #expect(try ledger.waiting(of: "daily", limit: 9).map(\.id) == [articles[4].id, articles[3].id])
    }

    @Test func deliveredTextsComeInTheOrderOfTheirDelivery() throws {
        let articles = try ledger.discover((1...5).map { item($0) }, source: "daily", now: 2)
        for (article, instant) in zip(articles, [50, 30, 30, 10, 20] as [Int64]) { try deliver(article, at: instant) }
        try ledger.settle(
            article: try ledger.discover([item(7)], source: "daily", now: 2)[0].id, as: .gone, reason: "", now: 40)
        var place: (Int64, Int64) = (0, 0)
        var read: [Int64] = []
        while case let next = try ledger.deliveredTexts(afterSettled: place.0, article: place.1, limit: 2),
            !next.isEmpty
        {
            read += next.map(\.article)
            place = (next[next.count - 1].settledMilliseconds, next[next.count - 1].article)
        }
        #expect(read == [articles[3], articles[4], articles[1], articles[2], articles[0]].map(\.id))
    }

    /// Years of articles cost nothing: what is shown is found by the time of the verdict.
    @Test func everythingIsFoundByItsTime() throws {
        let statements: [(String, StatementArguments)] = [
            (Ledger.dayCounts, [1, 5]), (Ledger.latest, [5]), (Ledger.dropReasons, [5, 5]),
            (Ledger.droppedOfSource, [5, "daily", 5]), (Ledger.texts, [5, 1, 5]),
        ]
        for (sql, arguments) in statements {
            let plan = try ledger.database.read { database in
                try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments).map {
                    $0["detail"] as String
                }
            }
            #expect(plan.contains { $0.contains("USING INDEX articleBySettled") }, "\(plan)")
        }
    }
}
