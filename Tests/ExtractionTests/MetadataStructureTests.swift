import Extraction
import Testing

/// Which of a page's JSON-LD nodes is its article, and in what shapes pages write it.
@Suite struct MetadataStructureTests {
    private static let own = #""headline":"Harbour bridge closes for two weeks of repairs","author":"Ada Lind""#
    private static let other =
        #""headline":"Ferry fares rise again","datePublished":"2024-01-01","author":"Ben Rau""#
    private static let address = "https://www.harbourpost.example/news/bridge"

    /// Each script describes this page's article by Ada Lind, most of them also another's by Ben Rau.
    static let scripts = [
        "[{\(type),\(other)},{\(type),\(own)}]",
        "{\"@graph\":[{\(type),\(other)},{\(type),\(own)}]}",
        "[{\(type),\(other)},{\(type),\"headline\":\"Two weeks\",\"url\":\"\(address)\",\"author\":\"Ada Lind\"}]",
        "[{\(type),\(other)},{\(type),\"headline\":\"Two weeks\",\"@id\":\"\(address)/#article\",\"author\":\"Ada Lind\"}]",
        "[{\(type),\(other)},{\(type),\"mainEntityOfPage\":{\"@id\":\"http://harbourpost.example/news/bridge?a=1\"},"
            + "\"headline\":\"Two weeks\",\"author\":\"Ada Lind\"}]",
        "[{\(type),\(other),\"url\":\"https://www.harbourpost.example/news/ferry\"},{\(type),\(own)}]",
        "{\"@type\":\"WebPage\",\"hasPart\":[{\(type),\(other)}],\"mainEntity\":{\(type),\(own)}}",
        "{\(type),\(own),\"isPartOf\":{\(type),\(other)}}",
        "{\"@type\":[\"Article\",\"https://schema.org/NewsArticle\"],\(own)}",
        "<!-- {\(type),\(own)} -->",
        "//<![CDATA[\n{\(type),\(own)}\n//]]>",
        "/* head */ {\(type),\(own),}",
        "{\(type),\(own)",
        "{\(type),\(own),\"description\":\"two\nlines\"}",
    ]

    private static let type = #""@type":"NewsArticle""#

    @Test(arguments: scripts) func ownArticle(_ script: String) throws {
        var page = MetadataPage(url: Self.address)
        page.head = "<script type=\"application/ld+json\">\(script)</script>"
        #expect(try page.metadata().authors == ["Ada Lind"])
    }

    /// Of articles about which nothing tells, the first that says more is taken.
    @Test func firstOfStrangers() throws {
        var page = MetadataPage()
        page.head = MetadataPage.article("\"author\":\"Nobody Known\"") + MetadataPage.article(Self.other)
        #expect(try page.metadata().authors == ["Ben Rau"])
    }
}
