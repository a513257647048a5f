import Foundation
import Ledger
import Scheduling

/// The status page: whole without JavaScript, and one `<main>` that the script replaces now and then.
enum StatusPage {
    static func html(_ snapshot: Snapshot) -> String {
        let markup: Markup = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title(snapshot))</title>
            <link rel="icon" href="/icon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/copydesk.css">
            <script src="/copydesk.js" defer></script>
            </head>
            <body>
            <a class="skip" href="#sources">To the sources</a>
            <header>
            <h1>Copydesk</h1>
            <nav aria-label="On this page"><ul>
            <li><a href="#sources">Sources</a></li>
            <li><a href="#funnel">Funnel</a></li>
            <li><a href="#recent">Recent articles</a></li>
            <li><a href="#quarantine">Quarantine</a></li>
            </ul></nav>
            </header>
            <main>
            \(facts(snapshot))
            \(SourceTable.markup(snapshot.overview))
            \(FunnelList.markup(snapshot.overview))
            \(recent(snapshot.overview))
            \(quarantine(snapshot.overview))
            </main>
            <footer><p>Version \(snapshot.version). Figures for programs: <a href="/metrics">metrics</a>, \
            <a href="/status.json">JSON</a>.</p></footer>
            </body>
            </html>

            """
        return markup.text
    }

    /// What a browser's tab says: whether somebody has to look.
    private static func title(_ snapshot: Snapshot) -> String {
        let failing = snapshot.overview.sources.count { $0.failures > 0 && !snapshot.overview.paused.contains($0.id) }
        return failing == 0 ? "Copydesk" : "\(failing) failing – Copydesk"
    }

    private static func facts(_ snapshot: Snapshot) -> Markup {
        let facts = StatusFacts(snapshot).lines.map { fact -> Markup in
            "<div><dt>\(fact.name)</dt><dd>\(fact.value)</dd></div>"
        }
        return """
            <section aria-labelledby="now">
            <h2 id="now">Now</h2>
            <p>As of <time datetime="\(iso(snapshot.now.milliseconds))">\(SourceState.minute(snapshot.now.milliseconds))\
            </time>.</p>
            <dl>
            \(facts.joined())
            </dl>
            </section>
            """
    }

    private static func recent(_ overview: Overview) -> Markup {
        let rows = overview.recent.map { article -> [Markup] in
            [
                link(article.delivery.url, text: article.title ?? article.delivery.url),
                "\(article.delivery.source)",
                moment(article.delivery.deliveredMilliseconds, now: overview.now),
                "<code>\(article.delivery.path)</code>",
            ]
        }
        return section(
            "recent", "Recent articles", empty: "Nothing was delivered yet.",
            MarkupTable(caption: "Delivered last", columns: ["Article", "Source", "Delivered", "File"], rows: rows))
    }

    private static func quarantine(_ overview: Overview) -> Markup {
        let rows = overview.quarantine.map { page -> [Markup] in
            [
                "\(page.url)", "\(page.kind.rawValue)", "\(page.source ?? "–")", "\(page.reason)",
                moment(page.sinceMilliseconds, now: overview.now), "\(Words.bytes(page.bytes))",
            ]
        }
        return section(
            "quarantine", "Quarantine", empty: "Nothing is in quarantine.",
            MarkupTable(
                caption: "What no worker survived; the next version tries it again",
                columns: ["Address", "Kind", "Source", "Reason", "Since", "Size"], rows: rows))
    }

    static func section(_ id: String, _ title: String, empty: String, _ table: MarkupTable) -> Markup {
        let content: Markup = table.rows.isEmpty ? "<p>\(empty)</p>" : table.markup
        return """
            <section aria-labelledby="\(id)">
            <h2 id="\(id)" tabindex="-1">\(title)</h2>
            \(content)
            </section>
            """
    }

    /// A link where it leads to the web; anything else is only text.
    static func link(_ address: String, text: String) -> Markup {
        let lower = address.lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return "\(text)" }
        return "<a href=\"\(address)\" rel=\"noopener noreferrer nofollow\" dir=\"auto\">\(text)</a>"
    }

    /// "3 hours ago", and the instant itself.
    static func moment(_ milliseconds: Int64, now: Instant) -> Markup {
        let away = now - Instant(milliseconds: milliseconds)
        let words = away < .zero ? "in \(Words.span(.zero - away))" : "\(Words.span(away)) ago"
        return
            "<time datetime=\"\(iso(milliseconds))\">\(words)</time> <small>\(SourceState.minute(milliseconds))</small>"
    }

    static func iso(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).ISO8601Format()
    }
}
