import Extraction
import Feeds
import Testing

/// Each soft cap cuts, and says by its name that it did; each hard cap is an error.
@Suite struct LimitTests {
    static let pages: [(String, String)] = [
        ("attributesPerTag", "<p \((0..<300).map { "a\($0)=1" }.joined(separator: " "))>text</p>"),
        ("attributeValueBytes", "<p title='\(String(repeating: "x", count: 300_000))'>text</p>"),
        ("depth", String(repeating: "<div>", count: 600) + "text"),
        ("blocks", String(repeating: "<p>x", count: 50_001)),
        ("metaElements", String(repeating: "<meta name=a content=b>", count: 401) + "<p>text"),
        (
            "linkedDataBytes",
            "<script type=application/ld+json>{\"a\":\"\(String(repeating: "x", count: 1 << 20))\"}</script><p>text"
        ),
    ]

    @Test(arguments: pages) func aPageOverASoftCapSaysSo(name: String, page: String) throws {
        let article = try Extractor().extract(Page(bytes: Array("<html><body>\(page)".utf8)))
        #expect(article.limits == [name])
    }

    @Test func aPageWithinAllCapsSaysNothing() throws {
        #expect(try Extractor().extract(Page(bytes: Array("<p>text</p>".utf8))).limits == [])
    }

    @Test func overTheHardCapsThereIsNoResult() {
        #expect(throws: ExtractionError.self) {
            try Extractor().extract(Page(bytes: [UInt8](repeating: 0x3C, count: (16 << 20) + 1)))
        }
        #expect(throws: FeedError.tooLarge) {
            try Feeds.read(FeedInput(bytes: [UInt8](repeating: 0x20, count: FeedLimits.bytes + 1)))
        }
    }

    @Test func aSitemapOverTheCapIsCut() throws {
        let url = "https://news.example/a\n"
        let feed = try Feeds.read(FeedInput(bytes: Array(String(repeating: url, count: FeedLimits.items + 1).utf8)))
        #expect(feed.items.count == FeedLimits.items && feed.limits == ["items"])
    }
}
