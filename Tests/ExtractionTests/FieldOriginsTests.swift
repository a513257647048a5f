import Testing

@testable import Extraction

/// Where a page says what its fields say.
@Suite struct FieldOriginsTests {
    private static let body =
        "<article><h1>North Quay reopens</h1>"
        + String(
            repeating:
                "<p>The island boats are back at their old berth, and the port authority is content with that.</p>",
            count: 4)
        + "</article>"

    static let cases: [(head: String, field: String, places: [String])] = [
        (
            "<meta property=og:title content='North Quay reopens | Harbour'>", "title",
            ["meta og:title", "main heading"]
        ),
        ("<title>North Quay reopens – The Harbour</title>", "title", ["title element", "main heading"]),
        (
            "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"North Quay reopens\"}</script>",
            "title",
            ["JSON-LD headline", "main heading"]
        ),
        ("<meta name=author content='Ottoline Braddick'>", "authors", ["meta author"]),
        ("<meta name=author content='By Ottoline Braddick and Rolf Tamm'>", "authors", ["meta author"]),
        (
            "<meta property=article:published_time content='2026-03-11T06:10:00+01:00'>", "published",
            ["meta article:published_time"]
        ),
        ("<meta property=og:image content='/quay.jpg'>", "image", ["meta og:image"]),
        ("<link rel=canonical href='https://news.example/quay'>", "canonical_url", ["link rel=canonical"]),
        ("<meta name=description content='Boats.'>", "summary", ["meta description"]),
        ("<meta property=og:site_name content='The Harbour'>", "site", ["meta og:site_name"]),
        ("", "site", ["host"]), ("", "title", ["main heading"]),
        ("<meta property=article:tag content='Ferries'>", "tags", ["meta article:tag"]),
        ("<meta property=article:content_tier content=locked>", "paywalled", ["meta article:content_tier"]),
    ]

    @Test(arguments: cases) func placesAreNamed(_ head: String, _ field: String, _ places: [String]) throws {
        let html = "<html><head>\(head)</head><body>\(Self.body)</body></html>"
        let analysis = try Extractor().analyse(Page(bytes: Array(html.utf8), url: "https://news.example/quay"))
        let origins = analysis.origins(of: analysis.article())
        #expect(origins.first { $0.field == field }?.places == places, "\(origins)")
    }

    @Test func aFieldWithoutAValueHasNoOrigin() throws {
        let analysis = try Extractor().analyse(Page(bytes: Array("<p>Nothing</p>".utf8)))
        #expect(analysis.origins(of: analysis.article()).allSatisfy { ["site", "title"].contains($0.field) == false })
    }
}
