import Foundation
import Testing

@testable import Daemon
@testable import Ledger

@Suite struct StatusPageTests {
    /// Whatever a site, a feed or a server says is text on the page.
    @Test(arguments: hostile)
    func whatIsForeignIsText(_ text: String) {
        let snapshot = SampleSnapshot.make(
            sources: [SampleSnapshot.source("a", failing: text, url: text)]
        ) { overview in
            overview.recent[0].title = text
            overview.recent[0].delivery.key = text
            overview.recent[0].delivery.url = text
            overview.recent[0].delivery.path = text
            overview.recent[0].delivery.source = text
            overview.drops = [DropCount(state: .setAside, reason: text, count: 1)]
            overview.hooks = [Self.hook(text)]
            overview.quarantine = [
                QuarantinedPage(
                    kind: .article, number: 1, url: text, source: text, code: text, reason: text, version: text,
                    bytes: 1,
                    sinceMilliseconds: 0)
            ]
        }
        let plain = StatusPage.html(
            SampleSnapshot.make(sources: [SampleSnapshot.source("a", failing: "x", url: "x")]) { overview in
                overview.recent[0] = Overview.Article(
                    delivery: RecentDelivery(
                        key: "x", url: "x", source: "x", path: "x",
                        deliveredMilliseconds: SampleSnapshot.now.milliseconds),
                    title: "x")
                overview.drops = [DropCount(state: .setAside, reason: "x", count: 1)]
                overview.hooks = [Self.hook("x")]
                overview.quarantine = [
                    QuarantinedPage(
                        kind: .article, number: 1, url: "x", source: "x", code: "x", reason: "x", version: "x",
                        bytes: 1,
                        sinceMilliseconds: 0)
                ]
            })
        let page = StatusPage.html(snapshot)
        #expect(Self.tags(of: page) == Self.tags(of: plain), "the same elements and attributes as with harmless text")
        #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(!page.contains("\u{202E}"))
    }

