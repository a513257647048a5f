import Extraction
import Testing

/// Trouble inside a paragraph, between two, and around them: the text after it is still there, and words are neither joined nor
/// split.
@Suite struct NoTextLostTests {
    struct Row: CustomTestStringConvertible {
        let testDescription: String
        /// The markup and the paragraphs it stands for.
        let markup: String
        let paragraphs: [String]

        /// Trouble that leaves no trace.
        init(_ name: String, _ markup: String) {
            self.init(name, markup, [sentence])
        }

        init(_ name: String, _ markup: String, _ paragraphs: [String]) {
            testDescription = name
            self.markup = markup
            self.paragraphs = paragraphs
        }
    }

    @Test(arguments: words + elements + scripts + disorder + deep) func everyWordIsThereOnce(row: Row) throws {
        let page = Self.before + row.markup + "<p>\(Self.last)</p></article></body></html>"
        let article = try Extractor().extract(Page(bytes: Array(page.utf8)))
        #expect(article.paragraphs.map(\.text) == [Self.first] + row.paragraphs + [Self.last])
    }

    private static let first =
        "The council met on Monday to discuss the new bridge across the river, which the town has wanted for years."
    private static let sentence =
        "The ferry to the islands sails again in spring, the harbour master told reporters on Friday evening."
    private static let second =
        "Tickets cost as much as last year, and children under six travel free of charge with anybody."
    private static let last =
        "On Tuesday the mayor said that the town would keep the old boats until the bridge is finished and paid for."
    private static let before =
        "<!DOCTYPE html><html lang=en><head><title>The council meets</title></head><body><article><h1>The council meets</h1>"
        + "<p>\(first)</p>"

    /// The sentence in a paragraph, with something in the middle of the word "harbour".
    private static func inAWord(_ trouble: String) -> String {
        "<p>\(sentence.replacing("harbour", with: "har\(trouble)bour"))</p>"
    }

    /// The same between two words, in place of nothing.
    private static func betweenWords(_ trouble: String) -> String {
        "<p>\(sentence.replacing("harbour ", with: "harbour \(trouble)"))</p>"
    }

    private static let words = [
        Row("wbr", inAWord("<wbr>")), Row("wbr that closes itself", inAWord("<wbr/>")),
        Row("wbr with an end", inAWord("<wbr></wbr>")), Row("soft hyphen", inAWord("&shy;")),
        Row("zero-width space", inAWord("&#8203;")), Row("NUL", inAWord("\0")), Row("word joiner", inAWord("\u{2060}")),
        Row("comment", inAWord("<!-- x -->")), Row("conditional comment", inAWord("<!--[if IE]>x<![endif]-->")),
        Row("revealed conditional", inAWord("<![if !IE]><![endif]>")), Row("CDATA", inAWord("<![CDATA[ x ]]>")),
        Row("processing instruction", inAWord("<?php echo 1 ?>")), Row("span", inAWord("<span></span>")),
        Row("bold half", "<p>\(sentence.replacing("harbour", with: "<b>har</b>bour"))</p>"),
        Row("script", inAWord("<script>var a = '<p>x</p>'</script>")), Row("style", inAWord("<style>p{}</style>")),
        Row("template", inAWord("<template>x</template>")), Row("unknown, closing itself", inAWord("<x-mark/>")),
        Row("bidi override", inAWord("&#x202E;")), Row("escape", inAWord("&#27;")),
        Row("NUL between tags", "\0<p>\0\(sentence)\0</p>\0"),
        Row("line break", "<p>\(sentence.replacing("harbour ", with: "harbour<br>"))</p>"),
        Row("no-break space", "<p>\(sentence.replacing("harbour ", with: "harbour&nbsp;"))</p>"),
        Row("line feed", "<p>\(sentence.replacing("harbour ", with: "harbour\n"))</p>"),
        Row("carriage return", "<p>\(sentence.replacing("harbour ", with: "harbour\r"))</p>"),
        Row(
            "less-than sign", "<p>\(sentence.replacing("islands", with: "islands <5 miles"))</p>",
            [
                sentence.replacing("islands", with: "islands <5 miles")
            ]),
    ]

    private static let elements = [
        Row("noscript picture", betweenWords("<noscript><img src=x></noscript>")),
        Row("empty frame", betweenWords("<iframe src=x></iframe>")), Row("picture", betweenWords("<img src=x alt=''>")),

        Row("vector", betweenWords("<svg><path d='M0'/></svg>")),
        Row("unquoted attributes", "<p class=a/b data-x=1 title=it's data-y=a=b>\(sentence)</p>"),
        Row("angle bracket in an attribute", "<p title='a > b' @click=\"x > y\">\(sentence)</p>"),
        Row("unclosed attribute", "<p class=\"lead>\(sentence)</p>"),
        Row("duplicate attributes", "<p class=a class=ad class=advert>\(sentence)</p>"),
        Row("unknown element around", "<x-body>\(sentence)</x-body>"),
        Row("unknown, closing itself, before", "<x-break/><p>\(sentence)</p>"),
        Row("paragraph in a list item", "<p>\(sentence)</p><ul><li><p>\(second)</p></li></ul>", [sentence, second]),
    ]

    private static let scripts = [
        Row("its end in a string", "<script>var a = \"<\\/script>\" + '</scr' + 'ipt>';</script><p>\(sentence)</p>"),
        Row("a comment in it", "<script><!--\nvar a = '<p>';\n//--></script><p>\(sentence)</p>"),
        Row("two of them", "<script>a < b && c > d</script><script src=x></script><p>\(sentence)</p>"),
        Row("unclosed style", "<p>\(sentence)</p><style>.a > .b { color: red }</style>"),
        Row("JSON", "<script type=application/json>{\"a\":\"</p><p>\"}</script><p>\(sentence)</p>"),
    ]

    private static let disorder = [
        Row("stray end of a paragraph", "</p><p>\(sentence)</p></p>"), Row("unclosed paragraph", "<p>\(sentence)"),
        Row("two unclosed paragraphs", "<p>\(sentence)<p>\(second)", [sentence, second]),
        Row("unclosed bold", "<p><b>\(sentence)</p>"), Row("crossed", "<p><b><i>\(sentence)</b></i></p>"),
        Row("stray ends", "</div></span></td></x-y><p>\(sentence)</p>"),
        Row("second body", "<body class=x><p>\(sentence)</p>"), Row("early end", "</body></html><p>\(sentence)</p>"),
        Row("block in a paragraph", "<p><div>\(sentence)</div></p>"),
        Row("section in a paragraph", "<p>\(sentence)<section>\(second)</section></p>", [sentence, second]),
        Row("comment that ends at once", "<!--><p>\(sentence)</p><!-->"),
        Row("comment with dashes", "<!-- a -- b --><p>\(sentence)</p>"),
        Row("empty tags", "<></><p>\(sentence)</p>".replacing("<></>", with: "</>")),
    ]

    private static let deep = [300, 100_000].flatMap { depth in
        ["div", "x-y", "span"].map { tag in
            Row(
                "\(depth) × \(tag)",
                String(repeating: "<\(tag)>", count: depth) + "<p>\(sentence)</p>"
                    + String(repeating: "</\(tag)>", count: depth))
        }
    }
}
