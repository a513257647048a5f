import Extraction
import Testing

/// Pages made to exhaust the readers of fields: each must be read in a time that grows with its size and no faster.
@Suite struct MetadataHostileTests {
    static let heads: [(name: String, head: String)] = [
        ("meta elements", String(repeating: MetadataPage.meta("author", "Ada Lind"), count: 30_000)),
        ("one long author", MetadataPage.meta("author", String(repeating: "a,", count: 300_000))),
        ("one long title", "<title>\(String(repeating: "a | ", count: 20_000))</title>"),
        ("unclosed tags in a title", MetadataPage.meta("og:title", String(repeating: "&lt;a ", count: 100_000))),
        ("references", MetadataPage.meta("og:title", String(repeating: "&amp;amp;", count: 100_000))),
        (
            "structured authors",
            MetadataPage.article("\"author\":[" + String(repeating: "\"A B\",", count: 30_000) + "\"C D\"]")
        ),
        ("nested structures", MetadataPage.article("\"a\":" + String(repeating: "[", count: 500_000))),
        (
            "many articles",
            "<script type=\"application/ld+json\">["
                + String(repeating: "{\"@type\":\"Article\",\"headline\":\"x y z\"},", count: 25_000) + "0]</script>"
        ),
        ("a long date", MetadataPage.meta("date", String(repeating: "2024-05-", count: 100_000))),
    ]

    @Test(arguments: heads.indices) func head(_ index: Int) throws {
        var page = MetadataPage()
        page.head = Self.heads[index].head
        try expectQuick(page, Self.heads[index].name)
    }

    static let bodies = [
        String(repeating: "<span class=\"author\">Ada Lind</span>", count: 20_000),
        String(repeating: "<div class=\"author\">", count: 200) + "Ada",
        String(repeating: "<time>2024-05-03</time>", count: 50_000),
        "<div class=\"byline\">" + String(repeating: "<a href=\"/author/x\">", count: 20_000) + "</div>",
        String(repeating: "<i itemprop=\"author\">", count: 20_000),
    ]

    @Test(arguments: bodies.indices) func body(_ index: Int) throws {
        var page = MetadataPage()
        page.after = Self.bodies[index]
        try expectQuick(page, "body \(index)")
    }

    private func expectQuick(_ page: MetadataPage, _ name: String) throws {
        let clock = ContinuousClock()
        var metadata = Metadata()
        let time = try clock.measure { metadata = try page.metadata() }
        #expect(time < .seconds(20), "\(name) took \(time)")
        #expect(metadata.authors.count <= 24)
        #expect((metadata.title ?? "").utf8.count <= 2_000, "\(name)")
    }
}
