import HTML
import Testing

/// Markup made to cost time, memory or text.
@Suite struct HostileMarkupTests {
    static let cuts: [(ParseLimit, WritableKeyPath<ParseLimits, Int> & Sendable, Int, String)] = [
        (.nodes, \.nodes, 6, "<i>1</i><i>2</i><i>3</i><i>4</i>"),
        (.textBytes, \.textBytes, 9, "<p>12345678</p><p>90</p><p>3"),
        (.links, \.links, 3, "<a>1</a><a>2</a><a>3</a><a>4</a>"), (.depth, \.depth, 5, "<b><i><u><s><q>1"),
        (.names, \.names, 2, "<b c=1>1</b><i d=2>2</i><u e=3>3</u>"),
    ]

    @Test(arguments: cuts) func aPageIsCutAtEachCapAndSaysSo(
        cut: (limit: ParseLimit, path: WritableKeyPath<ParseLimits, Int> & Sendable, value: Int, page: String)
    ) throws {
        var limits = ParseLimits()
        limits[keyPath: cut.path] = cut.value
        #expect(try Document.parse(bytes(cut.page), limits: limits).limitsReached == [cut.limit])
        #expect(try Document.parse(bytes(cut.page)).limitsReached == [])
    }

    @Test func aTagOfOneNameTooManyIsNoTag() throws {
        var limits = ParseLimits()
        limits.names = 1
        let markup = "<x-a class=k>1</x-a><x-b>2</x-b><x-a y=z><p>3</x-a>4</x-b>"
        let page = try Document.parse(bytes(markup), limits: limits)
        #expect(page.outline == "x-a(‹1›)‹2›x-a(p(‹3›))‹4›" && page.attributes.count == 1)
    }

    @Test func aReferenceOfOneNameTooManyIsText() throws {
        var limits = ParseLimits()
        limits.names = 2
        let page = try Document.parse(
            bytes("<p title='&zq;' lang='&amp;'>&zr; &Zq; &amp;lt &eacute; &nbsp1<a href='/?zq=1&zt=2&amp;zu=3'>"),
            limits: limits)
        #expect(page.outline == "p(‹&zr; &Zq; &lt é \u{A0}1›a())")
        #expect(page.limitsReached == [.names])
        #expect(page.attributes.map { page.string($0.value) } == ["&zq;", "&", "/?zq=1&zt=2&zu=3"])
    }

    @Test func aValueWithoutAnEndIsCutLikeOthers() throws {
        var limits = ParseLimits()
        limits.attributeValueBytes = 4
        let page = try Document.parse(bytes("<p title=\"12345>1</p><p title='1234>2"), limits: limits)
        #expect(page.outline == "p(‹1›)p(‹2›)" && page.limitsReached == [.attributeValueBytes])
        #expect(page.attributes.map { page.string($0.value) } == ["1234"])
    }

    @Test func aLinkBeyondTheCapIsText() throws {
        var limits = ParseLimits()
        limits.links = 1
        let page = try Document.parse(bytes("<p><a>1</a><a>2</a>3"), limits: limits)
        #expect(page.nodes.count { $0.tag == .a } == 1 && page.text(of: 0) == "123")
    }

    @Test func anXMLTreeIsCutAtItsLastNode() {
        let tree = XMLTree.parse(bytes("<a><b>1</b><c><d>2</d></c><e/></a>"), nodeLimit: 5)
        #expect(tree.count == 5 && tree.text(0) == "1" && tree.limitsReached == [.nodes])
    }

    @Test(arguments: [300, 100_000], ["div", "b", "x-y", "table><tr><td", "ul><li"])
    func deepNestingLosesNoText(depth: Int, tag: String) throws {
        let open = String(repeating: "<\(tag)>", count: depth)
        let page = try Document.parse(bytes(open + "deep" + String(repeating: "</div>", count: depth) + "<p>after"))
        #expect(page.text(of: 0) == "deepafter")
        #expect(page.nodes.count > depth)
        #expect(page.nodes.allSatisfy { $0.depth <= 512 })
        #expect(page.limitsReached == (page.nodes.count > 100_000 || tag.contains("<") ? [.depth] : []))
    }

    @Test func aTextOfTwelveMegabytesIsWhole() throws {
        let words = String(repeating: "word ", count: 2_400_000)
        let page = try Document.parse(bytes("<p>\(words)</p>after"))
        #expect(page.nodes.count { $0.isText } == 2)
        #expect(page.bytes.count == words.utf8.count + 5)
    }

    @Test func aTagKeepsItsFirstAttributesOnly() throws {
        let many = (0..<80_000).map { "a\($0)=\($0)" }.joined(separator: " ")
        let page = try Document.parse(bytes("<p class=k \(many) id=late>text</p>after"))
        #expect(page.outline == "p(‹text›)‹after›")
        #expect(page.attributes.count == 256)
        #expect(page.limitsReached == [.attributesPerTag])
    }

    @Test func aLongValueIsDropped() throws {
        var limits = ParseLimits()
        limits.attributeValueBytes = 10
        let page = try Document.parse(bytes("<p title='12345678901' class='1234567890'>text"), limits: limits)
        #expect(page.attributes.count == 1)
        #expect(page.limitsReached == [.attributeValueBytes])
    }

    @Test func theTreeEndsAtItsNodeLimit() throws {
        var limits = ParseLimits()
        limits.nodes = 10
        let page = try Document.parse(bytes(String(repeating: "<p>x</p>", count: 100)), limits: limits)
        #expect(page.nodes.count == 10)
        #expect(page.limitsReached == [.nodes])
        #expect(page.nodes[0].end == 10)
    }

    @Test func thousandsOfNamesAreKept() throws {
        let markup = (0..<70_000).map { "<i b\($0)=1></i>" }.joined()
        let page = try Document.parse(bytes(markup))
        #expect(page.attributes.count == 70_000)
        #expect(page.attributeName("b500") != nil)
        #expect(page.attributes.last?.name == .other)
    }

    /// Each was quadratic in libxml2 or could be in the filter; what they cost is measured by `make linear`.
    @Test(arguments: [
        "<span>x</i>", "<div>x</p>", "<textarea>", "<title>", "<script>", "<style>", "<!-- ", "<a b=\"c>", "<a b='",
        "<",
        "</", "<!", "<?", "&nbsp", "&abcdef", "<p><b>", "<ul><li>", "<a><div>", "<form><p>", "</p>", "<b/",
    ])
    func textBeforeManyOfAKindIsThere(piece: String) throws {
        let page = try Document.parse(bytes("<p>start" + String(repeating: piece, count: 32_000) + " end"))
        #expect(page.bytes.starts(with: "start".utf8))
    }
}
