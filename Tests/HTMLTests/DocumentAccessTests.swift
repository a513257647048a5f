import HTML
import Testing

/// What a document says about its nodes.
@Suite struct DocumentAccessTests {
    let page: Document

    init() throws {
        page = try Document.parse(
            bytes(
                """
                <html lang=en><body><x-card data-x="1 &amp; 2" CLASS='a b' hidden data-y=&#146;><p id=p>one <b>two</b></p>\
                <svg><path d="M0"/></svg></x-card><p>three</p>
                """))
    }

    private func index(of name: String) throws -> Int {
        try #require(page.nodes.indices.first { page.name(of: $0) == name })
    }

    @Test func attributesHaveNamesAndValues() throws {
        let card = try index(of: "x-card")
        let dataX = try #require(page.attributeName("data-x"))
        let dataY = try #require(page.attributeName("data-y"))
        #expect(page.attribute(.class, of: card).map(page.string) == "a b")
        #expect(page.attribute(dataX, of: card).map(page.string) == "1 & 2")
        #expect(page.attribute(dataY, of: card).map(page.string) == "’")
        #expect(page.attribute(.hidden, of: card)?.isEmpty == true)
        #expect(page.attribute(.id, of: card) == nil)
        #expect(page.attributeName("data-z") == nil)
        #expect(page.attributeName("class") == .class)
        #expect(page.string(dataX) == "data-x")
        #expect(page.string(.ariaHidden) == "aria-hidden")
    }

