import Feeds
import Testing

@Suite("Broken feeds")
struct BrokenXMLTests {
    @Test(arguments: brokenCases)
    func reads(_ feedCase: FeedCase) throws { try feedCase.run() }

    @Test("what is no feed", arguments: refused)
    func refuses(_ document: String, _ error: FeedError) {
        #expect(throws: error) { try Feeds.read(FeedInput(bytes: Array(document.utf8))) }
    }

    @Test("binary input is no feed")
    func binary() {
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 7) }
        #expect(throws: FeedError.self) { try Feeds.read(FeedInput(bytes: bytes)) }
    }

    @Test("every prefix of a feed is read or refused, and items are only ever added")
    func truncation() {
        let bytes = Array(
            rss(
                "<item><title>A &amp; <![CDATA[B]]></title><link a='b'>https://e.org/</link></item><item><title>C</title></item>"
            )
            .utf8)
        var count = 0
        for length in 0...bytes.count {
            let feed = try? Feeds.read(FeedInput(bytes: Array(bytes[..<length])))  // Refusing is fine here.
            #expect((feed?.items.count ?? 0) >= count)
            count = max(count, feed?.items.count ?? 0)
        }
        #expect(count == 2)
    }

    @Test("deep nesting, many attributes and many namespaces take linear time", arguments: hostile)
    func hostileInput(_ name: String, _ document: String) {
        let clock = ContinuousClock()
        let time = clock.measure {
            _ = try? Feeds.read(FeedInput(bytes: Array(document.utf8)))  // Only the time is of interest.
        }
        #expect(time < .seconds(20), "\(name)")
    }
}

private let refused: [(String, FeedError)] = [
    ("", .empty),
    (" \n\t ", .empty),
    ("<!DOCTYPE html><html><body>x</body></html>", .webPage),
    ("\n<html><head><title>rss</title></head><body><rss></rss></body></html>", .webPage),
    ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", .webPage),
    ("<note><to>x</to></note>", .notAFeed),
    ("hello", .notAFeed),
    ("{\"a\": 1}", .notAFeed),
    ("{", .notAFeed),
    ("[1,2]", .notAFeed),
    ("%PDF-1.7 <<>>", .notAFeed),
    ("# only a comment\n", .notAFeed),
    ("ftp://e.org/a\n", .notAFeed),
    ("see https://e.org/a\n", .notAFeed),
    ("<p>https://e.org/a</p>", .notAFeed),
]

