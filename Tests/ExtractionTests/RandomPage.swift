/// Pages that nobody would write, from a seed: any element in any other, wrong nesting, odd attributes, strange scalars.
struct RandomPage {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    private static let tags = [
        "p", "div", "article", "section", "h1", "h2", "ul", "li", "table", "tr", "td", "blockquote", "pre", "a", "b",
        "span", "aside", "nav", "footer", "form", "button", "br", "figure", "figcaption", "x-card", "script", "main",
    ]
    private static let names = [
        "content", "comments", "teaser", "newsletter", "related", "footer", "ad", "article-body", "c-1", "hidden",
        "caption",
    ]
    private static let words = [
        "harbour", "read", "more", "subscribe", "the", "ferry", "sails", "Advertisement", "at", "nine", "and", "nobody",
        "waits", "船", "は", "九時", "Straße", "e\u{301}cole", "soft\u{AD}hyphen", "zero\u{200B}width", "\u{202E}over",
        "bell\u{7}", "&amp;", "&lt;", "&#x85;", "&#0;", "الميناء", "A", "“quoted”", "12:30", "©", "|",
    ]

    mutating func source() -> String {
        var page = "<html><head><title>Ferry | Site</title></head><body>"
        var open: [String] = []
        for _ in 0..<(20 + below(160)) {
            switch below(8) {
            case 0...2:
                let tag = pick(Self.tags)
                page += "<\(tag)\(attributes())>"
                open.append(tag)
            case 3, 4:
                if let tag = open.popLast() { page += "</\(below(12) == 0 ? pick(Self.tags) : tag)>" }
            default: page += sentence()
            }
        }
        return page
    }

    private mutating func attributes() -> String {
        switch below(5) {
        case 0: " class=\"\(pick(Self.names))\""
        case 1: " id='\(pick(Self.names))' hidden"
        case 2: " href=\"/\(pick(Self.names))\" style=\"display:none\""
        default: ""
        }
    }

    private mutating func sentence() -> String {
        (0..<(1 + below(30))).map { _ in pick(Self.words) }.joined(separator: " ") + (below(2) == 0 ? ". " : "")
    }

    private mutating func pick(_ list: [String]) -> String { list[below(list.count)] }

    /// Marsaglia's xorshift (2003).
    private mutating func below(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(limit))
    }
}
