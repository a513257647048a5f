import Ledger
import Scheduling
import Testing

@testable import Daemon

/// `copydesk status` for people.
@Suite struct StatusTextTests {
    private static let sources = [
        SampleSnapshot.source("harbour"),
        SampleSnapshot.source("quay", failing: "no such host: quay.example", url: "https://quay.example/rss"),
    ]

    private static func text(columns: Int?, isColoured: Bool = false, sources: [SourceRecord] = sources) -> [String] {
        let overview = SampleSnapshot.make(sources: sources) { overview in
            overview.drops += [
                DropCount(state: .duplicate, reason: "the same as article …", count: 2),
                DropCount(state: .gone, reason: "the server answers 404", count: 1),
            ]
        }.overview
        let status = LedgerStatus(
            daemon: .absent, overview: overview,
            hooks: [HookRecord(name: "on_delivered", position: 40)])
        return StatusText(status).rendered(columns: columns, isColoured: isColoured)
    }

    @Test func sourcesComeWorstFirstAndEveryDropHasItsReason() {
        #expect(
            Self.text(columns: nil) == [
                "no daemon runs",
                "sources: 2",
                "  source   state                                 last article  next poll",
                "  quay     DNS error since 2026-11-19 23:30 UTC  never         in 60 minutes: as often as it brings something",
                "    3 times: no such host: quay.example, 0 delivered, answered 2026-11-20 07:30 UTC, rss https://quay.example/rss",
                "  harbour  working                               never         in 60 minutes: as often as it brings something",
                "    40 delivered, answered 2026-11-20 07:30 UTC, rss https://harbour.example/feed",
                "articles: 51",
                "  51 discovered → 47 fetched → 42 article → 40 unique → 40 delivered",
                "  before fetched: 3 waiting, 1 gone from its site",
                "    1  gone from its site: the server answers 404",
                "  before article: 4 no article on the page, 1 set aside",
                "    4  no article on the page: the page holds no article",
                "  before unique: 2 known already",
                "    2  known already: the same as article …",
                "quarantine: 0",
                "hooks: 1",
                "  on_delivered  1 lines behind",
            ])
    }

    @Test func whatFailsLongestComesFirst() {
        var (late, early) = (SampleSnapshot.source("a", failing: "x"), SampleSnapshot.source("b", failing: "x"))
        late.failingSinceMilliseconds = SampleSnapshot.now.milliseconds - 1
        early.failingSinceMilliseconds = SampleSnapshot.now.milliseconds - 2
        let sources = [SampleSnapshot.source("d"), late, SampleSnapshot.source("c"), early]
        let sorted = SourceState.worstFirst(sources, paused: ["c"], now: SampleSnapshot.now)
        #expect(sorted.map(\.id) == ["b", "a", "d", "c"])
    }

    @Test(arguments: [120, 80, 60, 40, 20, 3]) func everyLineFitsTheTerminal(_ columns: Int) {
        let hostile = SampleSnapshot.source(
            "港口" + String(repeating: "x", count: 60), failing: "\u{1B}[2J" + String(repeating: "港", count: 300))
        let lines = Self.text(columns: columns, sources: Self.sources + [hostile])
        #expect(lines.allSatisfy { TextWidth.columns(of: $0) <= columns }, "\(lines)")
        #expect(lines.allSatisfy { !$0.contains("\u{1B}") })
        if columns >= 40 { #expect(lines.contains { $0.contains("quay") && $0.contains("DNS error") }) }
    }

    @Test func statesAreColoured() {
        let lines = Self.text(columns: 80, isColoured: true)
        #expect(lines.contains { $0.contains("\u{1B}[31mDNS error") })
        #expect(lines.contains { $0.contains("\u{1B}[32mworking") })
        #expect(lines.contains("\u{1B}[1marticles: 51\u{1B}[0m"))
    }
}
