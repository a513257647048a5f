import Foundation
import Testing

@testable import Delivery

@Suite struct RenderingTests {
    @Test func theTextHasTheHeadlineOnTop() {
        #expect(Rendering.text(full) == "Café reopens\n\n" + body + "\n")
        #expect(Rendering.text(full, headlineFirst: false) == body + "\n")
        #expect(Rendering.text(article(nil)) == "It did.\n")
        #expect(Rendering.text(article(" \n", paragraphs: ["", " "])) == "")
    }

    @Test(arguments: [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\n\n\n b  c \n", "a\nb c"),
        ("a\u{0}b\u{7}c\u{7F}d\u{9B}e", "abcde"),
        ("tab\there", "tab here"),
        ("line\u{2028}separator\u{2029}para\u{85}nel\u{0B}vt", "line\nseparator\npara\nnel\nvt"),
        ("\u{202E}evil\u{202C} \u{2066}iso\u{2069} \u{202A}emb", "evil iso emb"),
        ("\u{FEFF}bom", "bom"),
        ("Cafe\u{301}", "Caf\u{E9}"),
        ("\u{212B}ngstro\u{308}m", "\u{C5}ngstr\u{F6}m"),
        ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"),
        ("👩‍👩‍👧 שלום\u{200F}", "👩‍👩‍👧 שלום\u{200F}"),
        ("a\u{A0}b", "a\u{A0}b"),
    ])
    func paragraphsAreNormalised(text: String, expected: String) {
        let rendered = Rendering.text(article(nil, paragraphs: [text]))
        // Compared as scalars: Swift's == takes é and e + accent for the same.
        #expect(Array(rendered.unicodeScalars) == Array((expected + "\n").unicodeScalars))
    }

    /// Clean text is taken as it is. A byte-order mark in front is dropped and has the text cleaned all the same.
    @Test func cleanTextIsRecognised() {
        let pieces = [
            "a", "é", "“", "한", "字", "👩", " ", " ", "\n", "\t", "\u{301}", "\u{1161}", "\u{85}", "\u{A0}", "\u{2028}",
            "\u{2060}",
            "\u{202E}", "\u{2066}", "\u{212B}", "\u{FEFF}", "\u{7F}", "\u{0}", "\u{37E}",
        ]
        var generator = SystemRandomNumberGenerator()
        for length in 0..<6000 {
            let text = (0..<length % 6).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            for clean in [CleanText.line, CleanText.paragraph] {
                #expect(Array(clean(text).utf8) == Array(clean("\u{FEFF}" + text).utf8), "\(text.debugDescription)")
            }
        }
    }

    @Test func preformattedLinesKeepTheirIndentation() {
        var article = article(nil)
        article.paragraphs = [.init("if x:\r\n\treturn  \n\n    y", role: .preformatted)]
        #expect(Rendering.text(article) == "if x:\n return\n    y\n")
    }

