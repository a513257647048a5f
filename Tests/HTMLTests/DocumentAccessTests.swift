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

    /// libxml2 sees a mark in the place of most values.
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
