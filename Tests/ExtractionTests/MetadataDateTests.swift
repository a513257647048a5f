import Extraction
import Testing

@Suite struct MetadataDateTests {
    static let rows: [(head: String, byline: String, url: String, published: String?)] = [
        (article("2024-05-03T10:20:30+02:00"), "", plain, "2024-05-03T10:20:30+02:00"),
        (article("2024-05-03T10:20:30Z"), "", plain, "2024-05-03T10:20:30Z"),
        (article("2024-05-03"), "", plain, "2024-05-03"),
        (article("May 3, 2024"), "", plain, "2024-05-03"),
        (article("nonsense"), "<time datetime=\"2024-05-03\">x</time>", plain, "2024-05-03"),
        (article("2024"), meta("date", "2024-05-03"), plain, "2024-05-03"),
        (meta("article:published_time", "2024-05-03T08:00:00-04:00"), "", plain, "2024-05-03T08:00:00-04:00"),
        (
            meta("article:modified_time", "2024-05-09") + meta("article:published_time", "2024-05-03"), "", plain,
            "2024-05-03"
        ),
        (meta("citation_publication_date", "2024/05") + meta("citation_date", "2024/05/03"), "", plain, "2024-05-03"),
        ("", "<time datetime=\"2024-05-03T09:15+02:00\">3. Mai</time>", plain, "2024-05-03T09:15+02:00"),
        ("", "<span itemprop=\"datePublished\" content=\"2024-05-03\">gestern</span>", plain, "2024-05-03"),
        ("", "<div>May 3, 2024</div>", plain, "2024-05-03"),
        ("", "<div>3. Mai 2024, 14:05 Uhr</div>", plain, "2024-05-03T14:05"),
        ("", "<div>le 3 mai 2024</div>", plain, "2024-05-03"),
        ("", "<div>2024年5月3日</div>", plain, "2024-05-03"),
        ("", "<div>Sonnabend, 3. Februar 2024 von Ada Lind</div>", plain, "2024-02-03"),
        ("", "", "https://harbourpost.example/2024/05/03/bridge", "2024-05-03"),
        ("", "", "https://harbourpost.example/news/2024-05-03-bridge", "2024-05-03"),
        ("", "", "https://harbourpost.example/news/03-05-2024-bridge", "2024-05-03"),
        ("", "", "https://harbourpost.example/2024/5/remote-work-5-tips", nil),
        ("", "", "https://harbourpost.example/2024/13/45/bridge", nil),
        ("", "<div class=\"comments\"><time datetime=\"2024-05-09\">then</time></div>", plain, nil),
        ("", "", plain, nil),
        // The page's clock tells the zone of an instant in UTC.
        (article("2024-05-03T22:04:11Z"), "<div>4 May 2024, 00:04</div>", plain, "2024-05-04T00:04:11+02:00"),
        (article("2024-05-04T03:37:37+00:00"), "<div>3 May 2024, 11:37 pm</div>", plain, "2024-05-03T23:37:37-04:00"),
        (article("2024-05-03T20:15:00Z"), "<div>4 May 2024, 02:00</div>", plain, "2024-05-04T02:00:00+05:45"),
        (
            article("2024-05-03T22:04:00Z") + meta("date", "Sat, 04 May 2024 00:04:00 +0200"), "", plain,
            "2024-05-04T00:04:00+02:00"
        ),
        (article("2024-05-03T22:04:00Z"), "<div>4 May 2024, 09:17</div>", plain, "2024-05-03T22:04:00Z"),
        (article("2024-05-03T22:04:00+01:00"), "<div>3 May 2024, 23:04</div>", plain, "2024-05-03T22:04:00+01:00"),
        // Midnight of the day that the page shows.
        (article("2024-05-03T22:00:00Z"), "<div>4 May 2024</div>", plain, "2024-05-04T00:00:00+02:00"),
        (article("2024-05-03T22:00:00Z"), "<div>3 May 2024</div>", plain, "2024-05-03T22:00:00Z"),
        (article("2024-05-03T22:00:00Z"), "<div>8 May 2024</div>", plain, "2024-05-03T22:00:00Z"),
        // What Open Graph says of another day than JSON-LD.
        (article("2024-05-03") + meta("article:published_time", "2024-05-09"), "", plain, "2024-05-09"),
        (
            article("2024-05-03T22:00:00-05:00") + meta("article:published_time", "2024-05-04"), "", plain,
            "2024-05-03T22:00:00-05:00"
        ),
        // A date that may be the last change's gives way to another one under the headline, not to one elsewhere.
        (meta("published", "May 3, 2024"), "<time datetime=\"2024-05-09\">x</time>", plain, "2024-05-03"),
        (meta("date", "2024-05-09"), "<time datetime=\"2024-05-03\">x</time>", plain, "2024-05-03"),
        (meta("dc.date", "2024-05-09"), "<div>3 May 2024</div>", plain, "2024-05-03"),
        (meta("date", "2024-05-03T10:20Z"), "<time datetime=\"2024-05-03\">x</time>", plain, "2024-05-03T10:20Z"),
        (
            meta("date", "2024-05-03"),
            "<div class=\"related-card\"><span itemprop=\"datePublished\" content=\"2024-05-09\">x</span></div>", plain,
            "2024-05-03"
        ),
        // Microformats keep the date in an attribute.
        (
            "", "<abbr class=\"published\" title=\"2024-05-03T10:52:00+02:00\">10:52</abbr>", plain,
            "2024-05-03T10:52:00+02:00"
        ),
        ("", "<span class=\"published\">at last</span>", plain, nil),
        ("", "<time><span>28.09.19</span><span>12:44</span></time>", plain, "2019-09-28T12:44"),
    ]

