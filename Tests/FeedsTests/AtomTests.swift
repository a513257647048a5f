import Testing

@Suite("Atom")
struct AtomTests {
    @Test(arguments: atomCases)
    func reads(_ feedCase: FeedCase) throws { try feedCase.run() }
}

private let atomCases: [FeedCase] = [
    FeedCase(
        "every plain field of an entry",
        atom(
            """
            <link href="https://e.org/"/><subtitle>S</subtitle><author><name>F</name></author>
            <entry><id>urn:1</id><title>Rain</title><link href="https://e.org/rain"/>
            <published>2024-05-03T14:05:00.250+02:00</published><updated>2024-05-04T00:00:00Z</updated>
            <author><name>Jane</name><email>j@e.org</email></author><author><name>Joe</name></author>
            <summary>It rains.</summary><content type="html">&lt;p&gt;Rain &amp;amp; sun&lt;/p&gt;</content></entry>
            """, attributes: "xml:lang='en'"),
        [
            "kind = atom", "feed.id = urn:f", "feed.title = T", "feed.url = https://e.org/", "feed.summary = S",
            "feed.updated = 2024-05-03T10:00:00Z", "feed.authors = F", "feed.language = en", "0.id = urn:1",
            "0.title = Rain", "0.url = https://e.org/rain", "0.published = 2024-05-03T14:05:00.250+02:00",
            "0.updated = 2024-05-04T00:00:00Z", "0.authors = Jane|Joe", "0.summary = It rains.",
            "0.content = <p>Rain &amp; sun</p>", "0.language = en",
        ]),
    FeedCase(
        "updated alone is not published", atom("<entry><updated>2024-05-03</updated></entry>"),
        ["0.published = nil", "0.updated = 2024-05-03"]),
    FeedCase(
        "entries without anything", atom("<entry/><entry></entry><entry><title/></entry>"),
        ["count = 3", "titles = nil|nil|nil"]),
    FeedCase(
        "the alternate link, HTML first",
        atom(
            """
            <entry><link rel="self" href="https://e.org/s"/><link rel="alternate" type="application/json" href="https://e.org/j"/>
            <link rel="alternate" type="text/html" href="https://e.org/h"/></entry>
            <entry><link rel="enclosure" href="https://e.org/e"/></entry>
            <entry><link rel="http://www.iana.org/assignments/relation/alternate" href="https://e.org/i"/></entry>
            <entry><link rel="replies" type="text/html" href="https://e.org/r"/><link href="https://e.org/n"/></entry>
            """), ["urls = https://e.org/h nil https://e.org/i https://e.org/n"]),
    FeedCase(
        "content elsewhere serves as the link",
        atom("<entry><content type='text/html' src='https://e.org/c'/></entry>"),
        ["0.url = https://e.org/c", "0.content = nil"]),
    FeedCase(
        "links relative to xml:base, then the feed's URL",
        atom(
            "<entry xml:base='d/'><link href='a'/></entry><entry><link xml:base='/z/' href='b'/></entry>",
            attributes: "xml:base='c/'"), url: "https://e.org/f.xml", ["urls = https://e.org/c/d/a https://e.org/z/b"]),
    FeedCase(
        "without a URL the self link is the base",
        atom("<link rel='self' href='https://e.org/x/f'/><entry><link href='a'/></entry>"),
        ["0.url = https://e.org/x/a", "self = https://e.org/x/f"]),
    FeedCase(
        "titles by their type",
        atom(
            """
            <entry><title type="html">Fish &amp;amp; &lt;b&gt;chips&lt;/b&gt;</title></entry>
            <entry><title type="text">1 &lt; 2 &amp;amp; &lt;b&gt;</title></entry>
            <entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Fish &amp; <b>chips</b></div></title></entry>
            <entry><title type="text/html">A &amp;eacute;</title></entry>
            """), ["titles = Fish & chips|1 < 2 &amp; <b>|Fish & chips|A é"]),
    FeedCase(
        "XHTML is written as HTML with absolute links",
        atom(
            """
            <entry><content type="xhtml" xml:base="https://b.org/d/"><div xmlns="http://www.w3.org/1999/xhtml">
            <p>A &lt; B<br/>C</p><a href="x" title="&quot;q&quot;">x</a><img src="/y.png" alt=""/></div></content></entry>
            """),
        [
            "0.content = <p>A &lt; B<br>C</p><a href=\"https://b.org/d/x\" title=\"&quot;q&quot;\">x</a>"
                + "<img src=\"https://b.org/y.png\" alt=\"\">"
        ]),
    FeedCase(
        "XHTML behind a prefix and nested bases",
        atom(
            "<entry><content type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:p xml:base='https://c.org/'>"
                + "<h:a href='1'>1</h:a></h:p><h:a href='2'>2</h:a></h:div></content></entry>"), url: "https://e.org/",
        ["0.content = <p><a href=\"https://c.org/1\">1</a></p><a href=\"https://e.org/2\">2</a>"]),
    FeedCase(
        "links in escaped HTML",
        atom("<entry xml:base='/k/'><summary type='html'>&lt;a href='a'&gt;</summary></entry>"),
        url: "https://e.org/", ["0.summary = <a href='https://e.org/k/a'>"]),
    FeedCase(
        "text stays text", atom("<entry><summary>1 &lt; 2 &amp;amp; \n 3</summary></entry>"),
        ["0.summary = 1 < 2 &amp; \n 3"]),
    FeedCase(
        "content that is no text", atom("<entry><content type='image/png'>iVBORw0KGgo=</content></entry>"),
        ["0.content = nil"]),
    FeedCase(
        "the feed's authors where the entry has none, but its source's before",
        atom(
            """
            <author><name>F</name></author><entry/><entry><author><name>E</name></author></entry>
            <entry><source><author><name>S</name></author><title>X</title><id>y</id></source><title>T</title></entry>
            """), ["0.authors = F", "1.authors = E", "2.authors = S", "2.title = T", "2.id = nil"]),
    FeedCase(
        "an author without a name",
        atom("<entry><author><email>j@e.org</email></author></entry><entry><author>Jane</author></entry>"),
        ["0.authors = j@e.org", "1.authors = Jane"]),
    FeedCase(
        "a video's description",
        atom(
            "<entry><media:group><media:title>M</media:title><media:description>D</media:description>"
                + "<media:thumbnail url='https://e.org/t'/></media:group><title>V</title></entry>"),
        ["0.title = V", "0.summary = D", "0.image = https://e.org/t"]),
    FeedCase(
        "languages", atom("<entry xml:lang='de'/><entry/>", attributes: "xml:lang='fr'"),
        ["0.language = de", "1.language = fr"]),
    FeedCase("a hub", atom("<link rel='hub' href='https://hub.org/'/>"), ["hub = https://hub.org/"]),
    FeedCase(
        "Atom 0.3",
        """
        <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title mode="escaped" type="text/html">A &amp;amp; B</title>
        <tagline>G</tagline><modified>2004-05-03T10:00:00Z</modified><link rel="alternate" type="text/html" href="http://e.org/"/>
        <entry><title>C</title><issued>2004-05-03T09:00:00+02:00</issued><modified>2004-05-03T10:00:00Z</modified><id>i</id>
        <link rel="alternate" type="text/html" href="http://e.org/c"/><content type="text/html" mode="escaped">&lt;p&gt;D&lt;/p&gt;</content>
        </entry></feed>
        """,
        [
            "kind = atom", "feed.title = A & B", "feed.summary = G", "feed.updated = 2004-05-03T10:00:00Z", "0.id = i",
            "0.published = 2004-05-03T09:00:00+02:00", "0.url = http://e.org/c", "0.content = <p>D</p>",
        ]),
    FeedCase(
        "one entry alone", "<entry xmlns='http://www.w3.org/2005/Atom'><title>A</title></entry>",
        ["kind = atom", "titles = A"]),
    FeedCase(
        "no namespace at all",
        "<feed><title>T</title><entry><title>A</title><link href='https://e.org/a'/></entry></feed>",
        ["feed.title = T", "urls = https://e.org/a"]),
    FeedCase(
        "everything behind a prefix",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>T</a:title><a:entry><a:title>A</a:title></a:entry></a:feed>",
        ["feed.title = T", "titles = A"]),
    FeedCase(
        "unclosed links as HTML writes them",
        atom(
            "<entry><title>A</title><link href=\"https://e.org/a\"><id>1</id><updated>2024-05-03</updated></entry><entry><id>2</id></entry>"
        ),
        ["count = 2", "0.url = https://e.org/a", "0.id = 1", "1.id = 2"]),
]
