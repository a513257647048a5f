import Foundation
import Scheduling

// What several pages are made of.
extension Markup {
    /// Links to the pages before and behind one of a list; nothing where there are none.
    static func paging(_ name: String, page: Int, hasMore: Bool, address: (Int) -> String) -> Markup {
        var links: [Markup] = []
        if page > 1 { links.append("<li><a href=\"\(address(page - 1))\" rel=\"prev\">Previous \(name)</a></li>") }
        if hasMore { links.append("<li><a href=\"\(address(page + 1))\" rel=\"next\">Next \(name)</a></li>") }
        return links.isEmpty ? "" : "<nav aria-label=\"Pages of \(name)\"><ul>\(links.joined(""))</ul></nav>"
    }

    static func section(_ id: String, _ title: String, empty: String, _ table: MarkupTable) -> Markup {
        section(id, title, table.rows.isEmpty ? "<p>\(empty)</p>" : table.markup)
    }

    static func section(_ id: String, _ title: String, _ content: Markup) -> Markup {
        """
        <section aria-labelledby="\(id)">
        <h2 id="\(id)" tabindex="-1">\(title)</h2>
        \(content)
        </section>
        """
    }

    /// Names and values.
    static func list(_ entries: [(name: String, value: Markup)]) -> Markup {
        let items = entries.map { entry -> Markup in
            "<div><dt>\(entry.name)</dt><dd dir=\"auto\">\(entry.value)</dd></div>"
        }
        return "<dl>\n\(items.joined())\n</dl>"
    }

    /// A link where it leads to the web; anything else is only text.
    static func link(_ address: String, text: String) -> Markup {
        let lower = address.lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return "\(text)" }
        return "<a href=\"\(address)\" rel=\"noopener noreferrer nofollow\" dir=\"auto\">\(text)</a>"
    }

    /// A link to the page about an article, by its key.
    static func article(_ key: String, text: String) -> Markup {
        "<a href=\"/article?address=\(own: FormQuery.encoded(key))\" dir=\"auto\">\(text)</a>"
    }

    /// A link to the page about a source.
    static func source(_ name: String) -> Markup {
        "<a href=\"/source?name=\(own: FormQuery.encoded(name))\" dir=\"auto\">\(name)</a>"
    }

    /// "3 hours ago", and the instant itself.
    static func moment(_ milliseconds: Int64, now: Instant) -> Markup {
        let away = now - Instant(milliseconds: milliseconds)
        let words = away < .zero ? "in \(DurationText.words(.zero - away))" : "\(DurationText.words(away)) ago"
        return
            "<time datetime=\"\(iso(milliseconds))\">\(words)</time> <small>\(SourceState.minute(milliseconds))</small>"
    }

    static func iso(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).ISO8601Format()
    }
}
