import Ledger
import Scheduling

/// The status page: whole without JavaScript, and refreshed with it.
enum StatusPage {
    static func html(_ snapshot: Snapshot, _ query: SourceQuery = SourceQuery()) -> String {
        let overview = snapshot.overview
        return PageFrame(title: title(snapshot), place: .status, isRefreshed: true).html(
            """
            <h1>Status</h1>
            <nav aria-label="On this page"><ul>
            <li><a href="#sources">Sources</a></li>
            <li><a href="#funnel">Funnel</a></li>
            <li><a href="#recent">Recent articles</a></li>
            <li><a href="#hooks">Hooks</a></li>
            <li><a href="#quarantine">Quarantine</a></li>
            </ul></nav>
            \(facts(snapshot))
            \(SourceTable.markup(overview, query))
            \(FunnelList.markup(overview))
            \(ArticleTable.recent(overview.recent, now: overview.now))
            \(HookTable.markup(overview))
            \(QuarantineTable.markup(overview))
            """)
    }

    /// Whether somebody has to look.
    private static func title(_ snapshot: Snapshot) -> String {
        let failing = snapshot.overview.sources.count { $0.failures > 0 && !snapshot.overview.paused.contains($0.id) }
        return failing == 0 ? "Copydesk" : "\(failing) failing – Copydesk"
    }

    private static func facts(_ snapshot: Snapshot) -> Markup {
        .section(
            "now", "Now",
            """
            \(asOf(snapshot.now))
            \(Markup.list(StatusHeader(snapshot).lines.map { ($0.name, "\($0.value)") }))
            """)
    }

    /// How old the page is.
    static func asOf(_ now: Instant) -> Markup {
        "<p>As of <time datetime=\"\(Markup.iso(now.milliseconds))\">\(SourceState.minute(now.milliseconds))</time>.</p>"
    }
}

/// What is in quarantine, all of it.
enum QuarantineTable {
    static func markup(_ overview: Overview) -> Markup {
        let rows = overview.quarantine.map { page -> [Markup] in
            let address: Markup =
                page.kind == .article
                ? Markup.article(ArticleKey.of(page.url) ?? page.url, text: page.url) : "\(page.url)"
            return [
                address, "\(page.kind.rawValue)", page.source.map(Markup.source) ?? "–",
                "\(page.reason) <small>\(page.code), version \(page.version)</small>",
                Markup.moment(page.sinceMilliseconds, now: overview.now), "\(ByteSizeText.words(page.bytes))",
            ]
        }
        return .section(
            "quarantine", "Quarantine", empty: "Nothing is in quarantine.",
            MarkupTable(
                caption: "What no worker survived; the next version tries it again",
                columns: ["Address", "Kind", "Source", "Reason", "Since", "Size"], rows: rows))
    }
}

/// How far each hook has got with the journal.
enum HookTable {
    static func markup(_ overview: Overview) -> Markup {
        .section(
            "hooks", "Hooks", empty: "No hook is configured.",
            MarkupTable(
                caption: "Who is handed the journal's lines", columns: ["Hook", "State", "Behind", "Next attempt"],
                rows: overview.hooks.map { row($0, overview) }))
    }

    private static func row(_ hook: HookRecord, _ overview: Overview) -> [Markup] {
        let behind = max(0, overview.journal - hook.position)
        let since = hook.failingSinceMilliseconds.map { " since " + SourceState.minute($0) } ?? ""
        let state: Markup =
            hook.failures == 0
            ? "<span class=\"state good\">working</span>"
            : "<span class=\"state bad\">failing\(since)</span> <small>\(hook.failures == 1 ? "once" : "\(hook.failures) times"): \(hook.lastError ?? "")</small>"
        return [
            "\(hook.name)", state, "\(Int(behind)) lines <small>at \(Int(hook.position))</small>",
            hook.nextAttemptMilliseconds.map { Markup.moment($0, now: overview.now) } ?? "–",
        ]
    }
}

/// Articles, each with the way to its own page.
enum ArticleTable {
    static func recent(_ articles: [Overview.Article], now: Instant) -> Markup {
        let rows = articles.map { article -> [Markup] in
            let delivery = article.delivery
            return [
                "\(Markup.article(delivery.key, text: article.title ?? delivery.url)) <small>\(Markup.link(delivery.url, text: delivery.url))</small>",
                Markup.source(delivery.source), Markup.moment(delivery.deliveredMilliseconds, now: now),
                "<code>\(delivery.path)</code>",
            ]
        }
        return .section(
            "recent", "Recent articles", empty: "Nothing was delivered yet.",
            MarkupTable(caption: "Delivered last", columns: ["Article", "Source", "Delivered", "File"], rows: rows))
    }
}
