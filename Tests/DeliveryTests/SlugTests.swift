import Testing

@testable import Delivery

@Suite struct SlugTests {
    @Test(
        arguments: [
            // Plain
            ("Bridge reopens", "bridge-reopens"),
            ("  Bridge   reopens  ", "bridge-reopens"),
            ("BRIDGE REOPENS!", "bridge-reopens"),
            ("5 things to know about 2026", "5-things-to-know-about-2026"),
            ("U.S. economy: what's next?", "u-s-economy-whats-next"),
            ("A/B testing", "a-b-testing"),
            ("100% sure & safe", "100-sure-safe"),
            ("C++ and C#", "c-and-c"),
            ("snake_case", "snake-case"),
            ("--- rules ---", "rules"),
            ("x", "x"),
            ("0", "0"),
            // Latin with marks
            ("Größe über Straße", "grosse-uber-strasse"),
            ("Øl på Ærø", "ol-pa-aero"),
            ("Łódź, żółć", "lodz-zolc"),
            ("İstanbul'da ığdır", "istanbulda-igdir"),
            ("L’été à Besançon", "lete-a-besancon"),
            ("Þór and Ðuro", "thor-and-duro"),
            ("Œuvre", "oeuvre"),
            ("Cafe\u{301} noir", "cafe-noir"),
            ("Tiếng Việt", "tieng-viet"),
            ("señor ¿qué?", "senor-que"),
            ("“Quoted” — dashed – and…", "quoted-dashed-and"),
            ("ﬁne ligature", "fine-ligature"),
            ("Ｆｕｌｌ ｗｉｄｔｈ", "full-width"),
            // Other scripts
            ("Привет, мир", "privet-mir"),
            ("Київ", "kiiv"),
            ("Καλημέρα κόσμε", "kalemera-kosme"),
            ("中文新闻标题", "zhong-wen-xin-wen-biao-ti"),
            ("한국어", "hangug-eo"),
            ("ニュース", "nyusu"),
            ("مرحبا", "mrhba"),
            ("हिन्दी", "hindi"),
            ("საქართველო", "sakartvelo"),
            ("Հայաստան", "hayastan"),
            // Hostile
            ("../../etc/passwd", "etc-passwd"),
            ("..", "bridge-story"),
            (".hidden", "hidden"),
            ("-rf *", "rf"),
            ("a\nb\r\nc", "a-b-c"),
            ("a\u{0}b", "a-b"),
            ("a\u{202E}txt.exe", "a-txt-exe"),
            ("a\u{1B}[31mred", "a-31mred"),
            ("$(reboot); `ls` | cat", "reboot-ls-cat"),
            ("con.txt:stream\\x", "con-txt-stream-x"),
            ("zero\u{200B}width", "zero-width"),
            ("soft\u{AD}hyphen", "softhyphen"),
            ("%2e%2e%2f", "2e-2e-2f"),
            ("tab\tbetween", "tab-between"),
            // Nothing to give: the URL's last part
            ("", "bridge-story"),
            ("🎉🎉🎉", "bridge-story"),
            ("!!! ???", "bridge-story"),
            ("\u{FFFD}\u{FFFD}", "bridge-story"),
            ("🇩🇪 News 👩‍👩‍👧", "news"),
            (nil, "bridge-story"),
        ] as [(String?, String)])
    func aTitleBecomes(title: String?, slug: String) throws {
        #expect(try stem(title) == slug + "-id")
    }

    @Test(arguments: [
        ("https://daily.example/a/b/the-story/", "the-story"),
        ("https://daily.example/a/%C3%BCber%20uns.html", "uber-uns"),
        ("https://daily.example/a/%FF%FE", "ff-fe"),
        ("https://daily.example/2026/05/01/v1.2-released.long-suffix", "v1-2-released-long-suffix"),
        ("https://daily.example/%2e%2e%2fetc%2fpasswd", "etc-passwd"),
        ("https://daily.example/?id=5", "article"),
        ("https://daily.example", "article"),
        ("", "article"),
    ])
    func withoutATitleTheURLSpeaks(url: String, slug: String) throws {
        #expect(try stem(nil, url: url) == slug + "-id")
    }

    @Test(arguments: [
        String(repeating: "中", count: 500), String(repeating: "ﷺ", count: 500), String(repeating: "word ", count: 500),
        String(repeating: "x", count: 100_000), String(repeating: "é-", count: 500),
        String(repeating: "a\u{301}\u{302}\u{303}", count: 5000), String(repeating: "ß", count: 79) + " end",
        "short " + String(repeating: "y", count: 200), String(repeating: "a", count: 79) + " b",
        String(repeating: "a", count: 80) + " b",
    ])
    func aLongTitleIsCut(title: String) throws {
        let slug = try stem(title).dropLast(3)
        #expect(slug.utf8.count <= 80)
        #expect(slug.utf8.count >= 40)
        #expect(slug.first != "-" && slug.last != "-")
    }

    @Test func theCutIsBetweenWords() throws {
        #expect(try stem(String(repeating: "seventeen letters ", count: 9)).hasSuffix("letters-seventeen-letters-id"))
    }

    @Test func everyScalarGivesASafeName() throws {
        let safe = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)
        for value in stride(from: UInt32(0), through: 0x1FFFF, by: 61) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let stem = try stem("a\(scalar)b")
            #expect(stem.utf8.allSatisfy(safe.contains) && stem.hasPrefix("a"), "U+\(String(value, radix: 16))")
        }
    }

    /// Letters that are looked up, by themselves and among others, against a transliterator.
    @Test func lettersAreRomanisedAsByICU() throws {
        for letter in (UInt32(0xC0)...0x24F).compactMap({ Unicode.Scalar($0) }) {
            for text in ["\(letter)", "a\(letter)b", "A\(letter)B \(letter)\(letter)"] {
                #expect(try stem(text) == stem(Slug.transliterated(text)), "U+\(String(letter.value, radix: 16))")
            }
        }
    }

    private func stem(_ title: String?, url: String? = nil) throws -> String {
        var article = article(title)
        if let url { article.url = url }
        return try ArticlePath(article: article, publicID: "id", now: now).stem
    }
}
