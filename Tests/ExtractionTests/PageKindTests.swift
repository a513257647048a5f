import Extraction
import Testing

/// Pages that say what they are, all with the same text.
@Suite struct PageKindTests {
    struct Row: CustomTestStringConvertible {
        let kind: Article.Kind
        let url: String?
        let head: String
        var testDescription: String { "\(kind) \(url ?? "-") \(head)" }

        init(_ kind: Article.Kind, _ url: String?, _ head: String = "") {
            self.kind = kind
            self.url = url
            self.head = head
        }
    }

    static let rows = [
        Row(.article, nil),
        Row(.article, "https://harbour.example/2026/ferry-line"),
        Row(.other, "https://harbour.example/"),
        Row(.other, "https://harbour.example"),
        Row(.article, "https://harbour.example/?p=1209"),
        Row(.article, "https://harbour.example/", meta("og:type", "article")),
        Row(.article, "https://harbour.example/", meta("article:published_time", "2026-03-02T08:00:00Z")),
        Row(.article, "https://harbour.example/", linkedData(#"{"@type": "NewsArticle", "headline": "Ferry line"}"#)),
        Row(.other, "https://harbour.example/shop/ferry-model", meta("og:type", "product")),
        Row(.other, "https://harbour.example/shop/ferry-model", meta("og:type", "market:product")),
        Row(
            .other, "https://harbour.example/shop/ferry-model",
            linkedData(#"{"@type": "Product", "name": "Ferry", "offers": {"@type": "Offer", "price": 12}}"#)),
        Row(
            .article, "https://harbour.example/tests/ferry-model",
            linkedData(#"{"@type": "Product", "name": "Ferry"}"#)),
        Row(
            .article, "https://harbour.example/tests/ferry-model",
            meta("og:type", "article")
                + linkedData(#"{"@type": "Product", "name": "Ferry", "offers": {"@type": "Offer", "price": 12}}"#)),
        Row(.other, "https://harbour.example/ferries", linkedData(#"{"@type": "CollectionPage", "name": "Ferries"}"#)),
        Row(
            .article, "https://harbour.example/ferries",
            linkedData(#"[{"@type": "CollectionPage"}, {"@type": "NewsArticle", "headline": "Ferry line"}]"#)),
    ]

    @Test(arguments: rows) func pagesSayWhatTheyAre(_ row: Row) throws {
        let source = """
            <html><head><title>Ferry line</title>\(row.head)</head><body><main><h1>Ferry line</h1>
            <p>The council of the harbour town decided on Monday that the ferry to the northern islands sails all winter,
            after two years in which the boats lay at the quay from November until the end of March.</p>
            <p>Three hundred people had asked for it in letters, said the head of the port office, and the new engines burn so
            little that the line costs the town no more than the bus that drove around the bay.</p>
            <p>Tickets stay at the price of last summer, and those who live on the islands go on paying half of it.</p>
            </main></body></html>
            """
        #expect(try Extractor().extract(Page(bytes: Array(source.utf8), url: row.url)).kind == row.kind)
    }

    private static func meta(_ property: String, _ content: String) -> String {
        "<meta property=\"\(property)\" content=\"\(content)\">"
    }

    private static func linkedData(_ json: String) -> String {
        "<script type=\"application/ld+json\">\(json)</script>"
    }
}