    private static func hook(_ text: String) -> HookRecord {
        var hook = HookRecord(name: text, position: 3)
        (hook.failures, hook.lastError) = (2, text)
        return hook
    }

    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
        "</title></head><body>",
        "javascript:alert(1)", "data:text/html,<script>1</script>", "JaVaScRiPt://https://x/%0aalert(1)", "&lt;b&gt;",
        "<!--",
        "]]>", "\u{202E}gnirts\u{0}\u{1B}[31m", "</main><main id=\"x\">", "{{7*7}}", "`${1}`",
    ]

    /// Names of elements and attributes in order, without their values.
    static func tags(of page: String) -> [String] {
        page.matches(of: /<\/?[a-zA-Z!][^>]*>/).map { String($0.output).replacing(/"[^"]*"/, with: "\"\"") }
    }

    @Test func onlyTheWebIsLinkedTo() {
        #expect(
            Markup.link("https://a.example/?a=1&b=\"", text: "<T>").text
                == "<a href=\"https://a.example/?a=1&amp;b=&quot;\" rel=\"noopener noreferrer nofollow\" dir=\"auto\">&lt;T&gt;</a>"
        )
        #expect(Markup.link("javascript:alert(1)", text: "T").text == "T")
        #expect(!Markup.link("https://me:secret@a.example/", text: "T").text.contains("secret"))
    }

    @Test func whatNeedsSomebodyComesFirstAndSaysSoInWords() throws {
        let page = StatusPage.html(
            SampleSnapshot.make(sources: [
                SampleSnapshot.source("alpha"), SampleSnapshot.source("zulu", failing: "no such host"),
            ]))
        let bad = try #require(page.firstRange(of: "zulu"))
        let good = try #require(page.firstRange(of: "alpha"))
        #expect(bad.lowerBound < good.lowerBound)
        #expect(page.contains("<span class=\"state bad\">DNS error since 2026-11-19 23:30 UTC</span>"))
        #expect(page.contains("3 times: no such host"))
        #expect(page.contains("<title>1 failing – Copydesk</title>"))
        #expect(page.contains("as often as it brings something"))
    }

    /// What is asked for of 250 sources of which two fail and one is paused, and what the page shows of them.
    @Test(arguments: [
        ("", "250 sources, those that need somebody first, 1 to 100", ["s7", "s9"], ["page=2"]),
        ("page=2", "250 sources, those that need somebody first, 101 to 200", [], ["page=1", "page=3"]),
        ("page=3", "250 sources, those that need somebody first, 201 to 250", ["s200"], ["page=2"]),
        ("page=99999999999999999999", "250 sources, those that need somebody first, 1 to 100", [], ["page=2"]),
        ("page=4", "250 sources, those that need somebody first, 201 to 250", [], ["page=2"]),
        ("page=-3", "250 sources, those that need somebody first, 1 to 100", [], ["page=2"]),
        ("q=S24", "11 of 250 sources, those that need somebody first", ["s24", "s249"], []),
        ("q=Quay.example%2Fs9%2F", "1 of 250 sources, those that need somebody first", ["s9"], []),
        ("state=failing", "2 of 250 sources, those that need somebody first", ["s7", "s9"], []),
        ("state=dns&q=s7", "1 of 250 sources, those that need somebody first", ["s7"], []),
        ("state=paused", "1 of 250 sources, those that need somebody first", ["s200"], []),
        (
            "state=working&page=2", "247 of 250 sources, those that need somebody first, 101 to 200", [],
            ["state=working&amp;page=1", "state=working&amp;page=3"]
        ),
        ("q=nothing", "No source is like that.", [], []),
    ])
    func ofManySourcesAPageIsShown(query: String, words: String, names: [String], links: [String]) {
        let sources = (0..<250).map { number in
            SampleSnapshot.source(
                "s\(number)", failing: [7, 9, 200].contains(number) ? "no such host" : nil,
                url: "https://quay.example/s\(number)/")
        }
        let snapshot = SampleSnapshot.make(sources: []) { overview in
            overview.paused = ["s200"]
            overview.sources = SourceState.worstFirst(sources, paused: overview.paused, now: overview.now)
        }
        let page = StatusPage.html(snapshot, SourceQuery(FormQuery(query)))
        #expect(page.contains("<caption>\(words)</caption>") || page.contains("<p role=\"status\">\(words)</p>"))
        for name in names { #expect(page.contains("/source?name=\(name)\""), "\(name)") }
        let found = page.matches(of: ##/href="/\?([^"]*)#sources"/##).map { String($0.1) }
        #expect(found == links)
        #expect(page.matches(of: ##/href="/source\?name=s\d/##).count <= SourceQuery.pageSize)
        #expect(page.contains("<title>2 failing – Copydesk</title>"))
    }

    @Test(arguments: hostile) func whatIsAskedForIsText(_ text: String) {
        let page = { (text: String) in
            var query = SourceQuery()
            (query.words, query.state) = (text, text)
            return StatusPage.html(SampleSnapshot.make(), query)
        }
        #expect(Self.tags(of: page(text)) == Self.tags(of: page("x")))
    }

    @Test func aHookThatFailsSaysSinceWhenAndHowFarItIsBehind() {
        let page = StatusPage.html(
            SampleSnapshot.make { overview in
                var failing = HookRecord(name: "webhook https://desk.example [abc]", position: 12)
                (failing.failures, failing.lastError) = (3, "status 500")
                failing.failingSinceMilliseconds = overview.now.milliseconds - 9 * SampleSnapshot.hour
                failing.nextAttemptMilliseconds = overview.now.milliseconds + 300_000
                overview.hooks = [HookRecord(name: "on_delivered", position: 41), failing]
            })
        for part in [
            "<span class=\"state good\">working</span>", "0 lines <small>at 41</small>",
            "<span class=\"state bad\">failing since 2026-11-19 23:30 UTC</span> <small>3 times: status 500</small>",
            "29 lines <small>at 12</small>", "in 5 minutes",
        ] {
            #expect(page.contains(part), "\(part)")
        }
        #expect(StatusPage.html(SampleSnapshot.make()).contains("No hook is configured."))
    }

    @Test func aPausedSourceIsNoConcern() {
        let page = StatusPage.html(
            SampleSnapshot.make(sources: [SampleSnapshot.source("rests", failing: "no such host")]) {
                $0.paused = ["rests"]
            })
        #expect(page.contains("<title>Copydesk</title>"))
        #expect(page.contains("<span class=\"state fair\">paused"))
        #expect(page.contains("<td role=\"cell\" data-column=\"Next poll\">none</td>"))
    }

    @Test func thePageHoldsWhatSomebodyLooksFor() {
        let page = StatusPage.html(SampleSnapshot.make())
        for part in [
            "Ferry &amp; terminal", "3 hours ago", "12.3 GB free", "24.3 MB", "2 days", "the page holds no article",
            "4 no article on the page", "Nothing is in quarantine.",
            "aria-label=\"last 30 days: 34 articles, 1 to 5 a day, today 5\"",
            "<td role=\"cell\" data-column=\"Delivered\">40</td>",
        ] {
            #expect(page.contains(part), "\(part)")
        }
    }

    @Test func withoutAnythingThePageIsWholeToo() {
        let page = StatusPage.html(
            SampleSnapshot.make(sources: []) { overview in
                overview.recent = []
                overview.drops = []
                overview.counts = LedgerCounts()
            })
        for part in ["No source is configured.", "Nothing was delivered yet.", "none yet"] {
            #expect(page.contains(part))
        }
    }

    /// What axe-core looks for first: landmarks once each, headings in order, names for graphics, heads for tables, no id twice,
    /// a language and a title, nothing loaded from elsewhere, no script or style in the page itself.
    @Test func thePageIsAccessibleAndLoadsNothingForeign() {
        let page = StatusPage.html(
            SampleSnapshot.make(sources: [SampleSnapshot.source("a"), SampleSnapshot.source("b", failing: "x")]) {
                $0.quarantine = [
                    QuarantinedPage(
                        kind: .feed, number: 1, url: "u", source: nil, code: "c", reason: "r", version: "v", bytes: 1,
                        sinceMilliseconds: 0)
                ]
            })
        for landmark in ["<main id=\"main\"", "<header>", "<nav aria-label=\"Pages\"", "<footer>"] {
            #expect(page.components(separatedBy: landmark).count == 2, "\(landmark)")
        }
        #expect(page.contains("<html lang=\"en\">"))
        let levels = page.matches(of: /<h([1-6])[ >]/).compactMap { Int($0.1) }
        #expect(levels.first == 1 && levels.filter { $0 == 1 }.count == 1)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
        let ids = page.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
        #expect(Set(ids).count == ids.count)
        let targets = page.matches(of: ##/href="#([^"]*)"|aria-labelledby="([^"]*)"/##).map {
            String($0.1 ?? $0.2 ?? "")
        }
        #expect(Set(targets).isSubset(of: ids))
        for svg in page.matches(of: /<svg [^>]*>/) {
            #expect(svg.0.contains("aria-label=") || svg.0.contains("aria-hidden=\"true\""))
        }
        let tables = page.components(separatedBy: "<table role=\"table\">").dropFirst()
        #expect(tables.count == 5)
        #expect(
            tables.allSatisfy {
                $0.contains("<caption>") && $0.contains("scope=\"col\"") && $0.contains("scope=\"row\"")
            })
        let loaded = page.matches(of: #/ (?:src|href)="([^"\x23][^"]*)"/#).map { String($0.1) }
        #expect(
            Set(loaded.filter { !$0.hasPrefix("https://harbour.example/") })
                == [
                    "/", "/search", "/copydesk.css", "/copydesk.js", "/icon.svg", "/metrics", "/status.json",
                    "/source?name=a", "/source?name=b", "/source?name=harbour",
                    "/article?address=https%3A%2F%2Fharbour.example%2Fferry",
                ])
        #expect(!page.contains(" style=") && !page.contains("<style") && !page.contains(" onclick"))
    }

    /// WCAG 2.2, 1.4.3: the ratio of text to its ground.
    @Test func everyColourOfTextHasContrastInBothThemes() throws {
        let blocks = PageFiles.style.matches(of: /:root \{([^}]*)\}/).map { String($0.1) }
        #expect(blocks.count == 2)
        for block in blocks {
            let colours = Dictionary(
                block.matches(of: /--([a-z]+): #([0-9a-f]+)/).map { (String($0.1), Self.luminance(String($0.2))) },
                uniquingKeysWith: { first, _ in first })
            let paper = try #require(colours["paper"])
            for name in ["ink", "soft", "good", "fair", "bad", "bar"] {
                let text = try #require(colours[name], "\(name)")
                let ratio = (max(text, paper) + 0.05) / (min(text, paper) + 0.05)
                #expect(ratio >= 4.5, "\(name): \(ratio)")
            }
        }
    }

    /// Of `fff` or `a1b2c3`, by WCAG's formula.
    private static func luminance(_ hex: String) -> Double {
        let digits = Array(hex)
        let pairs = digits.count == 3 ? digits.map { [$0, $0] } : [0, 2, 4].map { Array(digits[$0..<($0 + 2)]) }
        let weights = [0.2126, 0.7152, 0.0722]
        var sum = 0.0
        for (pair, weight) in zip(pairs, weights) {
            let value = Double(Int(String(pair), radix: 16) ?? 0) / 255
            let linear = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            sum += weight * linear
        }
        return sum
    }
}
