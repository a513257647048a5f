import Extraction
import Selectors
import Testing

/// Where the rest of an article is.
@Suite struct PageLinksTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var url = "https://n.example/2026/03/story"
        var first: String?
        let links: String
        var next: String?
        var single: String?
        var rules: [String: String] = [:]
        var testDescription: String { name }
    }

    @Test(arguments: rows) func areFound(_ row: Row) throws {
        let body = (1...4).map {
            "<p>Paragraph \($0) of a story that is long enough to be one, with words and commas.</p>"
        }.joined()
        let html =
            "<html><head><title>Story</title></head><body><article><h1>Story</h1>\(body)</article>\(row.links)</body></html>"
        var options = ExtractionOptions()
        var rules = SiteRules(host: "n.example")
        rules.nextPage = try row.rules["next"].map { [try Selector.parse($0)] } ?? []
        rules.singlePage = try row.rules["single"].map { [try Selector.parse($0)] } ?? []
        options.siteRules = rules
        let analysis = try Extractor().analyse(Page(bytes: Array(html.utf8), url: row.url), options)
        let links = analysis.pageLinks(first: row.first)
        #expect(links.next == row.next.map { "https://n.example" + $0 })
        #expect(links.single == row.single.map { "https://n.example" + $0 })
    }

    static let rows: [Row] = [
        Row(name: "none", links: "<a href='/other-story'>Another story</a>"),
        Row(name: "rel next in the head's way", links: "<link rel=next href='?page=2'>", next: "/2026/03/story?page=2"),
        Row(
            name: "a number behind the path",
            links: "<a href='/2026/03/story/2/'>2</a><a href='/2026/03/story/3/'>3</a>", next: "/2026/03/story/2/"),
        Row(
            name: "a word and a number", links: "<a href='/2026/03/story/seite-2'>Weiter</a>",
            next: "/2026/03/story/seite-2"),
        Row(
            name: "an address with its host, and a way round",
            links: "<a href='https://n.example/2026/03/x/../story/2'>2</a>", next: "/2026/03/story/2"),
        Row(name: "two segments", links: "<a href='/2026/03/story/page/2'>Next</a>", next: "/2026/03/story/page/2"),
        Row(
            name: "a number in the file's name", url: "https://n.example/a/story.html",
            links: "<a href='story-2.html'>2</a>",
            next: "/a/story-2.html"),
        Row(
            name: "a query with more in it", url: "https://n.example/a?id=7", links: "<a href='/a?id=7&p=2'>2</a>",
            next: "/a?id=7&p=2"),
        Row(
            name: "the third page from the second", url: "https://n.example/story/2", first: "https://n.example/story",
            links: "<a href='/story'>1</a><a href='/story/3'>3</a>", next: "/story/3"),
        Row(
            name: "the last page", url: "https://n.example/story/3", first: "https://n.example/story",
            links: "<a href='/story'>1</a><a href='/story/2'>2</a>"),
        Row(
            name: "the next article is no next page",
            links: "<a rel=next href='/2026/03/another'>Next: Another story</a>"),
        Row(
            name: "rel next below the article's path",
            links: "<a rel='nofollow next' href='/2026/03/story/the-second-part'>On</a>",
            next: "/2026/03/story/the-second-part"),
        Row(
            name: "rel next with another query", links: "<link rel=next href='?start=2'>",
            next: "/2026/03/story?start=2"),
        Row(name: "rel next of the comments", links: "<link rel=next href='/2026/03/story/comment-page-2'>"),
        Row(
            name: "a number goes before rel next", links: "<link rel=next href='?start=2'><a href='?page=2'>2</a>",
            next: "/2026/03/story?page=2"),
        Row(
            name: "a number of its own is no page", url: "https://n.example/news/12345",
            links: "<a href='/news/12346'>2</a><a href='/news/2'>x</a>"),
        Row(
            name: "pages of comments are none",
            links: "<a href='/2026/03/story/comment-page-2'>2</a><a href='?cpage=2'>2</a>"),
        Row(name: "another site is none", links: "<a href='https://o.example/2026/03/story?page=2'>2</a>"),
        Row(name: "view all", links: "<p><a href='?view=all'> View  all </a></p>", single: "/2026/03/story?view=all"),
        Row(
            name: "all on one page in German, with pages", url: "https://n.example/a/geschichte",
            links:
                "<a href='/a/geschichte/komplettansicht'>Auf einer Seite lesen</a><a href='/a/geschichte/seite-2'>2</a>",
            next: "/a/geschichte/seite-2", single: "/a/geschichte/komplettansicht"),
        Row(name: "view all of something else", links: "<a href='/all-stories'>View all</a>"),
        Row(
            name: "by a site's rules",
            links: "<div class=pager><a class=n href='/x/next'>more</a></div><a class=s href='/x/print'>p</a>",
            next: "/x/next", single: "/x/print", rules: ["next": ".pager", "single": "a.s@href"]),
        Row(
            name: "a rule that leads to another site", links: "<a class=n href='https://o.example/x'>more</a>",
            rules: ["next": "a.n"]),
        Row(
            name: "a rule that finds nothing leaves the shape", links: "<a href='?page=2'>2</a>",
            next: "/2026/03/story?page=2", rules: ["next": ".no"]),
    ]
}