    @Test(arguments: rows) func published(_ head: String, _ byline: String, _ url: String, _ published: String?) throws
    {
        var page = MetadataPage(url: url)
        page.head = head
        page.byline = byline
        #expect(try page.metadata().published == published)
    }

    /// Lines that date the text from within or behind it.
    static let places: [(first: String, after: String, published: String?)] = [
        (
            "3.5.2024 – The harbour bridge will close to all traffic for two weeks in the autumn, says the council.",
            "", "2024-05-03"
        ),
        ("", "<div>Datum: 03.05.2024</div>", "2024-05-03"),
        ("", "<div>Bridge (last edited 2024-05-03 13:28 by Ada Lind)</div>", "2024-05-03T13:28"),
        ("", "<footer><time datetime=\"2024-05-03\">x</time></footer>", "2024-05-03"),
    ]

    @Test(arguments: places) func besideTheText(_ first: String, _ after: String, _ published: String?) throws {
        var page = MetadataPage()
        if !first.isEmpty { page.paragraphs.insert(first, at: 1) }
        page.after = after
        #expect(try page.metadata().published == published)
    }

    /// The address names a blogger's own day; news sites state instants for readers in all zones.
    @Test(arguments: [("BlogPosting", "2024-05-03"), ("NewsArticle", "2024-05-04T02:41:41Z")])
    func dayOfTheAddress(_ type: String, _ published: String) throws {
        var page = MetadataPage(url: "https://harbourpost.example/2024/05/03/bridge")
        page.head = MetadataPage.article(#""headline":"Bridge","datePublished":"2024-05-04T02:41:41Z""#, type: type)
        #expect(try page.metadata().published == published)
    }

    /// Numeric dates read as the page's country writes them.
    static let orders = [
        ("lang=\"en-US\"", "05/03/2024", "2024-05-03"), ("lang=\"en-GB\"", "03/05/2024", "2024-05-03"),
        ("lang=\"de\"", "03.05.2024", "2024-05-03"), ("lang=\"fr\"", "03/05/2024", "2024-05-03"),
    ]

    @Test(arguments: orders) func order(_ html: String, _ text: String, _ published: String) throws {
        var page = MetadataPage()
        page.html = html
        page.byline = "<div>\(text)</div>"
        #expect(try page.metadata().published == published)
    }

    @Test func modifiedIsKeptApart() throws {
        var page = MetadataPage()
        page.head = MetadataPage.article(
            #""headline":"Bridge","datePublished":"2024-05-03","dateModified":"2024-05-04T10:00Z""#)
        let metadata = try page.metadata()
        #expect(metadata.published == "2024-05-03")
        #expect(metadata.modified == "2024-05-04T10:00Z")
    }

    /// Blog systems that forget the first date declare the last change twice; news sites mean it.
    @Test(arguments: [("BlogPosting", "2024-05-03"), ("NewsArticle", "2024-06-20")])
    func lastChangeDeclaredTwice(_ type: String, _ published: String) throws {
        var page = MetadataPage()
        page.head = MetadataPage.article(
            #""headline":"Bridge","datePublished":"2024-06-20","dateModified":"2024-06-20""#, type: type)
        page.byline = "<div>May 3, 2024</div>"
        #expect(try page.metadata().published == published)
    }

    private static let plain = "https://harbourpost.example/news/bridge"
    private static func meta(_ key: String, _ value: String) -> String { MetadataPage.meta(key, value) }
    private static func article(_ date: String) -> String {
        MetadataPage.article(#""headline":"Harbour bridge closes","datePublished":"\#(date)""#)
    }
}
