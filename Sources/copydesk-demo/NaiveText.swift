/// A page's text as a scraper sees it that knows tags and nothing else.
enum NaiveText {
    /// The text between the tags, a line per block element; scripts and styles are left out, white space collapses.
    static func lines(of html: String) -> [String] {
        var lines = [""]
        var skipped: Substring?
        for piece in html.split(separator: "<") {
            guard let end = piece.firstIndex(of: ">") else { continue }
            let name = piece[..<end].prefix { $0 != " " && $0 != "\n" }
            if let element = skipped {
                if name == "/" + element { skipped = nil } else { continue }
            }
            if name == "script" || name == "style" { skipped = name }
            guard skipped == nil else { continue }
            if !inlineElements.contains(name.first == "/" ? name.dropFirst() : name) { lines.append("") }
            lines[lines.count - 1] += piece[piece.index(after: end)...]
        }
        return lines.map(collapsed).filter { !$0.isEmpty }
    }

    private static let inlineElements: Set<Substring> = [
        "a", "b", "button", "cite", "em", "font", "i", "img", "input", "small", "span", "strong", "time",
    ]

    private static func collapsed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ").replacing("&amp;", with: "&")
    }
}
