import Extraction
import Testing

@Suite struct MetadataAuthorTests {
    /// The "author" of JSON-LD as it stands in the wild.
    static let structured: [(json: String, authors: [String])] = [
        (#"{"@type":"Person","name":"Ada Lind"}"#, ["Ada Lind"]),
        (#"[{"@type":"Person","name":"Ada Lind"},{"@type":"Person","name":"Ben Rau"}]"#, ["Ada Lind", "Ben Rau"]),
        (#""Ada Lind""#, ["Ada Lind"]),
        (#"["Ada Lind","Ben Rau"]"#, ["Ada Lind", "Ben Rau"]),
        (#""Ada Lind and Ben Rau""#, ["Ada Lind", "Ben Rau"]),
        (#""Ada Lind, Ben Rau und Cem Acar""#, ["Ada Lind", "Ben Rau", "Cem Acar"]),
        (#""By Ada Lind""#, ["Ada Lind"]),
        (#""Von Ada Lind""#, ["Ada Lind"]),
        (#"{"@type":"Person","name":["Ada Lind","Ben Rau"]}"#, ["Ada Lind", "Ben Rau"]),
        (#"{"@id":"https://harbourpost.example/#ada"}"#, ["Ada Lind"]),
        (#"[{"name":"Ada Lind"},{"name":"ADA LIND"}]"#, ["Ada Lind"]),
        (#"{"@type":"Organization","name":"dpa"}"#, ["dpa"]),
        (#"{"@type":"NewsMediaOrganization","name":"Reuters"}"#, ["Reuters"]),
        (#"{"@type":"Person","name":"MTHO SITHOLE"}"#, ["MTHO SITHOLE"]),
        (#"{"@type":"Person","name":"Ludwig van der Zee"}"#, ["Ludwig van der Zee"]),
        (#"{"@type":"Person","name":"https://www.facebook.com/harbourpost"}"#, []),
        (#"{"@type":"Person","name":"@adalind"}"#, []),
        (#"{"@type":"Person","name":"ada@harbourpost.example"}"#, []),
        (#"{"@type":"Person","name":"admin"}"#, []),
        (#"{"@type":"Person","name":"Staff"}"#, []),
        (#"{"@type":"Person","name":""}"#, []),
        (#"{"@type":"Person","name":"Ada Lind, PhD"}"#, ["Ada Lind"]),
        (#"{"@type":"Person","name":"Jos&eacute; &amp; Ana"}"#, ["José", "Ana"]),
        ("null", []),
        ("42", []),
    ]

    @Test(arguments: structured) func structuredAuthors(_ json: String, _ authors: [String]) throws {
        var page = MetadataPage()
        let person = #"{"@type":"Person","@id":"https://harbourpost.example/#ada","name":"Ada Lind"}"#
        page.head = """
            <script type="application/ld+json">{"@graph":[\(person),{"@type":"NewsArticle","headline":"Harbour bridge \
            closes for two weeks of repairs","author":\(json)}]}</script>
            """
        #expect(try page.metadata().authors == authors)
    }

    /// Lines between headline and text.
    static let lines: [(line: String, authors: [String])] = [
        ("<p>By Ada Lind</p>", ["Ada Lind"]),
        ("<p>By Ada Lind and Ben Rau</p>", ["Ada Lind", "Ben Rau"]),
        ("<div>Von Ada Lind, Ben Rau und Cem Acar</div>", ["Ada Lind", "Ben Rau", "Cem Acar"]),
        ("<div>Par Ada Lind</div>", ["Ada Lind"]),
        ("<div>Por Ada Lind y Ben Rau</div>", ["Ada Lind", "Ben Rau"]),
        ("<div>Av Ada Lind</div>", ["Ada Lind"]),
        ("<div>Door Ada Lind en Ben Rau</div>", ["Ada Lind", "Ben Rau"]),
        ("<div>Written by Ada Lind</div>", ["Ada Lind"]),
        ("<div>By Ada Lind, Senior Editor</div>", ["Ada Lind"]),
        ("<div>By Ada Lind · 3 May 2024</div>", ["Ada Lind"]),
        ("<div>By Ada Lind on May 3, 2024</div>", ["Ada Lind"]),
        ("<div>By Ada Lind May 3, 2024</div>", ["Ada Lind"]),
        ("<div>Published May 3, 2024 by Ada Lind</div>", ["Ada Lind"]),
        ("<div>03.05.2024 von Ada Lind</div>", ["Ada Lind"]),
        ("<div>By lanterna</div>", ["lanterna"]),
        ("<div>By the time the bridge opens again</div>", []),
        ("<div>By far the longest closure</div>", []),
        ("<div>Von Anfang an war es schwer</div>", []),
        (
            "<div class=\"byline\">By <a href=\"/x\">Ada Lind</a> and <a href=\"/y\">Ben Rau</a></div>",
            ["Ada Lind", "Ben Rau"]
        ),
        ("<span class=\"author-name\">Ada Lind</span>", ["Ada Lind"]),
        ("<div class=\"article-author\">Ada Lind<br>Ben Rau</div>", ["Ada Lind", "Ben Rau"]),
        ("<div class=\"author\"><a href=\"/team/ada\">Ada Lind</a> <time>3 May 2024</time></div>", ["Ada Lind"]),
        ("<a rel=\"author\" href=\"/ada\">Ada Lind</a>", ["Ada Lind"]),
        ("<div><a href=\"/authors/ada-lind\">Ada Lind</a></div>", ["Ada Lind"]),
        ("<div itemprop=\"author\" itemscope><span itemprop=\"name\">Ada Lind</span> Reporter</div>", ["Ada Lind"]),
        ("<div class=\"author\">Follow</div>", []),
        ("<div>By XY-Korrespondentin Ada Lind</div>", ["Ada Lind"]),
        ("<div class=\"byline\"><span>Ada Lind</span> <span>Ben Rau</span></div>", ["Ada Lind", "Ben Rau"]),
        ("<div class=\"byline\"><span>Ada</span> <span>Lind</span></div>", ["Ada Lind"]),
        ("<div class=\"author\">Show all articles by Ada Lind</div>", ["Ada Lind"]),
        ("<p><b>Ada Lind</b></p>", ["Ada Lind"]),
        ("<p><b>ADA LIND/BEN RAU</b></p>", ["ADA LIND", "BEN RAU"]),
        ("<div>Ada Lind 3 May 2024, 13:56</div>", ["Ada Lind"]),
        ("<div>03.05.2024 - Ada Lind</div>", ["Ada Lind"]),
        ("<div>Traffic and roads 3 May 2024</div>", []),
        ("<div>Share Post.</div>", []),
        ("<div><a href=\"/wifi\">Free WiFi</a></div>", []),
        ("<div><a href=\"/local\">Local News</a></div>", []),
        ("<figure><span>Picture House</span></figure>", []),
        ("<div class=\"comments\"><span class=\"author-name\">Troll Nine</span></div>", []),
    ]

    @Test(arguments: lines) func bylines(_ line: String, _ authors: [String]) throws {
        var page = MetadataPage()
        page.byline = line
        #expect(try page.metadata().authors == authors)
    }

    /// Meta elements, and what wins over what.
    static let declared: [(head: String, byline: String, authors: [String])] = [
        (meta("author", "Ada Lind"), "", ["Ada Lind"]),
        (
            meta("article:author", "https://www.facebook.com/harbourpost") + meta("sailthru.author", "Ada Lind"), "",
            ["Ada Lind"]
        ),
        (meta("author", "Ada Lind; Ben Rau"), "", ["Ada Lind", "Ben Rau"]),
        (meta("citation_author", "Ada Lind") + meta("citation_author", "Ben Rau"), "", ["Ada Lind", "Ben Rau"]),
        (meta("twitter:label1", "Verfasst von") + meta("twitter:data1", "Ada Lind"), "", ["Ada Lind"]),
        (meta("twitter:label1", "Reading time") + meta("twitter:data1", "2 minutes"), "", []),
        (meta("author", "Harbour Post"), "<p>By Ada Lind</p>", ["Ada Lind"]),
        (meta("author", "Harbour Post"), "", ["Harbour Post"]),
        (meta("author", "Harbour Post"), "<div class=\"author\">red, Agenturen</div>", ["Harbour Post"]),
        (meta("author", "Ada Lind"), "<p>By Ben Rau</p>", ["Ada Lind"]),
        (meta("author", "Harbour Post, Frankfurt, Germany"), "", ["Harbour Post"]),
        (meta("author", "Harbour Post, Ada Lind"), "", ["Ada Lind"]),
        (meta("articleAuthor", "Ada Lind"), "", ["Ada Lind"]),
        (meta("smartbanner:author", "Ada Lind"), "", []),
        (meta("author", "Harbour & Post"), "<p>By Ada Lind</p>", ["Ada Lind"]),
        (meta("author", "Harbour Post and AFP"), "", ["Harbour Post", "AFP"]),
        (meta("author", "Harbour Post"), "<p><b>Ben Rau</b></p>", ["Ben Rau"]),
        (meta("author", "Ada Lind\u{202E}\u{7}"), "", ["Ada Lind"]),
    ]

    @Test(arguments: declared) func declaredAuthors(_ head: String, _ byline: String, _ authors: [String]) throws {
        var page = MetadataPage()
        page.head = head
        page.byline = byline
        #expect(try page.metadata().authors == authors)
    }

    /// A signature in bold or italics stands right behind the text; elsewhere such a line is a subhead.
    @Test(arguments: [
        ("<p style=\"text-align:right\"><strong>Ada Lind</strong></p>", ["Ada Lind"]),
        ("<p><em>Ada Lind and Ben Rau</em></p>", ["Ada Lind", "Ben Rau"]),
        ("<p><a href=\"/x\"><b>Local News</b></a></p>", []),
        ("<p><b>See you there!</b></p>", []),
    ]) func signatures(_ line: String, _ authors: [String]) throws {
        var page = MetadataPage()
        page.after = line
        #expect(try page.metadata().authors == authors)
    }

    private static func meta(_ key: String, _ value: String) -> String { MetadataPage.meta(key, value) }
}
