import Feeds
import Testing

@Suite("Sitemaps, OPML, JSON Feed and lists")
struct OtherListTests {
    @Test(arguments: sitemapCases + opmlCases + jsonCases + listCases)
    func reads(_ feedCase: FeedCase) throws { try feedCase.run() }
}

private let sitemapCases: [FeedCase] = [
    FeedCase(
        "a sitemap",
        sitemap(
            "<url><loc> https://e.org/a </loc><lastmod>2024-05-03</lastmod></url><url><loc>https://e.org/b?x=1&amp;y=2</loc></url>"
        ),
        [
            "kind = sitemap", "urls = https://e.org/a https://e.org/b?x=1&y=2", "0.updated = 2024-05-03",
            "0.published = nil", "0.id = nil",
        ]),
    FeedCase(
        "a news sitemap",
        sitemap(
            """
            <url><loc>https://e.org/a</loc><news:news><news:publication><news:name>N</news:name>
            <news:language>en</news:language></news:publication>
            <news:publication_date>2024-05-03T14:05+02:00</news:publication_date><news:title>A &amp; B</news:title></news:news>
            <image:image><image:loc>https://e.org/i.jpg</image:loc></image:image></url>
            """),
        [
            "kind = newsSitemap", "0.title = A & B", "0.published = 2024-05-03T14:05+02:00", "0.language = en",
            "0.image = https://e.org/i.jpg", "0.url = https://e.org/a",
        ]),
    FeedCase(
        "a sitemap index",
        "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>https://e.org/1.xml</loc>"
            + "<lastmod>2024-05-03T00:00:00Z</lastmod></sitemap><sitemap><loc>/2.xml</loc></sitemap></sitemapindex>",
        url: "https://e.org/sitemap.xml",
        ["kind = sitemapIndex", "urls = https://e.org/1.xml https://e.org/2.xml", "0.updated = 2024-05-03T00:00:00Z"]),
    FeedCase(
        "a sitemap without namespace", "<urlset><url><loc>https://e.org/a</loc></url><url/></urlset>",
        ["urls = https://e.org/a nil"]),
    FeedCase(
        "a sitemap of another year",
        "<urlset xmlns='http://www.google.com/schemas/sitemap/0.84'><url><loc>https://e.org/a</loc></url></urlset>",
        ["kind = sitemap", "count = 1"]),
    FeedCase("an empty sitemap", sitemap(""), ["kind = sitemap", "count = 0"]),
    FeedCase(
        "unclosed entries", "<urlset><url><loc>https://e.org/a<url><loc>https://e.org/b",
        ["urls = https://e.org/a https://e.org/b"]),
    FeedCase(
        "bare ampersands in a sitemap", sitemap("<url><loc>https://e.org/?a=1&b=2</loc></url>"),
        ["0.url = https://e.org/?a=1&b=2"]),
    FeedCase(
        "five thousand addresses",
        sitemap((0..<5000).map { "<url><loc>https://e.org/\($0)</loc></url>\n" }.joined()),
        ["count = 5000", "4999.url = https://e.org/4999"]),
]

private let opmlCases: [FeedCase] = [
    FeedCase(
        "nested outlines",
        """
        <?xml version="1.0"?><opml version="2.0"><head><title>My feeds</title><dateModified>Fri, 03 May 2024 10:00:00 GMT</dateModified>
        <ownerName>O</ownerName></head><body><outline text="Group"><outline text="A &amp; B" type="rss" xmlUrl="https://e.org/a.xml"
        htmlUrl="https://e.org/" language="en"/><outline title="C" text="c" xmlurl="https://e.org/c.xml"/></outline>
        <outline type="link" text="L" url="https://e.org/l"/><outline text="Nothing"/></body></opml>
        """,
        [
            "kind = opml", "feed.title = My feeds", "feed.updated = 2024-05-03T10:00:00Z", "feed.authors = O",
            "titles = A & B|C|L|Nothing", "urls = https://e.org/a.xml https://e.org/c.xml https://e.org/l nil",
            "0.language = en",
        ]),
    FeedCase(
        "an outline that groups and links",
        "<opml><body><outline text='A' xmlUrl='https://e.org/a'><outline text='B' xmlUrl='https://e.org/b'/></outline></body></opml>",
        ["urls = https://e.org/a https://e.org/b"]),
    FeedCase("an empty OPML", "<opml/>", ["kind = opml", "count = 0"]),
]

private let jsonCases: [FeedCase] = [
    FeedCase(
        "a JSON Feed",
        """
        {"version": "https://jsonfeed.org/version/1.1", "title": "J", "home_page_url": "https://e.org/", "language": "en",
        "feed_url": "https://e.org/feed.json", "authors": [{"name": "F"}], "hubs": [{"type": "WebSub", "url": "https://hub.org/"}],
        "items": [{"id": "1", "url": "/a", "title": "A &amp; <b>", "content_html": "<a href='x'>x</a>", "summary": "S",
        "date_published": "2024-05-03T14:05:00-07:00", "date_modified": "2024-05-04", "language": "de"},
        {"id": 2, "content_text": "1 < 2", "author": {"name": "Jane"}}, {}]}
        """,
        [
            "kind = jsonFeed", "feed.title = J", "feed.url = https://e.org/", "hub = https://hub.org/", "count = 3",
            "0.id = 1",
            "0.url = https://e.org/a", "0.title = A &amp; <b>", "0.content = <a href='https://e.org/x'>x</a>",
            "0.summary = S",
            "0.published = 2024-05-03T14:05:00-07:00", "0.updated = 2024-05-04", "0.authors = F", "0.language = de",
            "1.id = 2",
            "1.content = 1 < 2", "1.authors = Jane", "2.url = nil",
        ]),
    FeedCase(
        "a JSON Feed that is cut",
        "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": \"1\"}, {\"id\": \"2\", \"title\": \"B",
        ["count = 2", "1.id = 2"]),
]

private let listCases: [FeedCase] = [
    FeedCase(
        "a list of addresses",
        "# articles\nhttps://e.org/a\r\n\r\n  http://e.org/b?c=d#e  \n#https://e.org/no\nHTTPS://e.org/ü\n",
        ["kind = linkList", "urls = https://e.org/a http://e.org/b?c=d#e https://e.org/%C3%BC"]),
    FeedCase("a list with a mark and one address", "\u{FEFF}https://e.org/a", ["urls = https://e.org/a"]),
    FeedCase("the same address twice", "https://e.org/a\nhttps://e.org/a\n", ["count = 2"]),
    FeedCase(
        "a line that is none", "https://e.org/a\nhttps://e.org/b\nhttps://e.org/c\nhttps://e.org/d\nnote\n",
        ["count = 4"]),
]
