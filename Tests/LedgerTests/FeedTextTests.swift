import Testing

@testable import Ledger

/// What a feed carries of an article's text, until the article is settled.
@Suite struct FeedTextTests {
    private let ledger: Ledger
    private let directory: StateDirectory

    init() throws {
        directory = try StateDirectory()
        ledger = try Ledger(directory: directory.path)
        try ledger.register(sources: [daily], now: 1)
        var items = [item(1), item(2), item(3)]
        items[0].text = "<p>One.</p>"
        items[1].text = "<p>Two.</p>"
        _ = try ledger.discover(items, source: "daily", now: 2)
    }

    @Test func itWaitsForThePage() throws {
        #expect(try ledger.feedText(of: 1) == "<p>One.</p>" && ledger.feedText(of: 2) == "<p>Two.</p>")
        #expect(try ledger.feedText(of: 3) == nil && ledger.feedText(of: 4) == nil)
        // A known article keeps what came first.
        var again = item(1)
        again.text = "<p>Another.</p>"
        #expect(try ledger.discover([again], source: "daily", now: 3).isEmpty)
        #expect(try ledger.feedText(of: 1) == "<p>One.</p>")
        try ledger.retryLater(article: 1, at: 9, reason: "503")
        #expect(try ledger.feedText(of: 1) == "<p>One.</p>")
    }

    @Test func itGoesWithTheArticlesEnd() throws {
        try ledger.settle(article: 1, as: .gone, reason: "404", now: 3)
        try ledger.intend(intent(2), now: 3)
        try ledger.delivered(article: 2, now: 4)
        #expect(try ledger.feedText(of: 1) == nil && ledger.feedText(of: 2) == nil)
        #expect(try !ledger.isOfFeed(article: 1) && !ledger.isOfFeed(article: 2))
    }

    @Test func thatItWasTakenStaysKnown() throws {
        try ledger.takeFeedText(of: 2)
        #expect(try ledger.feedText(of: 2) == "<p>Two.</p>")
        try ledger.intend(intent(2), now: 3)
        try ledger.delivered(article: 2, now: 4)
        #expect(try ledger.feedText(of: 2) == nil)
        #expect(try ledger.isOfFeed(article: 2) && !ledger.isOfFeed(article: 1))
        // It may be the headline alone.
        try ledger.takeFeedText(of: 3)
        #expect(try ledger.feedText(of: 3) == nil && ledger.isOfFeed(article: 3))
    }
}