private let brokenCases: [FeedCase] = [
    FeedCase("white space before the declaration", "\n\n  " + rss("<item><title>A</title></item>"), ["titles = A"]),
    FeedCase("two byte order marks", "\u{FEFF}\u{FEFF}" + rss("<item><title>A</title></item>"), ["titles = A"]),
    FeedCase(
        "warnings of PHP before the feed",
        "<br />\n<b>Warning</b>: foo() in <b>/x.php</b> on line <b>3</b><br />\n"
            + rss("<item><title>A</title></item>"),
        ["titles = A"]),
    FeedCase(
        "a comment before the feed", "<!-- <rss> --><!-- a -->" + rss("<item><title>A</title></item>"), ["titles = A"]),
    FeedCase(
        "a comment that never ends", rss("<item><title>A</title></item><!-- x <item><title>B</title></item>"),
        ["titles = A|B"]),
    FeedCase(
        "unclosed fields", rss("<item><title>A<link>https://e.org/a<pubDate>3 May 2024</item><item><title>B</item>"),
        ["titles = A|B", "0.url = https://e.org/a", "0.published = 2024-05-03"]),
    FeedCase(
        "unclosed items", rss("<item><title>A</title><link>https://e.org/a</link><item><title>B</title>"),
        ["titles = A|B", "0.url = https://e.org/a", "1.url = nil"]),
    FeedCase(
        "cut in an item", "<rss><channel><item><title>A</title></item><item><title>B</title><description>It ra",
        ["titles = A|B", "1.summary = It ra"]),
    FeedCase("cut in a tag", "<rss><channel><item><title>A</title></item><item><tit", ["count = 2", "0.title = A"]),
    FeedCase(
        "cut in CDATA", "<rss><channel><item><title><![CDATA[A]]></title><description><![CDATA[B <b>c",
        ["0.title = A", "0.summary = B <b>c"]),
    FeedCase(
        "stray end tags", rss("</b><item></i><title>A</p></title></item></foo><item><title>B</title></item>"),
        ["titles = A|B"]),
    FeedCase(
        "end tags in the wrong order", rss("<item><title><b>A</title></b></item><item><title>B</title></item>"),
        ["titles = A|B"]),
    FeedCase(
        "control characters", "<rss><channel><item><title>A\u{1}\u{B}B\u{0}C\u{FFFF}D</title></item></channel></rss>",
        ["0.title = ABCD"]),
    FeedCase(
        "references to what is no character",
        rss("<item><title>a&#0;b&#xB;c&#xD800;d&#x110000;e&#146;f&#8217g</title></item>"),
        ["0.title = abcde’f’g"]),
    FeedCase(
        "undeclared prefixes",
        "<rss><channel><item><dc:creator>X</dc:creator><content:encoded>C</content:encoded><media:thumbnail url='https://e.org/t'/>"
            + "<foo:title>F</foo:title></item></channel></rss>",
        ["0.authors = X", "0.content = C", "0.image = https://e.org/t"]),
    FeedCase(
        "attributes without quotes, without value, twice",
        "<rss version=2.0 async><channel><item><guid isPermaLink=false isPermaLink='true' x>https://e.org/g</guid></item></channel></rss>",
        ["0.id = https://e.org/g", "0.url = nil"]),
    FeedCase(
        "an attribute whose quote never closes",
        "<rss><channel><item><link href=\"https://e.org/a></link><title>A</title></item></channel></rss>",
        ["0.url = https://e.org/a", "0.title = A"]),
    FeedCase(
        "several roots", "<rss><channel><item><title>A</title></item></channel></rss><rss><channel/></rss>trailing",
        ["titles = A"]),
    FeedCase(
        "]]> in text", rss("<item><title>a ]]> b</title></item><item><title>B</title></item>"), ["titles = a ]]> b|B"]),
    FeedCase(
        "references keep their meaning behind an error",
        rss("<item></y><x y=z></x><title>a &lt; b &amp; c &quot;d&quot;</title></item>"), ["0.title = a < b & c \"d\""]),
    FeedCase(
        "entities of the document type are not expanded",
        "<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            + "<rss><channel><item><title>[&b;][&x;]</title></item></channel></rss>",
        ["0.title = [&b;][&x;]"]),
    FeedCase(
        "a document type that never ends",
        "<!DOCTYPE rss [ \"<rss><channel><item><title>A</title></item></channel></rss>",
        ["titles = A"]),
    FeedCase(
        "names outside ASCII", "<rss><channel><größe>1</größe><item><title>A</title></item></channel></rss>",
        ["titles = A"]),
    FeedCase(
        "names with odd colons", "<rss><channel><a:b:c:>1</a:b:c:><:d/><item><title>A</title></item></channel></rss>",
        ["titles = A"]),
    FeedCase(
        "a text of eleven megabytes is not cut",
        rss(
            "<item><description>" + String(repeating: "x", count: 11_000_000) + "</description><title>A</title></item>"),
        ["titles = A"]),
    FeedCase(
        "Latin-1 as the declaration says",
        bytes: Array("<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><title>Caf".utf8) + [0xE9, 0x93]
            + Array("</title></channel></rss>".utf8), ["feed.title = Café“"]),
    FeedCase(
        "the transport before the declaration",
        bytes: Array("<?xml version='1.0' encoding='utf-8'?><rss><channel><title>".utf8) + [0xEF, 0xF0]
            + Array("</title></channel></rss>".utf8), charset: "windows-1251", ["feed.title = пр"]),
    FeedCase(
        "the byte order mark before the transport",
        bytes: [0xEF, 0xBB, 0xBF] + Array("<rss><channel><title>é</title></channel></rss>".utf8), charset: "iso-8859-1",
        ["feed.title = é"]),
    FeedCase(
        "UTF-16 with its mark",
        bytes: [0xFF, 0xFE]
            + "<?xml version='1.0' encoding='UTF-16'?><rss><channel><title>é漢</title></channel></rss>".utf16
            .flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, ["feed.title = é漢"]),
    FeedCase(
        "a declaration of UTF-16 that is none",
        "<?xml version='1.0' encoding='UTF-16'?><rss><channel><title>é</title></channel></rss>", ["feed.title = é"]),
    FeedCase(
        "windows-1252 that claims to be UTF-8",
        bytes: Array("<?xml version='1.0' encoding='UTF-8'?><rss><channel><title>Caf".utf8) + [0xE9]
            + Array("</title></channel></rss>".utf8), ["feed.title = Café"]),
    FeedCase(
        "Shift JIS by the transport",
        bytes: Array("<rss><channel><title>".utf8) + [0x93, 0xFA, 0x96, 0x7B] + Array("</title></channel></rss>".utf8),
        charset: "Shift_JIS", ["feed.title = 日本"]),
]

private let hostile: [(String, String)] = [
    ("items in items", "<rss><channel>" + String(repeating: "<item><title>a</title>", count: 20_000)),
    (
        "bases in bases",
        "<feed xmlns='http://www.w3.org/2005/Atom'>"
            + String(repeating: "<entry xml:base='x/' xml:lang='a'><id/>", count: 10_000)
    ),
    ("depth", rss(String(repeating: "<a>", count: 40_000))),
    ("unmatched ends", rss(String(repeating: "<a></b>", count: 20_000))),
    ("attributes", rss("<item " + (0..<20_000).map { "a\($0)='1' " }.joined() + "/>")),
    ("namespaces", rss((0..<10_000).map { "<p\($0):a xmlns:p\($0)='u\($0)'><q:b>" }.joined())),
    ("unclosed quotes", rss(String(repeating: "<a b='<a c=\"", count: 10_000))),
    ("bare signs", String(repeating: "<", count: 40_000) + rss("")),
    ("document types", String(repeating: "<!DOCTYPE a '", count: 10_000) + rss("")),
    ("declarations", rss(String(repeating: "<!x>", count: 100_000))),
    ("different names", rss((0..<100_000).map { "<x\($0)/>" }.joined())),
    ("instructions", String(repeating: "<?", count: 40_000) + "><rss/>"),
    ("tags in text", rss("<item><title>" + String(repeating: "&lt;a b=&quot;", count: 20_000) + "</title></item>")),
]
