import Testing

@testable import Ledger

/// Feeds that pages lead to, and sitemaps that indexes list.
@Suite struct DiscoveredListTests {
    let directory: StateDirectory
    let ledger: Ledger

    init() throws {
        directory = try StateDirectory()
        ledger = try Ledger(directory: directory.path)
        try ledger.register(sources: [daily, weekly], now: 1)
    }

    private let record = SitemapRecord(
        lastModified: "2026-05-01", validators: SourceValidators(etag: "\"e\"", lastModified: "then"),
        readMilliseconds: 7)

    @Test func sitemapsAreKeptPerSourceAndReplaced() throws {
        try ledger.recordSitemap("https://weekly.example/1.xml", source: "weekly", record)
        var later = record
        later.lastModified = nil
        later.readMilliseconds = 9
        try ledger.recordSitemap("https://weekly.example/1.xml", source: "weekly", later)
        try ledger.recordSitemap("https://weekly.example/2.xml", source: "weekly", record)
        #expect(
            try ledger.sitemaps(source: "weekly")
                == ["https://weekly.example/1.xml": later, "https://weekly.example/2.xml": record])
        #expect(try ledger.sitemaps(source: "daily").isEmpty)
        try ledger.forgetSitemaps(source: "weekly", except: ["https://weekly.example/2.xml"])
        #expect(try ledger.sitemaps(source: "weekly").keys.sorted() == ["https://weekly.example/2.xml"])
    }

    @Test func whatWasFoundStaysUntilTheSourceMoves() throws {
        try ledger.recordSitemap("https://weekly.example/1.xml", source: "weekly", record)
        try ledger.setFeed("https://weekly.example/feed", source: "weekly")
        try ledger.setDetected("page", source: "weekly")
        try ledger.register(sources: [daily, weekly], now: 2)
        #expect(try ledger.source("weekly")?.feed == "https://weekly.example/feed")
        #expect(try ledger.source("weekly")?.detectedKind == "page")
        #expect(try ledger.sitemaps(source: "weekly").count == 1)
        var moved = weekly
        moved.url = "https://weekly.example/other"
        try ledger.register(sources: [daily, moved], now: 3)
        #expect(try ledger.source("weekly")?.feed == nil && ledger.source("weekly")?.detectedKind == nil)
        #expect(try ledger.sitemaps(source: "weekly").isEmpty)
    }

    /// They belong to the page, and would answer for the feed with 304.
    @Test func aFoundFeedForgetsTheValidators() throws {
        try ledger.recordPoll(
            source: "daily", outcome: .changed(SourceValidators(etag: "\"e\"")), plan: .init(nextPoll: 5), now: 4)
        try ledger.setFeed("https://daily.example/rss", source: "daily")
        #expect(try ledger.source("daily")?.validators == SourceValidators())
    }

    @Test func aGUIDThatChangesWithTheHeadlineIsStillTheSameArticle() throws {
        var (first, second) = (item(1, guid: "rain-at-the-quay"), item(1, guid: "rain-at-the-quay-updated"))
        first.title = "Rain at the quay"
        second.title = "Rain at the quay (updated)"
        #expect(try ledger.discover([first], source: "daily", now: 50).count == 1)
        #expect(try ledger.discover([second], source: "daily", now: 60).isEmpty)
        #expect(try ledger.discover([first, second], source: "daily", now: 70).isEmpty)
    }
}
