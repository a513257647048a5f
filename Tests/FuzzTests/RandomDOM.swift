/// A page of random elements from a seed, and the words that stand in it.
///
/// Words are whole: white space is around each, and what is glued to one (bidi controls, soft hyphens, NUL) does not count
/// as part of it.
struct RandomDOM {
    private(set) var source = ""
    /// How often each word stands in the page's text.
    private(set) var words: [String: Int] = [:]
    private var state: UInt64
    private var count = 0

    private static let blocks = [
        "p", "div", "article", "section", "main", "h1", "h2", "h5", "ul", "ol", "li", "table", "tr", "td", "th", "dl",
        "dd", "blockquote", "pre", "aside", "nav", "footer", "form", "figure", "figcaption", "details", "x-card",
        "center",
    ]
    private static let inlines = ["a", "b", "em", "span", "sup", "font", "button", "label", "ruby", "time", "x-y"]
    private static let attributes = [
        "class='article-body'", "class=\"comments teaser\"", "id=related", "hidden", "style='display:none'", "href=/x",
        "rowspan=65535", "colspan=0", "lang=ar dir=rtl", "@click=\"a > b\"", "title='\u{202E}\u{1B}[31m'",
        "role=dialog",
        "aria-hidden=true", "data-x='<p>'", "class", "itemprop=articleBody",
    ]
    /// Each with the form in which it may come out.
    private static let stems = [
        ("ferry", "ferry"), ("Straße", "Straße"), ("e\u{301}cole", "école"), ("soft\u{AD}ly", "softly"),
        ("zero\u{200B}width", "zerowidth"), ("\u{202E}turned\u{202C}", "turned"), ("bell\u{7}", "bell"), ("船は", "船は"),
        ("الميناء", "الميناء"), ("क्\u{200D}ष", "क्\u{200D}ष"), ("a&#x2066;b", "ab"), ("nul&#0;", "nul"),
        ("&eacute;t&eacute;", "été"), ("key\u{FE0F}", "key"), ("fill\u{3164}er", "filler"), ("join\u{34F}er", "joiner"),
        ("7\u{FE0F}\u{20E3}", "7\u{FE0F}\u{20E3}"), ("free\u{180B}", "free"),
        ("esc&#27;", "esc"), ("c1&#x9d;", "c1"), ("non\u{FFFE}", "non"),
        ("\u{1F469}\u{200D}\u{1F680}", "\u{1F469}\u{200D}\u{1F680}"),
    ]
    private static let trouble = [
        "<!-- c -->", "<br>", "<wbr>", "<script>var a = '<p>x</p>'</script>", "<style>p{}</style>", "<hr/>", "</p>",
        "</div>",
        "<img src=x alt=''>", "<template></template>", "<svg><path d='M0'/></svg>", "<![CDATA[ ]]>", "<x/>", "\u{0}",
        "&nbsp;",
        "&#xD800;", "<", " <3 ", "<input name=q>", "<iframe src=x></iframe>", "\u{202A}\u{2068}",
    ]

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        source =
            "<!doctype html><html><head><title>\u{1B}]0;x\u{7}Ferry | \u{202E}Site</title>\(linkedData())</head><body>"
        while count < 30 + below(150) { element(depth: 0) }
    }

    private mutating func linkedData() -> String {
        let value = pick([
            "\"\\u001b[2Jx\"", "[[[{}]]]", "{\"name\":\"A\\u202eB\"}", "null", "1e999", "\"x", "[\"a\",{\"name\":[1]}]",
        ])
        return
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"\(pick(["author", "headline", "datePublished"]))\":\(value)}</script>"
    }

    private mutating func element(depth: Int) {
        count += 1
        guard depth < 12 else { return sentence() }
        switch below(10) {
        case 0...3:
            let tag = pick(Self.blocks)
            source += "<\(tag) \(below(3) == 0 ? pick(Self.attributes) : "")>"
            for _ in 0..<below(6) { element(depth: depth + 1) }
            // Sometimes it stays open, sometimes another is closed.
            switch below(12) {
            case 0: break
            case 1: source += "</\(pick(Self.blocks))>"
            default: source += "</\(tag)>"
            }
        case 4:
            let tag = pick(Self.inlines)
            source += "<\(tag) \(below(2) == 0 ? pick(Self.attributes) : "")> "
            sentence()
            source += below(8) == 0 ? "" : "</\(tag)>"
        case 5: source += pick(Self.trouble)
        default: sentence()
        }
    }

    private mutating func sentence() {
        for _ in 0...below(24) {
            let (written, read) = Self.stems[below(Self.stems.count)]
            let number = below(40)
            source += " \(written)\(number) "
            words["\(read)\(number)", default: 0] += 1
        }
        source += below(2) == 0 ? ". " : " "
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
