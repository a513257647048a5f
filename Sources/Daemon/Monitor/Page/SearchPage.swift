import Scheduling
import SearchIndex

/// The search over delivered articles.
enum SearchPage {
    /// - Parameters:
    ///   - results: nil where nothing was looked for.
    ///   - sources: the names to choose from.
    static func html(
        _ request: SearchRequest, _ results: SearchResults?, index: SearchDesk.State, sources: [String], now: Instant
    ) -> String {
        let title = request.words.isEmpty ? "Search" : "\(request.words) – Search"
        return PageFrame(title: "\(title) – Copydesk", place: .search).html(
            """
            <h1>Search</h1>
            \(form(request, sources))
            \(state(index))
            \(results.map { found(request, $0, now) } ?? "")
            """)
    }

    /// Without the search there is a page that says how to have it.
    static let off = PageFrame(title: "Search – Copydesk", place: .search).html(
        """
        <h1>Search</h1>
        <p>It is switched off. With <code>search = true</code> in <code>[monitor]</code> an index of all delivered articles is kept.</p>
        """)

    private static func form(_ request: SearchRequest, _ sources: [String]) -> Markup {
        let orders = [(SearchOrder.newest, "newest first"), (.rank, "best first")].map { order, name -> Markup in
            let selected: Markup = order == request.order ? " selected" : ""
            return "<option value=\"\(order.rawValue)\"\(selected)>\(name)</option>"
        }
        return """
            <form action="/search" method="get" role="search">
            <div class="wide"><label for="q">Words, a “phrase” in quotation marks, or the address of an article</label>
            <input id="q" name="q" type="search" value="\(request.words)" maxlength="400" autocomplete="off" dir="auto"></div>
            <div><label for="source">Source</label>
            \(choice(request, sources))</div>
            <div><label for="order">Order</label>
            <select id="order" name="order">\(orders.joined(""))</select></div>
            <button type="submit">Search</button>
            </form>
            """
    }

    /// Of more sources than anybody reads through the name is typed.
    private static func choice(_ request: SearchRequest, _ sources: [String]) -> Markup {
        guard sources.count <= SourceQuery.pageSize else {
            return """
                <input id="source" name="source" type="text" value="\(request.source ?? "")" maxlength="400" \
                autocomplete="off" placeholder="all">
                """
        }
        let all: Markup = "<option value=\"\">all</option>"
        let names = sources + (request.source.map { sources.contains($0) ? [] : [$0] } ?? [])
        let options = names.map { name -> Markup in
            let selected: Markup = name == request.source ? " selected" : ""
            return "<option value=\"\(name)\"\(selected)>\(name)</option>"
        }
        return "<select id=\"source\" name=\"source\">\(all)\(options.joined(""))</select>"
    }

    private static func state(_ index: SearchDesk.State) -> Markup {
        switch index {
        case .current: ""
        case .waiting: "<p class=\"note\">The index has not begun yet.</p>"
        case .filling(let count):
            "<p class=\"note\">The index is being made: \(count) articles so far, those of long ago first.</p>"
        case .failing(let reason): "<p class=\"note\">The index cannot go on: \(reason)</p>"
        }
    }

    private static func found(_ request: SearchRequest, _ results: SearchResults, _ now: Instant) -> Markup {
        if let trouble = results.trouble { return "<p role=\"status\">\(trouble)</p>" }
        let count = results.articles.count
        let first = (request.page - 1) * SearchRequest.pageSize + 1
        guard count > 0 else { return "<p role=\"status\">Nothing was found.</p>" }
        return """
            <p role="status">Results \(first) to \(first + count - 1)</p>
            <ol class="results">
            \(results.articles.map { item($0, now) }.joined())
            </ol>
            \(Markup.paging("results", page: request.page, hasMore: results.hasMore, address: request.address))
            """
    }

    private static func item(_ article: SearchResults.Article, _ now: Instant) -> Markup {
        let snippet = article.snippet.parts.map { part -> Markup in
            part.isHit ? "<mark>\(part.text)</mark>" : "\(part.text)"
        }
        return """
            <li><h2>\(Markup.article(article.key, text: article.title))</h2>
            <p dir="auto">\(snippet.joined(""))</p>
            <p>\(Markup.source(article.source)), \(Markup.moment(article.deliveredMilliseconds, now: now))</p></li>
            """
    }
}
