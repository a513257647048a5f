import Extraction
import Testing

@Suite struct MetadataTitleTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let title: String
        var element = ""
        var openGraph = ""
        var headline = ""
        var type = "NewsArticle"
        var heading = ""
        var site = ""
        var url = "https://www.harbourpost.example/news/local/bridge"

        var testDescription: String { "\(element)|\(openGraph)|\(headline)|\(heading)" }
    }

    private static let bridge = "Harbour bridge closes for two weeks"

    static let rows = [
        Row(title: bridge, element: "\(bridge) | Harbour Post"),
        Row(title: bridge, element: "\(bridge) - Harbour Post"),
        Row(title: bridge, element: "\(bridge) – HarbourPost.example"),
        Row(title: bridge, element: "Harbour Post: \(bridge)"),
        Row(title: bridge, element: "Harbour Post » \(bridge)"),
        Row(title: bridge, element: "\(bridge) | Local | Harbour Post"),
        Row(title: bridge, element: "\(bridge) | The Daily Pier", site: "The Daily Pier"),
        Row(title: bridge, element: "\(bridge) | Pier Today"),
        Row(title: bridge, element: "\(bridge) - Local"),
        Row(title: bridge, openGraph: "\(bridge) | Harbour Post"),
        Row(title: bridge, element: "\(bridge) — an addition of several words", heading: bridge),
        Row(title: "Bridge - a word with a hyphen stays", element: "Bridge - a word with a hyphen stays"),
        Row(title: "Post-war bridge closes: what now?", element: "Post-war bridge closes: what now? | Harbour Post"),
        Row(title: "港の橋が二週間閉鎖", element: "港の橋が二週間閉鎖：港新聞", site: "港新聞"),
        Row(title: "港口大桥关闭两周", element: "港口大桥关闭两周-港口网", site: "港口网"),
        Row(title: bridge, headline: bridge, heading: "Two weeks without a bridge: what to know now"),
        Row(
            title: "Why the old bridge must rest", openGraph: "Why the old bridge must rest",
            headline: "Old bridge must rest, say experts", heading: "Why the old bridge must rest"),
        Row(
            title: "Bridge shuts for a fortnight", openGraph: "Harbour bridge shuts for a fortnight of work",
            headline: "Harbour bridge shuts for work", type: "BlogPosting", heading: "Bridge shuts for a fortnight"),
        Row(
            title: "City on the water: bridges without end", openGraph: "City on the water: bridges without end",
            headline: "City on the water: bridges without end", heading: "City on the water"),
        Row(title: bridge, openGraph: bridge, heading: "Subscribe to the letter and win prizes"),
        Row(title: bridge, openGraph: bridge, heading: "Traffic news \(bridge)"),
        Row(title: bridge, openGraph: "\(bridge)", headline: "Harbour bridge closes for…", heading: bridge),
        Row(
            title: "Who’s afraid of the “old” bridge?",
            headline: "Who&amp;rsquo;s afraid of the &amp;ldquo;old&amp;rdquo; bridge?"),
        Row(title: "Cats & dogs on the bridge", headline: "Cats &amp;amp; dogs on the bridge"),
        Row(
            title: "The new bridge explained", openGraph: "The &amp;lt;i&amp;gt;new&amp;lt;/i&amp;gt; bridge explained"),
        Row(title: "The new bridge explained", headline: "The <em>new<\\/em> bridge explained"),
        Row(title: "5 < 6 bridges are open today", openGraph: "5 < 6 bridges are open today"),
        Row(title: bridge, heading: "<span>Harbour bridge</span> closes <b>for two weeks</b>"),
    ]

    @Test(arguments: rows) func title(_ row: Row) throws {
        var page = MetadataPage(url: row.url)
        page.heading = row.heading.isEmpty ? "" : "<h1>\(row.heading)</h1>"
        page.head = row.element.isEmpty ? "" : "<title>\(row.element)</title>"
        if !row.openGraph.isEmpty { page.head += MetadataPage.meta("og:title", row.openGraph) }
        if !row.site.isEmpty { page.head += MetadataPage.meta("og:site_name", row.site) }
        if !row.headline.isEmpty {
            page.head += MetadataPage.article("\"headline\":\"\(row.headline)\"", type: row.type)
        }
        let title = try page.metadata().title
        #expect(title == row.title)
    }
}
