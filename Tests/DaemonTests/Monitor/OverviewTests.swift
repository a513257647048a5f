import Scheduling
import Synchronization
import Testing

@testable import Daemon
@testable import Ledger

@Suite struct OverviewTests {
    @Test func theFunnelLosesAtEachStep() {
        var counts = LedgerCounts()
        counts.bySource = [
            "a": [.waiting: 5, .gone: 2, .failed: 1, .notArticle: 4],
            "b": [.setAside: 3, .duplicate: 6, .purged: 7, .delivered: 20],
        ]
        let funnel = Funnel(counts)
        #expect(funnel.steps.map(\.name) == ["discovered", "fetched", "article", "unique", "delivered"])
        #expect(funnel.steps.map(\.count) == [48, 40, 33, 27, 20])
        let exits: [[ArticleState]] = [
            [], [.waiting, .gone, .failed], [.notArticle, .setAside], [.duplicate], [.purged],
        ]
        #expect(funnel.steps.map { step in step.left.map(\.state) } == exits)
        let states = Set(funnel.steps.flatMap { $0.left.map(\.state) })
        #expect(states.union([.delivered]) == Set(ArticleState.allCases), "every state has its place")
        #expect(Funnel(LedgerCounts()).steps.map(\.count) == [0, 0, 0, 0, 0])
    }

    @Test func reasonsThatDifferByAnAddressAreOne() {
        let merged = DropCount.merged([
            DropCount(state: .notArticle, reason: "the page holds no article", count: 3),
            DropCount(state: .duplicate, reason: "the same as article 12: https://a.example/x", count: 1),
            DropCount(state: .duplicate, reason: "the same as article 7: https://b.example/y", count: 4),
            DropCount(state: .gone, reason: "status 404", count: 2),
            DropCount(state: .gone, reason: "status 410", count: 2),
            DropCount(state: .failed, reason: "cannot reach https://c.example/ now", count: 1),
        ])
        #expect(
            merged == [
                DropCount(state: .duplicate, reason: "the same as article …", count: 5),
                DropCount(state: .notArticle, reason: "the page holds no article", count: 3),
                DropCount(state: .gone, reason: "status 404", count: 2),
                DropCount(state: .gone, reason: "status 410", count: 2),
                DropCount(state: .failed, reason: "cannot reach …", count: 1),
            ])
    }

    @Test(arguments: [
        ([0, 0, 0], "last 3 days: no articles"),
        ([1, 0, 0], "last 3 days: 1 article, 0 to 1 a day, today 0"),
        ([2, 3, 9], "last 3 days: 14 articles, 2 to 9 a day, today 9"),
    ])
    func aSparklineIsAlsoWords(_ days: [Int], _ words: String) {
        #expect(Sparkline.words(days) == words)
        let bars = Sparkline.markup(days).text.components(separatedBy: "<rect x=\"").count - 1
        #expect(bars == days.filter { $0 > 0 }.count)
    }

    @Test func aSmallDayIsSeenBesideALargeOne() {
        #expect(Sparkline.markup([1, 1000]).text.contains("<rect x=\"0\" y=\"22\" width=\"3\" height=\"1\"/>"))
        #expect(Sparkline.markup([1, 1000]).text.contains("<rect x=\"4\" y=\"0\" width=\"3\" height=\"23\"/>"))
    }

    @Test(arguments: [
        (0, "0 seconds"), (1, "1 second"), (119, "119 seconds"), (120, "2 minutes"), (7199, "119 minutes"),
        (7200, "2 hours"), (172_799, "47 hours"), (172_800, "2 days"), (-5, "0 seconds"),
    ])
    func spansAreWords(_ seconds: Int, _ words: String) {
        #expect(DurationText.words(.seconds(seconds)) == words)
    }

    @Test(arguments: [
        (0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (24_300_000, "24.3 MB"), (12_345_678_901, "12.3 GB"),
        (9_000_000_000_000, "9.0 TB"),
    ])
    func sizesAreWords(_ bytes: Int, _ words: String) {
        #expect(ByteSizeText.words(bytes) == words)
    }

    @Test func aScreenHoldsWhatFits() {
        let lines = ["one", "two is long", "three", "four"]
        #expect(
            TerminalScreen.picture(lines, columns: 11, rows: 9)
                == "\u{1B}[?7l\u{1B}[Hone\u{1B}[K\r\ntwo is long\u{1B}[K\r\nthree\u{1B}[K\r\nfour\u{1B}[K\u{1B}[J\u{1B}[?7h"
        )
        #expect(
            TerminalScreen.picture(lines, columns: 30, rows: 3)
                == "\u{1B}[?7l\u{1B}[Hone\u{1B}[K\r\ntwo is long\u{1B}[K\r\n… 2 more lines: copydesk stat…\u{1B}[K\u{1B}[J\u{1B}[?7h"
        )
    }

    @Test func manyAskAndOneLooks() async throws {
        let start = ContinuousClock().now
        let looks = Counter()
        let seconds = Mutex(0)
        let clock: @Sendable () -> ContinuousClock.Instant = { start + .seconds(seconds.withLock { $0 }) }
        let observatory = Observatory(now: clock) {
            _ = looks.next()
            return SampleSnapshot.make()
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { _ = try await observatory.snapshot() } }
            try await group.waitForAll()
        }
        #expect(looks.next() == 1)
        seconds.withLock { $0 = 1 }
        _ = try await observatory.snapshot()
        #expect(looks.next() == 2, "none but the test's own")
        seconds.withLock { $0 = 3 }
        _ = try await observatory.snapshot()
        #expect(looks.next() == 4)
    }

    /// A ledger that takes long to read is read more rarely.
    @Test func whatTookLongServesLonger() async throws {
        let start = ContinuousClock().now
        let looks = Counter()
        let seconds = Mutex(0)
        let clock: @Sendable () -> ContinuousClock.Instant = { start + .seconds(seconds.withLock { $0 }) }
        let observatory = Observatory(now: clock) {
            if looks.next() == 0 { seconds.withLock { $0 += 3 } }
            return SampleSnapshot.make()
        }
        for instant in [0, 10, 62] {
            seconds.withLock { $0 = max($0, instant) }
            _ = try await observatory.snapshot()
        }
        #expect(looks.next() == 1)
        seconds.withLock { $0 = 64 }
        _ = try await observatory.snapshot()
        #expect(looks.next() == 3)
    }

    /// Nobody may ask for weeks, and what was seen of many sources is large.
    @Test func whatIsOutdatedIsNotKept() async throws {
        let (forgotten, forget) = AsyncStream.makeStream(of: Void.self)
        let start = ContinuousClock().now
        let elapsed = Mutex(Duration.zero)
        let observatory = Observatory(
            now: { start + elapsed.withLock { $0 } }, wait: { span in elapsed.withLock { $0 += span } },
            forgotten: { forget.yield() }, { SampleSnapshot.make() })
        _ = try await observatory.snapshot()
        for await _ in forgotten { break }
        #expect(elapsed.withLock { $0 } == .seconds(2))
    }
}
