import Testing

@Suite("RSS")
struct RSSTests {
    @Test(arguments: rssCases)
    func reads(_ feedCase: FeedCase) throws { try feedCase.run() }
}

private let rssCases: [FeedCase] = [
    FeedCase(
        "every plain field of an item",
        rss(
            """
            <item><title>Rain</title><link>https://e.org/rain</link><guid>https://e.org/?p=1</guid>
            <description>It rains.</description><pubDate>Fri, 03 May 2024 14:05:00 +0200</pubDate>
            <author>jane@e.org (Jane Doe)</author></item>
            """),
        [
            "kind = rss", "count = 1", "feed.title = T", "feed.url = https://e.org/", "0.title = Rain",
            "0.url = https://e.org/rain", "0.id = https://e.org/?p=1", "0.summary = It rains.",
            "0.published = 2024-05-03T14:05:00+02:00", "0.updated = nil", "0.authors = Jane Doe", "0.content = nil",
            "0.language = nil",
        ]),
    FeedCase("an empty channel", "<rss version='2.0'><channel></channel></rss>", ["kind = rss", "count = 0"]),
    FeedCase("an empty rss element", "<rss/>", ["kind = rss", "count = 0"]),
    FeedCase(
        "items without link or id stay, and nothing is merged",
        rss("<item><title>A</title></item><item><title>A</title></item><item/><item></item>"),
        ["count = 4", "titles = A|A|nil|nil", "0.url = nil", "0.id = nil"]),
    FeedCase(
        "a permalink guid serves where there is no link",
        rss(
            """
            <item><guid isPermaLink="true">https://e.org/1</guid></item><item><guid>https://e.org/2</guid></item>
            <item><guid isPermaLink="false">https://e.org/3</guid></item><item><guid>tag:4</guid></item>
            <item><link> </link><guid>https://e.org/5</guid></item>
            """),
        ["urls = https://e.org/1 https://e.org/2 nil nil https://e.org/5", "2.id = https://e.org/3", "3.id = tag:4"]),
    FeedCase(
        "a link beats the guid", rss("<item><guid>https://e.org/g</guid><link>https://e.org/l</link></item>"),
        ["0.url = https://e.org/l", "0.id = https://e.org/g"]),
    FeedCase(
        "links are relative to the feed's URL", rss("<item><link>/a?b=1</link></item><item><link>c d</link></item>"),
        url: "https://n.org/x/feed.xml", ["urls = https://n.org/a?b=1 https://n.org/x/c%20d"]),
    FeedCase(
        "xml:base comes before the feed's URL",
        "<rss xml:base='https://b.org/r/'><channel xml:base='c/'><item xml:base='i/'><link>a</link></item>"
            + "<item><link>b</link></item></channel></rss>",
        url: "https://n.org/", ["urls = https://b.org/r/c/i/a https://b.org/r/c/b"]),
    FeedCase(
        "bases within bases all count",
        String(repeating: "<x xml:base='y/'>", count: 60) + rss("<item xml:lang='en'><link>a</link></item>"),
        url: "https://n.org/",
        ["0.url = https://n.org/" + String(repeating: "y/", count: 60) + "a", "0.language = en"]),
    FeedCase(
        "without a URL the feed's own word for it is the base",
        rss("<item><link>/a</link></item>", channel: "<atom:link rel='self' href='https://s.org/f'/>"),
        ["0.url = https://s.org/a", "self = https://s.org/f"]),
    FeedCase(
        "other schemes are no links",
        rss("<item><link>javascript:alert(1)</link></item><item><link>file:///x</link></item>"),
        url: "https://e.org/", ["urls = nil nil"]),
    FeedCase(
        "an absolute link is not rewritten", rss("<item><link>\n https://e.org \n</link></item>"),
        ["0.url = https://e.org"]),
    FeedCase(
        "a link outside ASCII is encoded", rss("<item><link>https://e.org/größe</link></item>"),
        ["0.url = https://e.org/gr%C3%B6%C3%9Fe"]),
    FeedCase(
        "a title is plain text, escaped markup out and entities decoded once",
        rss(
            """
            <item><title>Fish &amp; chips &lt;b&gt;today&lt;/b&gt;</title></item>
            <item><title><![CDATA[Fish &amp; <i>chips</i>]]></title></item>
            <item><title>AT&amp;amp;T &amp;lt;b&amp;gt;</title></item>
            <item><title>5 &lt; 6 &amp;&amp; 7 &gt; 3</title></item>
            <item><title>A <em>real</em> element</title></item>
            <item><title>One&lt;br&gt;two&lt;!-- no --&gt;</title></item>
            <item><title>Array&lt;T&gt;</title></item>
            """),
        ["titles = Fish & chips today|Fish & chips|AT&T <b>|5 < 6 && 7 > 3|A real element|One two|Array<T>"]),
    FeedCase(
        "a title stands on one line without controls",
        rss("<item><title>\n a\t b\u{202E}c&#x85;d&#1;\r\n e&shy;f </title></item>"), ["0.title = a bc…d ef"]),
    FeedCase(
        "HTML entity names are read",
        rss("<item><title>Caf&eacute;&nbsp;&ndash; &hellip;&euro; &unknown; &apos;</title></item>"),
        ["0.title = Café\u{A0}– …€ &unknown; '"]),
    FeedCase(
        "bare ampersands", rss("<item><title>A & B &C &</title><link>https://e.org/?a=1&b=2</link></item>"),
        ["0.title = A & B &C &", "0.url = https://e.org/?a=1&b=2"]),
    FeedCase(
        "bare less-than signs", rss("<item><title>a < b <3 x</title></item><item><title>B</title></item>"),
        ["titles = a < b <3 x|B"]),
    FeedCase(
        "markup in texts keeps absolute links",
        rss(
            """
            <item><description>&lt;a href="/x?a=1&amp;amp;b=2"&gt;x&lt;/a&gt;&lt;img src='p.jpg'&gt;</description>
            <content:encoded><![CDATA[<p><a class=k href=y>y</a> <a href="https://o.org/z">z</a>
            <img srcset="a.jpg 1x, /b.jpg 2x"></p>]]></content:encoded></item>
            """), url: "https://e.org/d/feed",
        [
            "0.summary = <a href=\"https://e.org/x?a=1&amp;b=2\">x</a><img src='https://e.org/d/p.jpg'>",
            "0.content = <p><a class=k href=\"https://e.org/d/y\">y</a> <a href=\"https://o.org/z\">z</a>\n"
                + "<img srcset=\"https://e.org/d/a.jpg 1x, https://e.org/b.jpg 2x\"></p>",
        ]),
    FeedCase(
        "unescaped markup in a description",
        rss("<item><description>One<br>two <a href='/x'>x & y</a><p>three</description><title>N</title></item>"),
        url: "https://e.org/",
        ["0.summary = One<br>two <a href=\"https://e.org/x\">x &amp; y</a><p>three</p>", "0.title = N"]),
    FeedCase(
        "content:encoded is content, description summary",
        rss("<item><content:encoded>&lt;p&gt;C&lt;/p&gt;</content:encoded><description>D</description></item>"),
        ["0.content = <p>C</p>", "0.summary = D"]),
    FeedCase(
        "dc:creator, also several, in order and once",
        rss("<item><dc:creator>B</dc:creator><dc:creator><![CDATA[A]]></dc:creator><dc:creator>B</dc:creator></item>"),
        ["0.authors = B|A"]),
    FeedCase(
        "addresses around names",
        rss(
            "<item><author>Jane &lt;j@e.org&gt;</author></item><item><author>j@e.org</author></item>"
                + "<item><author>j@e.org (J (jr) Doe)</author></item>"),
        ["0.authors = Jane", "1.authors = j@e.org", "2.authors = J (jr) Doe"]),
    FeedCase(
        "itunes:author where there is none", rss("<item><itunes:author>P</itunes:author></item>"), ["0.authors = P"]),
    FeedCase(
        "dates of Dublin Core",
        rss("<item><dc:date>2024-05-03</dc:date><dcterms:modified>2024-05-04T10:00Z</dcterms:modified></item>"),
        ["0.published = 2024-05-03", "0.updated = 2024-05-04T10:00Z"]),
    FeedCase(
        "pubDate before dc:date, wherever it stands",
        rss("<item><dc:date>2024-05-03</dc:date><pubDate>Sat, 04 May 2024 10:00 GMT</pubDate></item>"),
        ["0.published = 2024-05-04T10:00Z"]),
    FeedCase(
        "a date that is none", rss("<item><pubDate>soon</pubDate></item><item><pubDate/></item>"),
        ["0.published = nil", "1.published = nil"]),
    FeedCase(
        "American order of numbers in an American feed",
        rss("<item><pubDate>05/03/2024 14:05</pubDate></item>", channel: "<language>en-us</language>"),
        ["0.published = 2024-05-03T14:05", "feed.language = en-us"]),
    FeedCase(
        "what a channel says",
        rss(
            "",
            channel: """
                <title>News &amp;amp; more</title><link>/site</link><description>All &lt;b&gt;news&lt;/b&gt;</description>
                <language>de</language><pubDate>Fri, 03 May 2024 14:05:00 GMT</pubDate>
                <lastBuildDate>Sat, 04 May 2024 14:05:00 GMT</lastBuildDate><ttl>15</ttl>
                <skipHours><hour>0</hour><hour>24</hour><hour>3</hour></skipHours>
                <skipDays><day>Sunday</day><day>Monday</day></skipDays><sy:updatePeriod>daily</sy:updatePeriod>
                <sy:updateFrequency>4</sy:updateFrequency><atom:link rel="hub" href="https://hub.org/"/>
                <image><title>I</title><url>https://e.org/i.png</url><link>https://wrong.org/</link></image>
                """), url: "https://e.org/f",
        [
            "feed.title = News & more", "feed.url = https://e.org/site", "feed.summary = All <b>news</b>",
            "feed.language = de", "feed.published = 2024-05-03T14:05:00Z", "feed.updated = 2024-05-04T14:05:00Z",
            "ttl = 15", "skipHours = 0,3", "skipDays = 0,1", "interval = 360", "hub = https://hub.org/",
        ]),
    FeedCase(
        "atom:link is not the link",
        rss("<item><atom:link rel='self' href='https://e.org/s'/><link>https://e.org/l</link></item>"),
        ["0.url = https://e.org/l"]),
    FeedCase(
        "atom:link serves where there is no other", rss("<item><atom:link href='https://e.org/s'/></item>"),
        ["0.url = https://e.org/s"]),
    FeedCase(
        "media fallbacks",
        rss(
            """
            <item><media:group><media:content url="/v.mp4" type="video/mp4"/><media:title>M</media:title>
            <media:description>MD</media:description><media:thumbnail url="/t.jpg"/></media:group></item>
            <item><media:content url="/p.jpg" medium="image"/><media:credit role="author">C</media:credit></item>
            """), url: "https://e.org/",
        [
            "0.title = M", "0.summary = MD", "0.image = https://e.org/t.jpg", "1.image = https://e.org/p.jpg",
            "1.authors = C",
        ]),
    FeedCase(
        "media:title does not replace the title",
        rss("<item><media:content><media:title>M</media:title></media:content><title>T</title></item>"), ["0.title = T"]
    ),
    FeedCase(
        "languages of items",
        "<rss xmlns:dc='http://purl.org/dc/elements/1.1/' xml:lang='fr'><channel><item xml:lang='nl'/><item/>"
            + "<item><dc:language>it</dc:language></item></channel></rss>",
        ["0.language = nl", "1.language = fr", "2.language = it", "feed.language = fr"]),
    FeedCase(
        "RSS 0.91 with its document type",
        "<?xml version='1.0'?><!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'http://e.org/rss-0.91.dtd'>"
            + "<rss version='0.91'><channel><title>O</title><item><title>A</title><link>http://e.org/a</link></item></channel></rss>",
        ["feed.title = O", "urls = http://e.org/a"]),
    FeedCase(
        "RSS in a default namespace",
        "<rss version='2.0' xmlns='http://backend.userland.com/rss2'><channel><item><title>A</title></item></channel></rss>",
        ["titles = A"]),
    FeedCase(
        "items beside the channel", "<rss><channel><title>T</title></channel><item><title>A</title></item></rss>",
        ["feed.title = T", "titles = A"]),
    FeedCase(
        "RDF: the address is the id, and the url where there is no link",
        """
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
          xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://e.org/feed"><title>R</title><link>https://e.org/</link>
        <items><rdf:Seq><rdf:li rdf:resource="https://e.org/1"/></rdf:Seq></items></channel>
        <item rdf:about="https://e.org/1"><title>A</title><link>https://e.org/one</link><dc:creator>X</dc:creator>
        <dc:date>2024-05-03T14:05+09:00</dc:date></item><item rdf:about="https://e.org/2"><title>B</title></item></rdf:RDF>
        """,
        [
            "kind = rdf", "feed.id = https://e.org/feed", "feed.title = R", "count = 2", "0.id = https://e.org/1",
            "urls = https://e.org/one https://e.org/2", "0.authors = X", "0.published = 2024-05-03T14:05+09:00",
        ]),
    FeedCase(
        "RSS 0.90",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'>"
            + "<channel><title>T</title></channel><item><title>A</title><link>http://e.org/a</link></item></rdf:RDF>",
        ["kind = rdf", "urls = http://e.org/a"]),
    FeedCase(
        "capitals in names", "<RSS><Channel><Item><Title>A</title><LINK>https://e.org/</LINK></item></Channel></RSS>",
        ["titles = A", "urls = https://e.org/"]),
    FeedCase(
        "the same field twice: the first stays", rss("<item><title>A</title><title>B</title></item>"), ["0.title = A"]),
]
