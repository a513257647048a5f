import Feeds
import Testing

/// Web pages as lists: which links are articles by their shape, and which feeds a page names.
@Suite("Pages")
struct PageTests {
    @Test(arguments: shapes)
    func articlesAreFoundByShape(_ page: SectionPage) throws {
        let feed = try Feeds.readPage(FeedInput(bytes: Array(page.html.utf8), url: page.url))
        #expect(feed.kind == .page)
        #expect(feed.items.compactMap(\.url) == page.articles)
        #expect(page.titles.isEmpty || feed.items.compactMap(\.title) == page.titles)
    }

    @Test(arguments: heads)
    func feedsAreFoundInTheHead(_ head: FeedHead) throws {
        let feed = try Feeds.readPage(FeedInput(bytes: Array(head.html.utf8), url: "https://n.example/"))
        #expect(feed.feeds == head.feeds)
    }

    @Test func withoutAnAddressNothingIsOfTheSameSite() throws {
        let feed = try Feeds.readPage(FeedInput(bytes: Array(cards(3).utf8)))
        #expect(feed.items.isEmpty && feed.feeds.isEmpty)
    }

    @Test func aPolledPageSaysWhatItLeadsTo() throws {
        var feed = try Feeds.readPage(
            FeedInput(
                bytes: Array("<title>N</title><link rel=alternate type=application/rss+xml href=/f>".utf8),
                url: "https://n.example/"))
        feed.isArticle = true
        let line = String(decoding: try #require(feed.jsonLines(polled: true).first), as: UTF8.self)
        #expect(line.hasSuffix(#""kind":"page","polling":{},"feeds":["https://n.example/f"],"article":true}"#))
    }
}

struct SectionPage: Sendable, CustomTestStringConvertible {
    let name: String
    var url = "https://www.n.example/local"
    let html: String
    let articles: [String]
    var titles: [String] = []
    var testDescription: String { name }
}

struct FeedHead: Sendable, CustomTestStringConvertible {
    let name: String
    let html: String
    let feeds: [String]
    var testDescription: String { name }
}

private let site = "https://www.n.example"

private let headlines = [
    "Ferry terminal reopens after long repairs", "Council votes to extend the tram line",
    "Oyster growers ask for a later season", "Old lighthouse gets a new keeper at last",
    "School choir wins the regional contest again",
]

private func slug(_ headline: String) -> String { headline.lowercased().split(separator: " ").joined(separator: "-") }

/// Furniture that every page of the site has.
private let furniture = """
    <header><nav><ul><li><a href="/">Home</a></li><li><a href="/local">Local news from the coast</a></li><li><a href="/sport">Sport</a></li>
    <li><a href="/subscribe-to-our-newsletter-today">Subscribe to our newsletter today</a></li></ul></nav></header>
    """
private let foot = """
    <footer><ul><li><a href="/terms-and-conditions-of-use">Terms and conditions of use</a></li><li><a href="/about-us">About us</a></li>
    </ul><a href="https://elsewhere.example/2026/03/11/a-story-of-another-site">A story of another site entirely</a></footer>
    """

/// Cards as blogs and magazines have them: a picture and a headline, both linked, and a teaser.
private func cards(_ count: Int, heading: String = "h3") -> String {
    furniture
        + headlines.prefix(count).enumerated().map { number, headline in
            """
            <article class="post-\(number) card"><a href="/local/\(slug(headline))"><img src="/i/\(number).jpg"></a>
            <\(heading)><a href="/local/\(slug(headline))">\(headline)</a></\(heading)>
            <p>A teaser of some twenty words about what happened. <a href="/local/\(slug(headline))">Read more</a></p>
            <a href="/author/anna-berg">Anna Berg</a> <a href="/tag/harbour">Harbour</a></article>
            """
        }.joined() + foot
}

private let shapes: [SectionPage] = [
    SectionPage(
        name: "cards with headings", html: cards(5), articles: headlines.map { "\(site)/local/\(slug($0))" },
        titles: headlines),
    SectionPage(
        name: "cards that are links as a whole",
        html: furniture
            + headlines.map {
                "<a class='tile' href='/story/\(slug($0))'><div><img src='x.jpg'><h4>\($0)</h4><p>What happened at the quay.</p></div></a>"
            }.joined() + foot,
        articles: headlines.map { "\(site)/story/\(slug($0))" }, titles: headlines),
    SectionPage(
        name: "a list of dated addresses without headings",
        html: furniture + "<ul>"
            + headlines.enumerated().map { "<li>11 March <a href='/2026/03/1\($0)/\(slug($1)).html'>\($1)</a></li>" }
            .joined()
            + "</ul>" + foot,
        articles: headlines.enumerated().map { "\(site)/2026/03/1\($0)/\(slug($1)).html" }),
    SectionPage(
        name: "numbers instead of words in the address",
        html: furniture
            + headlines.enumerated().map {
                "<div class=row><h2 class=t><a href='article.php?id=90\($0)1'>\($1)</a></h2></div>"
            }
            .joined() + foot,
        articles: headlines.indices.map { "\(site)/article.php?id=90\($0)1" }),
    SectionPage(
        name: "a table of long numbers",
        html: furniture + "<table>"
            + headlines.enumerated().map { "<tr><td>12:0\($0)</td><td><a href='/n/10022\($0)'>\($1)</a></td></tr>" }
            .joined()
            + "</table>" + foot,
        articles: headlines.indices.map { "\(site)/n/10022\($0)" }),
    SectionPage(
        name: "a base and absolute, relative and protocol-relative addresses",
        html: "<base href='https://www.n.example/archive/'>"
            + "<div class=c><h3><a href='a-tram-for-the-old-town'>\(headlines[1])</a></h3></div>"
            + "<div class=c><h3><a href='//n.example/archive/the-last-oyster-season'>\(headlines[2])</a></h3></div>"
            + "<div class=c><h3><a href='https://coast.n.example/archive/who-keeps-the-light#top'>\(headlines[3])</a></h3></div>",
        articles: [
            "\(site)/archive/a-tram-for-the-old-town", "https://n.example/archive/the-last-oyster-season",
            "https://coast.n.example/archive/who-keeps-the-light",
        ]),
    SectionPage(
        name: "Chinese headlines and percent-encoded addresses",
        html: furniture
            + ["北码头渡轮码头维修后重新开放", "市议会投票决定延长电车线路", "牡蛎养殖户要求推迟捕捞季节"].enumerated().map {
                "<div class='item'><h3><a href='/xinwen/2026-03/1\($0)/c_112233.htm'>\($1)</a></h3></div>"
            }.joined() + foot,
        articles: (0..<3).map { "\(site)/xinwen/2026-03/1\($0)/c_112233.htm" }),
    SectionPage(
        name: "a most-read box in the sidebar is not the section",
        html: cards(3)
            + "<aside><ol>"
            + headlines.suffix(2).map { "<li><a href='/sport/\(slug($0))'>\($0)</a></li>" }.joined() + "</ol></aside>",
        articles: headlines.prefix(3).map { "\(site)/local/\(slug($0))" }),
    SectionPage(
        name: "pages of the list are none of its articles",
        html: cards(3) + "<div class=pages>"
            + (2..<9).map {
                "<a href='/local?page=\($0)'>\($0)</a><a href='/local/page/\($0)'>Next page of local news</a>"
            }.joined()
            + "</div>",
        articles: headlines.prefix(3).map { "\(site)/local/\(slug($0))" }),
    SectionPage(
        name: "headings that link to sections",
        html: ["Politics", "Sport and leisure", "Culture"].map {
            "<section><h2><a href='/\($0.prefix(4))'>\($0)</a></h2></section>"
        }
        .joined(),
        articles: []),
    SectionPage(name: "two articles are no list", html: cards(2), articles: []),
    SectionPage(name: "nothing but furniture", html: furniture + "<p>Nothing today.</p>" + foot, articles: []),
    SectionPage(
        name: "links that lead nowhere",
        html: cards(3)
            + "<a href='#a-very-long-anchor-of-the-page'>Jump to the next headline below</a><a href='javascript:x()'>Open the full story right here now</a>"
            + "<a href='mailto:a@n.example'>Write to the editor about this story</a><a>No address at all for this headline</a>",
        articles: headlines.prefix(3).map { "\(site)/local/\(slug($0))" }),
    SectionPage(
        name: "on a mobile host", url: "https://m.n.example/local",
        html: headlines.map { "<li class=l><a href='https://www.n.example/local/\(slug($0))'><h3>\($0)</h3></a></li>" }
            .joined(),
        articles: headlines.map { "\(site)/local/\(slug($0))" }),
]

private let heads: [FeedHead] = [
    FeedHead(
        name: "RSS and Atom in page order",
        html:
            "<link rel='alternate' type='application/rss+xml' href='/rss'><link href='atom.xml' rel=ALTERNATE type='application/atom+xml; charset=utf-8'>",
        feeds: ["https://n.example/rss", "https://n.example/atom.xml"]),
    FeedHead(
        name: "comments come last",
        html:
            "<link rel=alternate type=application/rss+xml title='N » Comments Feed' href=/comments/feed/><link rel=alternate type=application/rss+xml href=/feed/>",
        feeds: ["https://n.example/feed/", "https://n.example/comments/feed/"]),
    FeedHead(
        name: "a JSON Feed, and one named twice",
        html:
            "<link rel='alternate' type='application/feed+json' href='/f.json'><link rel='home alternate' type='application/feed+json' href='/f.json'>",
        feeds: ["https://n.example/f.json"]),
    FeedHead(
        name: "what is no feed",
        html:
            "<link rel=alternate hreflang=de href=/de><link rel=alternate type=application/json+oembed href=/o><link rel=stylesheet href=/s.css>"
            + "<link rel=alternate type=application/rss+xml href='javascript:x'><link rel=alternate type=application/rss+xml>",
        feeds: []),
]
