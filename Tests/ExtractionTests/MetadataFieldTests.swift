import Extraction
import Testing

@Suite struct MetadataFieldTests {
    private static let german = Array(
        repeating:
            "Die Brücke wird im Herbst für zwei Wochen gesperrt, und das ist nicht die erste Sperrung auf dem Weg.",
        count: 3)
    private static let japanese = Array(repeating: "港の橋は秋に二週間閉鎖されると市議会が発表した。船が十分おきに運航する予定である。", count: 3)
    private static let russian = Array(
        repeating: "Мост закроют осенью на две недели, сообщил городской совет после заседания.", count: 3)
    private static let arabic = Array(
        repeating: "سيغلق الجسر أمام حركة المرور لمدة أسبوعين في الخريف بحسب مجلس المدينة.", count: 3)
    private static let zulu = Array(
        repeating: "Ibhuloho lizovalwa amasonto amabili ekwindla, kusho umkhandlu wedolobha emva komhlangano.", count: 3
    )

    static let languages: [(html: String, head: String, paragraphs: [String]?, language: String?)] = [
        ("lang=\"en\"", "", nil, "en"), ("lang=\"EN_us\"", "", nil, "en-US"), ("lang=\"en-GB\"", "", nil, "en-GB"),
        ("", MetadataPage.meta("og:locale", "en_GB"), nil, "en-GB"), ("", "", nil, "en"),
        ("lang=\"x-default\"", "", nil, "en"), ("lang=\"en\"", "", german, "de"),
        ("lang=\"de-AT\"", "", german, "de-AT"),
        ("lang=\"en\"", "", japanese, "ja"), ("lang=\"jp\"", "", japanese, "ja"), ("", "", japanese, "ja"),
        ("lang=\"en\"", "", russian, "ru"), ("lang=\"uk\"", "", russian, "uk"), ("", "", arabic, "ar"),
        ("lang=\"en\"", MetadataPage.meta("og:locale", "fa_IR"), arabic, "fa-IR"), ("lang=\"zu\"", "", zulu, "zu"),
        ("lang=\"zh-hans-cn\"", "", ["港口大桥将于秋季关闭两周，市议会在会议后宣布了这一消息。"], "zh-Hans-CN"),
    ]

    @Test(arguments: languages)
    func language(_ html: String, _ head: String, _ paragraphs: [String]?, _ language: String?) throws {
        var page = MetadataPage()
        (page.html, page.head) = (html, head)
        if let paragraphs { (page.paragraphs, page.heading) = (paragraphs, "") }
        #expect(try page.metadata().language == language)
    }

    static let canonicals: [(head: String, canonical: String?)] = [
        (#"<link rel="canonical" href="/news/bridge">"#, "https://www.harbourpost.example/news/bridge"),
        (#"<link rel="shortlink canonical" href="https://other.example/a#top">"#, "https://other.example/a"),
        (#"<link rel="canonical" href="/">"#, nil),
        (#"<link rel="canonical" href="https://www.harbourpost.example/index.html">"#, nil),
        (#"<link rel="canonical" href="javascript:alert(1)">"#, nil),
        (
            #"<link rel="canonical" href="/news/other">"# + MetadataPage.meta("og:url", "/news/bridge"),
            "https://www.harbourpost.example/news/bridge"
        ),
        (#"<base href="https://cdn.example/x/"><link rel="canonical" href="y">"#, "https://cdn.example/x/y"),
        ("", nil),
    ]

    @Test(arguments: canonicals) func canonical(_ head: String, _ canonical: String?) throws {
        var page = MetadataPage()
        page.head = head
        #expect(try page.metadata().canonicalURL == canonical)
    }

    static let images: [(head: String, image: String?)] = [
        (MetadataPage.meta("og:image", "/img/bridge.jpg"), "https://www.harbourpost.example/img/bridge.jpg"),
        (MetadataPage.meta("og:image", "//cdn.example/bridge.jpg"), "https://cdn.example/bridge.jpg"),
        (MetadataPage.meta("og:image", "/img/logo.png"), nil),
        (
            MetadataPage.meta("og:image", "/img/default-share.png") + MetadataPage.meta("twitter:image", "/b.jpg"),
            "https://www.harbourpost.example/b.jpg"
        ),
        (MetadataPage.meta("og:image", "data:image/png;base64,AAAA"), nil),
        (
            MetadataPage.article(#""headline":"Bridge","image":{"@type":"ImageObject","url":"/c.jpg"}"#),
            "https://www.harbourpost.example/c.jpg"
        ),
    ]

    @Test(arguments: images) func image(_ head: String, _ image: String?) throws {
        var page = MetadataPage()
        page.head = head
        #expect(try page.metadata().image == image)
    }

    static let walls: [(head: String, paywalled: Bool?)] = [
        (MetadataPage.article(#""headline":"Bridge","isAccessibleForFree":false"#), true),
        (MetadataPage.article(#""headline":"Bridge","isAccessibleForFree":"False""#), true),
        (MetadataPage.article(#""headline":"Bridge","isAccessibleForFree":"http://schema.org/True""#), false),
        (
            MetadataPage.article(
                #""headline":"Bridge","hasPart":{"@type":"WebPageElement","isAccessibleForFree":"False","cssSelector":".p"}"#
            ),
            true
        ),
        (
            MetadataPage.article(
                #""headline":"Bridge","isAccessibleForFree":true,"hasPart":[{"isAccessibleForFree":true}]"#),
            false
        ),
        (MetadataPage.meta("article:content_tier", "locked"), true), ("", nil),
    ]

    @Test(arguments: walls) func paywall(_ head: String, _ paywalled: Bool?) throws {
        var page = MetadataPage()
        page.head = head
        #expect(try page.metadata().paywalled == paywalled)
    }

    /// A page that says nothing in its head, with a prompt where the text breaks off.
    @Test(
        arguments: [
            ("<div class=\"paywall\"><p>Subscribe now to continue reading this article.</p></div>", true),
            ("<div class=\"newsletter\"><p>Sign up for our newsletter.</p></div>", nil),
            ("", nil),
        ] as [(String, Bool?)]) func textThatBreaksOff(_ after: String, _ paywalled: Bool?) throws
    {
        var page = MetadataPage()
        page.after = after
        #expect(try page.metadata().paywalled == paywalled)
    }

    @Test func sectionTagsSiteAndSummaryAreClean() throws {
        var page = MetadataPage()
        page.head =
            MetadataPage.meta("article:section", " Local\u{0B}news ")
            + MetadataPage.meta("og:site_name", "Harbour &amp;amp; Post")
            + MetadataPage.meta("keywords", "bridge, harbour, bridge,, traffic")
            + MetadataPage.meta("og:description", "Two\u{AD}week\u{202E} closure &amp;quot;sure&amp;quot;")
        let metadata = try page.metadata()
        #expect(metadata.section == "Local news")
        #expect(metadata.site == "Harbour & Post")
        #expect(metadata.tags == ["bridge", "harbour", "traffic"])
        #expect(metadata.summary == "Twoweek closure \"sure\"")
    }

    @Test func sourceNoticeNamesTheSource() throws {
        var page = MetadataPage()
        page.paragraphs.append("This article was originally published on Pier Review and is reused under a licence.")
        #expect(try page.metadata().syndicatedFrom == "Pier Review")
    }
}
