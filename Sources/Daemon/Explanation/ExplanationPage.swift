/// An explanation as one self-contained web page: no scripts, nothing loaded from anywhere, every string of the page escaped.
///
/// The kind of a block is written out, never told by its tint alone; addresses are text, never links.
enum ExplanationPage {
    /// The whole page.
    static func html(_ explanation: Explanation) -> String {
        let title = ForeignText.html(explanation.title ?? "No title")
        let summary = "\(explanation.kind): \(explanation.keptCount) of \(explanation.blocks.count) blocks kept"
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
            base-uri 'none'; form-action 'none'">
            <meta name="referrer" content="no-referrer">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title) – copydesk explain</title>
            <style>
            \(ExplanationStyle.sheet)
            </style>
            </head>
            <body>
            <header>
            <h1 dir="auto">\(title)</h1>
            <p>\(ForeignText.html(summary))</p>
            \(fields(explanation))
            </header>
            <main>
            \(blocks(explanation))
            </main>
            </body>
            </html>
            """
    }

    /// Legend and list of blocks, for pages that have a frame of their own.
    static func blocks(_ explanation: Explanation) -> String {
        let items = explanation.blocks.enumerated().map { item($0.offset, $0.element, explanation.language) }
        return legend(explanation.blocks) + "\n<ol class=\"blocks\">\n" + items.joined(separator: "\n") + "\n</ol>"
    }

    private static func fields(_ explanation: Explanation) -> String {
        let rows = explanation.fields.map { field in
            "<tr><th scope=\"row\">\(ForeignText.html(field.name))</th>"
                + "<td dir=\"auto\">\(ForeignText.html(field.value))\(origins(field))</td></tr>"
        }
        let rules = explanation.siteRules.map { "<li>\(ForeignText.html($0))</li>" }
        return (rows.isEmpty ? "" : "<table>\n\(rows.joined(separator: "\n"))\n</table>")
            + (rules.isEmpty ? "" : "\n<ul>\n\(rules.joined(separator: "\n"))\n</ul>")
    }

    private static func origins(_ field: Explanation.Field) -> String {
        guard !field.origins.isEmpty else { return "" }
        return " <small>\(ForeignText.html(field.origins.joined(separator: ", ")))</small>"
    }

    /// Each kind with its count; a link to the first block of it.
    private static func legend(_ blocks: [Explanation.Block]) -> String {
        var order: [String] = []
        var found: [String: (first: Int, count: Int)] = [:]
        for (index, block) in blocks.enumerated() {
            let name = block.kind ?? "kept"
            if found[name] == nil { order.append(name) }
            found[name] = (found[name]?.first ?? index, (found[name]?.count ?? 0) + 1)
        }
        let entries = order.map { name in
            let (first, count) = found[name] ?? (0, 0)
            return "<li class=\"\(style(name))\"><a href=\"#b\(first + 1)\">\(ForeignText.html(name))</a> \(count)</li>"
        }
        return
            "<nav aria-label=\"Kinds of blocks\"><ul class=\"legend\">\n\(entries.joined(separator: "\n"))\n</ul></nav>"
    }

    private static func item(_ index: Int, _ block: Explanation.Block, _ language: String?) -> String {
        let verdict = block.kind.map { "cut: \($0)" } ?? "kept"
        let evidence = block.evidence.isEmpty ? "" : " <span>\(ForeignText.html(block.evidence))</span>"
        let spoken = language.map { " lang=\"\(ForeignText.html($0))\"" } ?? ""
        return "<li id=\"b\(index + 1)\" class=\"\(style(block.kind ?? "kept"))\">"
            + "<p class=\"verdict\"><strong>\(ForeignText.html(verdict))</strong> \(block.percent) %\(evidence)</p>"
            + "<p class=\"text\" dir=\"auto\"\(spoken)>\(ForeignText.html(block.text))</p></li>"
    }

    /// The class of a kind: only kinds that the style sheet knows become one.
    private static func style(_ kind: String) -> String {
        if kind == "kept" { return "kept" }
        return ExplanationStyle.hues[kind] == nil ? "cut" : "cut k-\(kind)"
    }
}

/// The style sheet: one hue for each kind of furniture, light and dark by the reader's setting.
enum ExplanationStyle {
    /// Degrees on the colour wheel; kinds alike in purpose stand near each other.
    static let hues: [String: Int] = [
        "ad": 0, "promo": 14, "subscribe": 30, "paywall": 44, "cookie": 58, "form": 72, "share": 90, "comments": 130,
        "related": 170, "navigation": 200, "footer": 220, "headline": 250, "byline": 268, "caption": 290, "embed": 315,
        "duplicate": 335, "hidden": 350,
    ]

    /// For a page of its own.
    static let sheet = page + "\n" + blocks

    private static let page = """
        :root { --paper: #fff; --ink: #1a1a1a; --soft: #595959; --line: #d0d0d0 }
        @media (prefers-color-scheme: dark) {
        :root { --paper: #161616; --ink: #ececec; --soft: #ababab; --line: #444 }
        }
        * { box-sizing: border-box }
        body { background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto;
        max-width: 52rem; padding: 1rem }
        h1 { font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere }
        table { border-collapse: collapse; width: 100% }
        th { color: var(--soft); font-weight: normal; padding: .1rem 1rem .1rem 0; text-align: start; vertical-align: top;
        white-space: nowrap }
        td { overflow-wrap: anywhere }
        small { color: var(--soft); display: block; font-size: .8125rem }
        a { color: inherit }
        a:focus-visible { outline: 3px solid currentColor; outline-offset: 2px }
        """

    /// For any page with the colours `paper`, `ink`, `soft` and `line`.
    static let blocks = """
        ul.legend, ol.blocks { --light: 94%; --mark: 38% }
        @media (prefers-color-scheme: dark) { ul.legend, ol.blocks { --light: 17%; --mark: 66% } }
        ul.legend { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; margin: 1.5rem 0; padding: 0 }
        ul.legend li { border-radius: .3rem; padding: .1rem .6rem }
        ol.blocks { list-style: none; margin: 0; padding: 0 }
        ol.blocks li { border-inline-start: .3rem solid var(--line); margin: .5rem 0; padding: .3rem .8rem }
        .verdict { color: var(--soft); font-size: .85rem; margin: 0; overflow-wrap: anywhere }
        .text { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap }
        .kept { background: transparent }
        ul.legend .kept { border: 1px solid var(--line) }
        .cut { --hue: 0; --full: 55%; background: hsl(var(--hue) var(--full) var(--light)) }
        ol.blocks .cut { border-color: hsl(var(--hue) var(--full) var(--mark)) }
        .cut .text { font-size: .9rem }
        .cut:not([class*="k-"]) { --full: 0% }

        """ + hues.sorted { $0.key < $1.key }.map { ".k-\($0.key) { --hue: \($0.value) }" }.joined(separator: "\n")
}