    /// libxml2 sees no attributes but those with references.
    @Test(arguments: [
        "", "a", "@", "=", "@0", "@1", "=a", "@00000000", "=12345678", "@123456789012345", "a b\tc 'd' é 中",
        "1 < 2 > 0", "{\"a\":1}",
        "12345678",
    ]) func aValueIsWhatStandsInThePage(value: String) throws {
        let escaped = value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "&quot;")
        let page = try Document.parse(
            bytes(
                """
                <p class="\(escaped)" title="&amp;\(escaped)" id=first-one>
                """))
        #expect(page.attributes.map { page.string($0.value) } == [value, "&" + value, "first-one"])
    }

    static let tags: [(markup: String, outline: String)] = [
        // libxml2 adds html, head and body by itself.
        ("<p class=a>1<p id=b>2", "html body p[class=a] p[id=b]"),
        ("<title lang=de>t</title><div id=d>", "html head title[lang=de] body div[id=d]"),
        ("text<i id=a>", "html body p i[id=a]"),
        ("<body class=a><p id=b><body class=c><i title=d>", "html body[class=a] p[id=b] i[title=d]"),
        ("<html lang=de><html lang=en><b id=a>", "html[lang=de] body b[id=a]"),
        // A slash belongs to a value without quotes (HTML, section 13.2.5.38).
        ("<a href=/x/>1</a><b id=c>2", "html body a[href=/x/] b[id=c]"),
        ("<a href=/x/ ><b id=c>2", "html body a[href=/x/] b[id=c]"),
        ("<br class=\"a\"/><i id=b>", "html body br[class=a] i[id=b]"),
        ("<source class=a><i id=b>", "html body source[class=a] i[id=b]"),
        ("<p / id=a / class='b' / ><i/id=c>", "html body p[id=a class=b] i[id=c]"),
        // Of two of one name the first counts.
        ("<p id=a ID=b Id='&amp;'><i id='&lt;' id=c>", "html body p[id=a] i[id=<]"),
        ("<p title='&amp;' id=a class='&lt;' lang=b dir='&gt;'>", "html body p[title=& id=a class=< lang=b dir=>]"),
        ("<img alt=a&amp;b/><i id=c>", "html body img[alt=a&b/] i[id=c]"),
        ("<wbr id=a>1<b title=b>2<i id=c class=d", "html body p b[title=b]"),
        ("<p id=a <i id=b>", "html body p[id=a]"),
    ]

    @Test(arguments: tags) func attributesBelongToTheirTags(tag: (markup: String, outline: String)) throws {
        let page = try Document.parse(bytes(tag.markup))
        let outline = page.nodes.indices.filter { !page.nodes[$0].isText }.map { index in
            let attributes = page.nodes[index].attributes.map { attribute in
                let value = page.string(page.attributes[attribute].value)
                return page.string(page.attributes[attribute].name) + (value.isEmpty ? "" : "=" + value)
            }
            return page.name(of: index) + (attributes.isEmpty ? "" : "[\(attributes.joined(separator: " "))]")
        }
        #expect(outline.joined(separator: " ") == tag.outline)
    }

    /// libxml2 throws away what it has read of a long page.
    @Test func attributesBelongToTheirTagsInALongPage() throws {
        let text = String(repeating: "Wörter ", count: 50)
        let page = try Document.parse(
            bytes((0..<2_000).map { "<p id=n\($0)>\(text)&amp;<b title='&lt;\($0)' class=c>\(text)</b>" }.joined()))
        let paragraphs = page.nodes.indices.filter { page.nodes[$0].tag == .p }
        #expect(paragraphs.map { page.attribute(.id, of: $0).map(page.string) } == (0..<2_000).map { "n\($0)" })
        let bold = page.nodes.indices.filter { page.nodes[$0].tag == .b }
        #expect(bold.map { page.attribute(.title, of: $0).map(page.string) } == (0..<2_000).map { "<\($0)" })
        #expect(bold.allSatisfy { page.attribute(.class, of: $0).map(page.string) == "c" })
    }

    static let texts: [(markup: String, text: String)] = [
        ("<p>one</p> <p> two", "one  two"), ("<p>a<!-- -->b<!-- --> c", "ab c"),
        ("<p>*<b> </b>**&amp;*", "* **&*"), ("<p>a &lt; b & c &amp d&nbsp;e", "a < b & c & d\u{A0}e"),
        ("<p>&foo; &foo bar &#65;b &#x42 c &#; &# d && &", "&foo; &foo bar Ab B c   d && &"),
        ("<p>AT&T &notit; &ampamp;x &copy2 &copy", "AT&T &notit; &ampamp;x ©2 ©"), ("<p>1 < 2 <3", "1 < 2 <3"),
        ("<p>&#146;é&eacute;\u{85}", "’éé…"), ("<title>a < b &amp; c</title>", "a < b & c"),
        ("<textarea><b>&lt;</textarea>*", "<b><*"),
        ("<script type=application/json>{\"a\": \"*<b>&amp;\"}</script>*", "{\"a\": \"*<b>&amp;\"}*"),
        ("a\u{1}b\u{C}c<b title=d\u{7}e>\u{1}</b>", "abc"),
        ("  <p>  \n\t<b>\r\n x", "  \n\t\r\n x"),
    ]

    /// libxml2 sees no text but references and what may be part of one.
    @Test(arguments: texts) func textIsWhatStandsInThePage(page: (markup: String, text: String)) throws {
        let document = try Document.parse(bytes(page.markup))
        let texts = document.nodes.filter(\.isText).map { document.string($0.text) }
        #expect(texts.joined() == page.text)
    }

    /// Nodes, text and attributes are the same whatever stands between the pieces of a text.
    @Test func textInPiecesIsWhole() throws {
        let piece = String(repeating: "x", count: 999)
        for separator in ["<!-- -->", "<wbr>", "</ >", "<?a?>"] {
            let page = try Document.parse(bytes("<p>" + String(repeating: piece + separator, count: 5) + "&amp;end"))
            let texts = page.nodes.filter(\.isText).map { page.string($0.text) }
            #expect(texts == [String(repeating: piece, count: 5) + "&end"])
        }
    }

    @Test func onlyWhatIsWantedIsKeptAndWhatMayBeState() throws {
        let markup = """
            <p class=a data-b="12345678" onclick='c()' data-state='{"d":1}' data-list=[1] data-e="&#123;}" CLASS-F=g id="@0">
            """
        let page = try Document.parse(bytes(markup), attributes: AttributeSelection(["class", "id"]))
        #expect(page.attributes.map { page.string($0.name) } == ["class", "data-state", "data-list", "data-e", "id"])
        #expect(page.attributes.map { page.string($0.value) } == ["a", "{\"d\":1}", "[1]", "{}", "@0"])
        #expect(try Document.parse(bytes(markup)).attributes.count == 8)
    }

    @Test func elementsHaveNames() throws {
        #expect(page.nodes[try index(of: "x-card")].tag == .custom)
        #expect(page.nodes[try index(of: "path")].tag == .unknown)
        #expect(page.nodes[try index(of: "b")].tag == .b)
        #expect(Tag(name: "text") == .unknown)
        #expect(Tag(name: "h2") == .h2 && Tag.h2.name == "h2" && Tag.var.name == "var")
    }

    @Test func aSubtreeIsARange() throws {
        let card = try index(of: "x-card")
        #expect(page.text(of: card) == "one two")
        #expect(page.text(of: 0) == "one twothree")
        for (index, node) in page.nodes.enumerated() where node.parent >= 0 {
            let parent = page.nodes[Int(node.parent)]
            #expect(parent.end >= node.end && Int(node.parent) < index && parent.depth + 1 == node.depth)
        }
    }

    @Test func theCharsetIsKnown() throws {
        #expect(try Document.parse(bytes("<p>") + [0xC1], transportCharset: "koi8-r").charset == "koi8-r")
        #expect(try Document.parse(text: DecodedText(utf8: "<p>a\0b")).text(of: 0) == "ab")
    }
}
