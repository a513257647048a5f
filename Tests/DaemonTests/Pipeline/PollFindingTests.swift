import Testing

@testable import Daemon

/// What a source's document turns out to be good for.
@Suite struct PollFindingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var kind = Configuration.SourceKind.auto
        let url: String
        let head: String
        var items = 0
        let expected: PollFinding
        var testDescription: String { name }
    }

    @Test(arguments: rows) func isDecidedBy(_ row: Row) throws {
        let items = (0..<row.items).map { "{\"type\":\"item\",\"url\":\"https://n.example/a/\($0)\"}" }
        let lines = ["{\"type\":\"feed\",\(row.head)}"] + items
        let reply = try FeedReply(jsonLines: Array(lines.joined(separator: "\n").utf8))
        #expect(PollFinding(reply, kind: row.kind, url: row.url) == row.expected)
    }

    private static let feed = "\"kind\":\"page\",\"feeds\":[\"https://n.example/feed.xml\"]"
    private static let article = "\"kind\":\"page\",\"article\":true,\"feeds\":[\"https://n.example/feed.xml\"]"
    private static let found = PollFinding.feed("https://n.example/feed.xml")

    static let rows: [Row] = [
        Row(name: "a feed", url: "https://n.example/f", head: "\"kind\":\"rss\"", expected: .items),
        Row(name: "an index", url: "https://n.example/s", head: "\"kind\":\"sitemapIndex\"", expected: .sitemaps),
        Row(name: "a front page with a feed", url: "https://n.example/", head: feed, items: 9, expected: found),
        Row(name: "a front page in a language", url: "https://n.example/pt-br/", head: feed, items: 9, expected: found),
        Row(name: "a front page that looks like an article", url: "https://n.example", head: article, expected: found),
        Row(
            name: "a front page without a feed", url: "https://n.example/", head: "\"kind\":\"page\"", items: 9,
            expected: .items),
        Row(
            name: "a section with the site's feed", url: "https://n.example/local/", head: feed, items: 9,
            expected: .items),
        Row(
            name: "a section with its own feed", url: "https://n.example/local/",
            head: "\"kind\":\"page\",\"feeds\":[\"https://n.example/feed\",\"https://n.example/local/feed\"]", items: 9,
            expected: .feed("https://n.example/local/feed")),
        Row(
            name: "a section's feed by another path", url: "https://n.example/news/local",
            head: "\"kind\":\"page\",\"feeds\":[\"https://n.example/rss/local.xml\"]", items: 9,
            expected: .feed("https://n.example/rss/local.xml")),
        Row(
            name: "a section without links, with the site's feed", url: "https://n.example/app/", head: feed,
            expected: found),
        Row(
            name: "an article with the site's feed", url: "https://n.example/a/1", head: article, items: 5,
            expected: .article),
        Row(
            name: "nothing", url: "https://n.example/x", head: "\"kind\":\"page\"",
            expected: .nothing(reason: "it is a web page that names no feed, is no article and links to none")),
        Row(
            name: "a page that sends its reader on", url: "https://n.example/",
            head: "\"kind\":\"page\",\"refresh\":\"https://n.example/en/\"", expected: .feed("https://n.example/en/")),
        Row(
            name: "a page that sends its reader on and has links", url: "https://n.example/",
            head: "\"kind\":\"page\",\"refresh\":\"https://n.example/en/\"", items: 3, expected: .items),
        Row(
            name: "a page that sends its reader from https to http", url: "https://n.example/",
            head: "\"kind\":\"page\",\"refresh\":\"http://n.example/en/\"",
            expected: .nothing(reason: "it is a web page that names no feed, is no article and links to none")),
        Row(
            name: "a section by configuration", kind: .section, url: "https://n.example/", head: feed, items: 9,
            expected: .items),
        Row(
            name: "a section without links by configuration", kind: .section, url: "https://n.example/", head: feed,
            expected: .nothing(reason: "the page links to no articles that can be told by shape")),
        Row(
            name: "a site by configuration", kind: .site, url: "https://n.example/x/y", head: feed, items: 9,
            expected: found),
        Row(
            name: "a site without a feed", kind: .site, url: "https://n.example/x", head: "\"kind\":\"page\"", items: 9,
            expected: .items),
    ]
}