    @Test func theMarkdownKeepsTheRoles() {
        #expect(
            Rendering.markdown(full)
                == """
                # Café reopens

                After *two* years.\\
                Again.

                ## What was done

                - new floor
                - new roof

                > It is “good”.
                >
                > It is.

                ````
                a ```
                  b
                ````

                Year \\| Cost\\
                2025 \\| 3

                Done.

                """.replacing("*two*", with: "\\*two\\*"))
    }

    @Test(arguments: [
        ("# no heading", "\\# no heading"),
        ("- no item", "\\- no item"),
        ("+ no item", "\\+ no item"),
        ("1. no item", "1\\. no item"),
        ("12) no item", "12\\) no item"),
        ("3.5 per cent", "3\\.5 per cent"),
        ("1 plain", "1 plain"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("> no quote", "\\> no quote"),
        ("*a* _b_ `c` ~~d~~", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~"),
        ("[a](javascript:x) ![b](c)", "\\[a\\](javascript:x) !\\[b\\](c)"),
        ("<script>&amp;", "\\<script\\>\\&amp;"),
        ("back\\slash", "back\\\\slash"),
        ("a|b", "a\\|b"),
        ("```", "\\`\\`\\`"),
        ("a - b + c # d 1. e", "a - b + c # d 1. e"),
        ("a\n- b\n2. c", "a\\\n\\- b\\\n2\\. c"),
    ])
    func noTextIsReadAsMarkup(text: String, expected: String) {
        #expect(Rendering.markdown(article(nil, paragraphs: [text])) == expected + "\n")
    }

    @Test func theJSONHoldsEverything() throws {
        let text = Rendering.text(full)
        let json = try Rendering.json(full, textPath: "articles/daily/x.txt", textFile: text, now: now)
        #expect(json == expectedJSON)
        #expect(json.hasSuffix("}\n"))
    }

    @Test func absentFieldsAreNullAndNumbersStayNumbers() throws {
        var article = article(nil)
        article.confidence = .nan
        let json = try Rendering.json(article, textPath: "p", textFile: "t", now: now)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let fullJSON = try Rendering.json(full, textPath: "p", textFile: "t", now: now)
        let fullObject = try #require(try JSONSerialization.jsonObject(with: Data(fullJSON.utf8)) as? [String: Any])
        #expect(Set(object.keys) == Set(fullObject.keys))
        for key in ["title", "canonical_url", "confidence", "image", "modified"] { #expect(object[key] is NSNull) }
    }

    @Test func controlCharactersReachNoField() throws {
        let evil = "a\u{0}\u{1B}[31m\u{202E}b\nc\u{9C}"
        var article = article(evil, key: evil, paragraphs: [evil])
        article.authors = [evil, "\u{0}"]
        article.tags = [evil]
        article.removed = [evil: 1]
        for field in [\DeliveredArticle.canonicalURL, \.published, \.modified, \.language, \.site, \.section, \.image] {
            article[keyPath: field] = evil
        }
        article.syndicatedFrom = evil
        let json = try Rendering.json(article, textPath: "p", textFile: "t", now: now)
        let output = json + Rendering.text(article) + Rendering.markdown(article)
        #expect(output.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x7F) })
        #expect(!output.unicodeScalars.contains("\u{202E}") && !output.unicodeScalars.contains("\u{9C}"))
        #expect(!json.contains("\\u00"))
    }
}

private let full: DeliveredArticle = {
    var article = article("Cafe\u{301}\n reopens")
    article.canonicalURL = "https://daily.example/bridge"
    article.authors = ["Ann Lee", "Bo \"B\" Ek"]
    article.modified = "2026-05-02"
    article.language = "en"
    article.site = "Daily"
    article.section = "City"
    article.tags = ["bridges"]
    article.image = "https://daily.example/i.jpg"
    article.syndicatedFrom = "Agency"
    article.removed = ["related": 2, "ad": 3]
    article.confidence = 0.98765
    article.paragraphs = [
        .init("After *two* years.\nAgain."),
        .init("What was\ndone", role: .heading(level: 1)),
        .init("new floor", role: .listItem), .init(" ", role: .listItem), .init("new roof", role: .listItem),
        .init("It is “good”.", role: .quote), .init("It is.", role: .quote),
        .init("a ```\n  b", role: .preformatted),
        .init("Year | Cost", role: .tableRow), .init("2025 | 3", role: .tableRow),
        .init("Done."),
    ]
    return article
}()

private let body = """
    After *two* years.
    Again.

    What was done

    new floor

    new roof

    It is “good”.

    It is.

    a ```
      b

    Year | Cost

    2025 | 3

    Done.
    """

private let expectedJSON = #"""
    {
      "authors" : [
        "Ann Lee",
        "Bo \"B\" Ek"
      ],
      "canonical_url" : "https://daily.example/bridge",
      "changes" : null,
      "cluster" : "5j2hj5mat3sw",
      "confidence" : 0.988,
      "delivered" : "2026-05-02T00:30:00Z",
      "duplicate_of" : null,
      "fetched" : {
        "status" : 200,
        "time" : "2026-05-02T00:29:55Z",
        "url" : "https://www.daily.example/bridge"
      },
      "format" : 1,
      "former" : null,
      "guid" : null,
      "id" : "5j2hj5mat3sw",
      "image" : "https://daily.example/i.jpg",
      "key" : "daily.example/bridge",
      "language" : "en",
      "modified" : "2026-05-02",
      "paragraphs" : [
        {
          "role" : "paragraph",
          "text" : "After *two* years.\nAgain."
        },
        {
          "level" : 1,
          "role" : "heading",
          "text" : "What was done"
        },
        {
          "role" : "list_item",
          "text" : "new floor"
        },
        {
          "role" : "list_item",
          "text" : "new roof"
        },
        {
          "role" : "quote",
          "text" : "It is “good”."
        },
        {
          "role" : "quote",
          "text" : "It is."
        },
        {
          "role" : "preformatted",
          "text" : "a ```\n  b"
        },
        {
          "role" : "table_row",
          "text" : "Year | Cost"
        },
        {
          "role" : "table_row",
          "text" : "2025 | 3"
        },
        {
          "role" : "paragraph",
          "text" : "Done."
        }
      ],
      "path" : "articles/daily/x.txt",
      "published" : "2026-05-01T23:30:00-01:00",
      "removed" : {
        "ad" : 3,
        "related" : 2
      },
      "rev" : 1,
      "section" : "City",
      "sha256" : {
        "file" : "759b3a1f4f233bd8cce283cb3db7dba25710f73ed558d7ee142dfe10b15a043f",
        "text" : "40d55c8d3213261e502eb06b8041c969a6aea86a6183d1c0cc0cd3e2d916a64c"
      },
      "site" : "Daily",
      "source" : "daily",
      "syndicated_from" : "Agency",
      "tags" : [
        "bridges"
      ],
      "text" : "After *two* years.\nAgain.\n\nWhat was done\n\nnew floor\n\nnew roof\n\nIt is “good”.\n\nIt is.\n\na ```\n  b\n\nYear | Cost\n\n2025 | 3\n\nDone.",
      "title" : "Café reopens",
      "url" : "https://daily.example/news/bridge-story.html?x=1#top",
      "warnings" : [

      ]
    }

    """#
