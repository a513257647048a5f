import Worker

extension HostileInput {
    /// Feeds, sitemaps and scraped text.
    package static let feedsAndText: [HostileInput] = [
        feed("feed items") { many("<item><title>a</title><link>/a</link></item>", 1000 * $0) },
        feed("marks in a feed") { "<item><title>e" + many("\u{301}\u{316}", 12_500 * $0) + "</title></item>" },
        feed("decomposed letters in a feed") { "<item><title>" + many("e\u{301}", 1_000 * $0) + "</title></item>" },
        feed("noncharacters in a feed") {
            "<item><title>" + many("a&#xFDD0;&#x1FFFE;&#x202E;", 1_000 * $0) + "</title></item>"
        },
        feed("unclosed items") { many("<item><title>a<link>/a", 1000 * $0) },
        feed("deep feed") { "<item><title>" + many("<b>", 3125 * $0) + "</item>" },
        feed("long feed title") { "<item><title>" + many("word ", 12_500 * $0) + "</title></item>" },
        feed("markup in a feed") {
            "<item><description>" + many("&lt;p&gt;x &lt;a href=/y&gt;", 2500 * $0) + "</description></item>"
        },
        feed("CDATA in a feed") { many("<item><title><![CDATA[<b>x]]></title></item>", 1000 * $0) },
        feed("categories") { "<item>" + many("<category>x</category>", 3125 * $0) + "</item>" },
        feed("attributes in a feed") { "<item><link \(numbered("a#=\"#\" ", 625 * $0))/></item>" },
        feed("bases around bases") {
            many("<a xml:base='x/'>", 64) + many("<item><link>a</link></item>", 625 * $0) + many("</a>", 64)
        },
        feed("bases of items") { numbered("<item xml:base='/#/'><link xml:base='x/'>a</link></item>", 625 * $0) },
        feed("bases in markup") {
            "<item><description>" + many("<b xml:base='x/'>x</b>", 2500 * $0) + "</description></item>"
        },
        feed("declarations") { many("<!x>", 12_500 * $0) },
        feed("document types") { many("<!DOCTYPE a [<!ELEMENT b (c)>]>", 1562 * $0) },
        feed("unclosed comments") { many("<!--x", 12_500 * $0) },
        feed("names in a feed") { numbered("<x#/>", 6250 * $0) },
        feed("prefixes") { numbered("<a#:b/>", 6250 * $0) },
        feed("selectors and fillers") {
            "<item><title>x" + many("\u{FE0F}\u{3164}\u{34F}", 6250 * $0) + "</title></item>"
        },
        HostileInput("entries in entries", .feed, survivor: nil) { size in
            Array(("<feed>" + many("<entry><content type='xhtml'><b>x</b>", 3125 * size)).utf8)
        },
        HostileInput("a list of addresses", .feed, survivor: nil) { size in
            Array(numbered("https://example.com/#\n", 12_500 * size).utf8)
        },
        HostileInput("a JSON feed of nothing", .feed, survivor: nil) { size in
            Array(
                (#"{"version":"https://jsonfeed.org/version/1.1","items":["# + many("[],", 62_500 * size) + "1]}").utf8)
        },
        feed("namespaces") { numbered("<x#:y xmlns:x#='http://example.com/#'/>", 625 * $0) },
        feed("dates of a feed") { many("<item><pubDate>Mon, 99 Foo 20244 25:61:61 XYZ</pubDate></item>", 1000 * $0) },
        feed("entities in a feed") {
            "<item><title>" + many("&amp;amp;&nbsp;&undefined;", 2500 * $0) + "</title></item>"
        },
        HostileInput("billion laughs", .feed, survivor: nil) { size in laughs(size) },
        HostileInput("quadratic entities", .feed, survivor: nil) { size in
            Array(
                ("<!DOCTYPE rss [<!ENTITY a \"" + many("x", 1250 * size) + "\">]><rss><channel><title>"
                    + many("&a;", 10_000)
                    + "</title></channel></rss>").utf8)
        },
        HostileInput("entities of files", .feed, survivor: nil) { size in
            Array(
                ("<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><rss><channel><title>"
                    + many("&a;", 125 * size)
                    + "</title><item><title>x</title></item></channel></rss>").utf8)
        },
        HostileInput("a sitemap", .feed, survivor: "example.com/last") { size in
            Array(
                ("<urlset>" + numbered("<url><loc>https://example.com/#</loc></url>", 3125 * size)
                    + "<url><loc>https://example.com/last</loc></url></urlset>").utf8)
        },
        HostileInput("a JSON feed", .feed, survivor: words) { size in
            Array(
                (#"{"version":"https://jsonfeed.org/version/1.1","items":["#
                    + many(#"{"id":"1","url":"/x"},"#, 1562 * size)
                    + #"{"id":"2","title":"\#(words)"}]}"#).utf8)
        },
        HostileInput("subscriptions", .feed, survivor: nil) { size in
            Array(("<opml><body>" + many("<outline xmlUrl='http://example.com/'>", 1562 * size)).utf8)
        },
        HostileInput("no feed at all", .feed, survivor: nil) { size in Array(many("\0<\u{1B}>", 12_500 * size).utf8) },
        scraped("lines") { many("line\n", 12_500 * $0) },
        scraped("lines of one letter") { many("x\n", 31_250 * $0) },
        scraped("hyphens at line ends") { many("wrap-\n", 12_500 * $0) },
        scraped("one character of many letters") { many("\u{1100}", 12_500 * $0) },
        scraped("one line") { many("word ", 15_625 * $0) },
        scraped("no spaces") { many("x", 78_125 * $0) },
        scraped("empty lines") { many("\n", 31_250 * $0) },
        scraped("prompt lines") { many("Subscribe now\nRead more\nShare\n", 1562 * $0) },
        scraped("the same paragraph") { many("A sentence that is said once more, with a few words.\n\n", 1562 * $0) },
        scraped("short paragraphs") { numbered("Story # of the day\n\n", 1562 * $0) },
        scraped("wrapped lines") {
            many("a line that goes on to the next without a full stop and is wrap-\nped\n", 1562 * $0)
        },
        scraped("controls") { many("\u{1B}[1m\u{202E}\u{FEFF}x\r\n", 3125 * $0) },
        scraped("marks") { "e" + many("\u{301}\u{316}", 12_500 * $0) },
        scraped("bullets") { many("• item\n- item\n1. item\n", 3125 * $0) },
        scraped("markup in text") { many("<p>[link](http://example.com) &amp; {{x}}\n", 3125 * $0) },
        scraped("Chinese lines") { many("中文新聞報道，今天的天氣很好。\n", 1562 * $0) },
    ]

    /// Files that say what may be fetched.
    package static let robots: [HostileInput] = [
        robots("rules") { numbered("Disallow: /#\n", 1000 * $0) },
        robots("wildcards") { "Disallow: /" + many("*a", 3000 * $0) + "\n" },
        robots("agents") { numbered("User-agent: a#\n", 1000 * $0) + "Disallow: /\n" },
        robots("groups of one agent") { numbered("User-agent: copydesk\nDisallow: /#\n", 500 * $0) },
        robots("one line") { "Disallow: /" + many("x", 20_000 * $0) + "\n" },
        robots("half escapes") { "Disallow: /" + many("%4%zz%\0\u{1B}\u{202E}", 1000 * $0) + "\n" },
        robots("colons") { many(":::::\n", 3000 * $0) },
        robots("line ends") { many("\r\n\r", 5000 * $0) },
        robots("comments") { many("# a comment: that goes on\n", 1000 * $0) },
        robots("sitemaps") { numbered("Sitemap: https://news.example/\u{202E}#\n", 500 * $0) },
        robots("delays") { many("Crawl-delay: " + many("9", 50) + "." + many("9", 50) + "\n", 100 * $0) },
        robots("a web page") { "<!DOCTYPE html><html>" + many("<p>Disallow: /</p>\n", 500 * $0) },
    ]

    private static func robots(_ name: String, _ trouble: @escaping @Sendable (Int) -> String) -> HostileInput {
        HostileInput("robots.txt of " + name, .robots, survivor: nil) { size in
            Array(("User-agent: *\n" + trouble(size) + "User-agent: other\nDisallow: /\n").utf8)
        }
    }

    private static func feed(_ name: String, _ trouble: @escaping @Sendable (Int) -> String) -> HostileInput {
        HostileInput(name, .feed) { size in
            Array(
                ("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News</title>" + trouble(size)
                    + "<item><title>\(words)</title><link>https://example.com/</link></item></channel></rss>").utf8)
        }
    }

    private static func scraped(_ name: String, _ trouble: @escaping @Sendable (Int) -> String) -> HostileInput {
        let sentence =
            "The council met on Monday to discuss the new bridge, which the town has wanted for thirty years."
        return HostileInput("scraped " + name, .clean) { size in
            Array(
                "\(sentence)\n\n\(trouble(size))\n\nOn Tuesday a reporter found a \(words), and the mayor said so.\n"
                    .utf8)
        }
    }

    private static func laughs(_ size: Int) -> [UInt8] {
        var text = "<!DOCTYPE rss [<!ENTITY l0 \"lol\">"
        for level in 1...9 { text += "<!ENTITY l\(level) \"\(many("&l\(level - 1);", 10))\">" }
        return Array(
            (text + "]><rss><channel><item><title>" + many("&l9;", size) + "</title></item></channel></rss>").utf8)
    }
}
