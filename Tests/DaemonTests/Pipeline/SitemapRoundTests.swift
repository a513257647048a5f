import Ledger
import Scheduling
import Testing

@testable import Daemon

/// Which sitemaps of an index are read in one poll.
@Suite struct SitemapRoundTests {
    private func sitemap(_ name: String, _ lastModified: String? = nil, depth: Int = 1) -> SitemapRound.Sitemap {
        .init(url: "https://n.example/\(name).xml", lastModified: lastModified, depth: depth)
    }

    private func known(_ name: String, _ lastModified: String?, read: Int64 = 0) -> (String, SitemapRecord) {
        ("https://n.example/\(name).xml", SitemapRecord(lastModified: lastModified, readMilliseconds: read))
    }

    private func names(_ sitemaps: [SitemapRound.Sitemap]) -> String {
        sitemaps.map { String($0.url.dropFirst(18).dropLast(4)) }.joined(separator: " ")
    }

    @Test func changedOnesComeFirstTheLatestOnTop() {
        var round = SitemapRound(items: 100)
        let due = round.take(
            [sitemap("a", "2026-01-01"), sitemap("b", "2026-03-01"), sitemap("c"), sitemap("d", "2026-02-01")],
            known: Dictionary(uniqueKeysWithValues: [known("d", "2026-02-01"), known("a", "2025-12-01")]), oldest: nil)
        #expect(names(due) == "b a c")
        #expect(!round.isOver && round.isWhole)
    }

    @Test func thoseThatSayNothingTakeTurns() {
        var round = SitemapRound(items: 100)
        let due = round.take(
            [sitemap("a"), sitemap("b"), sitemap("c")],
            known: Dictionary(uniqueKeysWithValues: [known("a", nil, read: 30), known("b", nil, read: 10)]), oldest: nil
        )
        #expect(names(due) == "c b a")
    }

    @Test func moreThanTheLimitWaitForTheNextPoll() {
        var round = SitemapRound(items: 100)
        let due = round.take((0..<50).map { sitemap("s\($0)", "2026-01-01") }, known: [:], oldest: nil)
        #expect(due.count == SitemapRound.sitemapLimit && !round.isWhole)
        for sitemap in due { round.read(sitemap.url, items: 1, new: 1) }
        #expect(round.isOver && round.new == 20 && round.itemsLeft == 80)
    }

    @Test func whatChangedBeforeTheMaximumAgeIsNotRead() {
        var round = SitemapRound(items: 100)
        let oldest = PublishedInstant.of("2026-02-01")
        #expect(
            names(round.take([sitemap("old", "2025-05-01"), sitemap("new", "2026-02-02")], known: [:], oldest: oldest))
                == "new")
        #expect(round.isWhole)
    }

    @Test func indexesThatNameEachOtherEnd() {
        var round = SitemapRound(items: 100)
        #expect(round.take([sitemap("a"), sitemap("a")], known: [:], oldest: nil).count == 1)
        #expect(round.take([sitemap("a", depth: 2), sitemap("b", depth: 2)], known: [:], oldest: nil).count == 1)
        #expect(round.take([sitemap("c", depth: 3)], known: [:], oldest: nil).isEmpty)
    }

    @Test func aFailureIsRememberedAndTheRestCounts() {
        var round = SitemapRound(items: 2)
        let due = round.take([sitemap("a"), sitemap("b")], known: [:], oldest: nil)
        round.failed(due[0].url, reason: "404")
        #expect(!round.isOver)
        round.read(due[1].url, items: 5, new: 2)
        #expect(round.isOver && round.hasRead && !round.isWhole && round.failure == "404" && round.itemsLeft == 0)
    }
}
