import Extraction
import Feeds
import Testing

/// Each soft cap cuts, and says by its name that it did; each hard cap is an error.
@Suite struct LimitTests {
    /// A cap's name and an input over it, which is too long to be told.
    struct Row: CustomTestStringConvertible {
        let name: String
        let input: String
        var testDescription: String { name }

        init(_ name: String, _ input: String) {
            self.name = name
            self.input = input
        }
    }

    static let pages = [
        Row("attributesPerTag", "<p \((0..<300).map { "a\($0)=1" }.joined(separator: " "))>text</p>"),
        Row("attributeValueBytes", "<p title='\(String(repeating: "x", count: 300_000))'>text</p>"),
        Row("depth", String(repeating: "<div>", count: 600) + "text"),
        Row("blocks", String(repeating: "<p>x", count: 50_001)),
        Row("metaElements", String(repeating: "<meta name=a content=b>", count: 401) + "<p>text"),
        Row(
            "linkedDataBytes",
            "<script type=application/ld+json>{\"a\":\"\(String(repeating: "x", count: 1 << 20))\"}</script><p>text"
        ),
        Row("linkedDataNodes", "<script type=application/ld+json>[\(many("{},", 4001))]</script><p>text"),
        Row("linkedDataDepth", "<script type=application/ld+json>\(many("[", 65))\(many("]", 65))</script><p>text"),
        Row(
            "embeddedStateBytes",
            "<script>var a = {\"b\": \"\(String(repeating: "x", count: 1 << 22))\"};</script><p>text"),
        Row("embeddedStateNodes", "<script>var a = {\"b\": [\(many("{},", 50_000))0]};</script><p>text"),
        Row("names", numbered("<q#></q#>", 100_001) + "<p>text"),
        Row("names", numbered("&q#;", 100_001) + "<p>text"),
        Row("links", many("<a href=x>y</a> ", 50_001)),
    ]

    @Test(arguments: pages) func aPageOverASoftCapSaysSo(_ row: Row) throws {
        let article = try Extractor().extract(Page(bytes: Array("<html><body>\(row.input)".utf8)))
        #expect(article.limits == [row.name])
    }

    @Test func aPageWithinAllCapsSaysNothing() throws {
        #expect(try Extractor().extract(Page(bytes: Array("<p>text</p>".utf8))).limits == [])
    }

    @Test func overTheHardCapsThereIsNoResult() {
        #expect(throws: ExtractionError.self) {
            try Extractor().extract(Page(bytes: [UInt8](repeating: 0x3C, count: (16 << 20) + 1)))
        }
        #expect(throws: FeedError.tooLarge(limit: FeedLimits.bytes)) {
            try Feeds.read(FeedInput(bytes: [UInt8](repeating: 0x20, count: FeedLimits.bytes + 1)))
        }
        #expect(throws: FeedError.tooLarge(limit: FeedLimits.jsonBytes)) {
            try Feeds.read(FeedInput(bytes: [UInt8](repeating: 0x7B, count: FeedLimits.jsonBytes + 1)))
        }
        #expect(throws: ExtractionError.tooLarge("it has more than the 500000 lines that are read")) {
            try PlainText.clean(Array(Self.many("a\n", 500_001).utf8))
        }
    }

    static let feeds = [
        Row("items", "<rss><channel>" + many("<item/>", FeedLimits.items + 1) + "</channel></rss>"),
        Row("urls", many("https://news.example/a\n", FeedLimits.urls + 1)),
        Row(
            "urls", "<urlset>" + many("<url><loc>https://news.example/a</loc></url>", FeedLimits.urls + 1) + "</urlset>"
        ),
        Row("attributesPerTag", "<rss><channel \(numbered("a#='#' ", 129))><item/></channel></rss>"),
        Row("namespaces", "<rss>" + numbered("<x xmlns:n#='http://n/#'>", 257) + "<channel/></rss>"),
        Row("names", "<rss>" + numbered("<x#/>", 20_001) + "<channel/></rss>"),
        Row("bases", "<rss><channel>" + many("<a xml:base='b'/>", FeedLimits.bases + 1) + "<item/></channel></rss>"),
        Row("contentBytes", "<feed>" + many("<entry><content><b>" + many("x", 200_000) + "</b>", 40)),
        Row("entities", "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel><item>&a;</item></channel></rss>"),
    ]

    @Test(arguments: feeds) func aFeedOverASoftCapSaysSo(_ row: Row) throws {
        let feed = try Feeds.read(FeedInput(bytes: Array(row.input.utf8)))
        #expect(feed.limits == [row.name] && feed.items.count <= 50_000)
    }

    @Test func aFeedWithinAllCapsSaysNothing() throws {
        let document = "<!DOCTYPE rss><rss xmlns:a='b'><channel><item a='b'/></channel></rss>"
        #expect(try Feeds.read(FeedInput(bytes: Array(document.utf8))).limits == [])
    }

    /// Spans are not expanded, whatever they say.
    @Test func aSpanOfAMillionCellsCostsOneCell() throws {
        let row = { (span: String) in "<table><tr><td \(span)>one</td><td>two</td></tr></table>" }
        let wide = try Extractor().extract(Page(bytes: Array(row("colspan=1000000 rowspan=1000000").utf8)))
        let plain = try Extractor().extract(Page(bytes: Array(row("").utf8)))
        #expect(wide.text == plain.text && wide.limits == [])
    }

    private static func many(_ piece: String, _ count: Int) -> String { String(repeating: piece, count: count) }

    /// The piece over and over, with a number in place of each `#`.
    private static func numbered(_ piece: String, _ count: Int) -> String {
        (0..<count).map { number in String(piece.map { $0 == "#" ? "\(number)" : String($0) }.joined()) }.joined()
    }
}
