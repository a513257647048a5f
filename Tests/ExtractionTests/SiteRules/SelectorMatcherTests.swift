import Glibc
import HTML
import Selectors
import Testing

@testable import Extraction

/// Selectors over a parsed page: the ids of the elements that each finds.
@Suite struct SelectorMatcherTests {
    private static let page = """
        <!DOCTYPE html><html lang="en-GB" id="html"><head id="head"><meta id="m" name="author" content="A. B."></head>
        <body id="body" class="page">
        <div id="d1" class="story main wide">
          <h1 id="h" class="Title">Title</h1>
          <p id="p1" class="first lead">One <a id="a1" href="https://a.example/x.pdf" rel="nofollow author">a</a></p>
          <p id="p2" data-Kind="Ad-Slot">Two <b id="b1">b</b></p>
          <ul id="u"><li id="l1">1</li><li id="l2">2</li><li id="l3">3</li><li id="l4">4</li><li id="l5">5</li></ul>
          <p id="p3" class="">Three</p>
        </div>
        <div id="d2" class="side"><div id="d3"><p id="p4" lang="de-AT" title="a b">Four</p></div>
          <my-box id="x1" class="lead"><p id="p5">Five</p></my-box><my-bar id="x2"></my-bar></div>
        <aside id="s" class="side main"><span id="e"></span><p id="p6">Six</p><span id="f"></span></aside>
        <p id="2nd:x" class="été a.b">Last</p>
        </body></html>
        """

    @Test(arguments: rows)
    func finds(_ text: String, _ ids: String) throws {
        #expect(try Self.find(text) == ids)
    }

    private static func find(_ text: String, visits: Int = SelectorMatcher.visits) throws -> String? {
        let document = try Document.parse(Array(page.utf8))
        var matcher = SelectorMatcher(document, visits: visits)
        let found = matcher.elements(try Selector.parse(text))
        return found?.map { index in document.attribute(.id, of: index).map(document.string) ?? "?" }
            .joined(separator: " ")
    }

    private static let types: [(String, String)] = [
        ("h1", "h"), ("H1", "h"), ("p", "p1 p2 p3 p4 p5 p6 2nd:x"), ("my-box", "x1"), ("my-nothing", ""),
        ("nothing", ""),
        ("article", ""),
        ("*", "html head m body d1 h p1 a1 p2 b1 u l1 l2 l3 l4 l5 p3 d2 d3 p4 x1 p5 x2 s e p6 f 2nd:x"),
        (".side", "d2 s"), (".main", "d1 s"), (".main.side", "s"), (".side.main", "s"), ("div.main", "d1"),
        (".Title", "h"), (".title", ""), (".mai", ""), (".lead", "p1 x1"), ("p.lead", "p1"), ("*.lead", "p1 x1"),
        ("#d3", "d3"), ("p#p4", "p4"), ("div#p4", ""), ("#D3", ""), ("#2nd\\:x", "2nd:x"), (".\\e9t\\E9", "2nd:x"),
        (".été", "2nd:x"), (".a\\.b", "2nd:x"), ("  p#p4  ", "p4"), ("#p4#p4", "p4"), ("#p4#p5", ""),
    ]

    private static let attributes: [(String, String)] = [
        ("[href]", "a1"), ("a[href]", "a1"), ("[HREF]", "a1"), ("p[href]", ""), ("[data-kind]", "p2"), ("[none]", ""),
        ("[rel=author]", ""), ("[rel=\"nofollow author\"]", "a1"), ("[ rel = 'nofollow author' ]", "a1"),
        ("[rel~=author]", "a1"), ("[rel~=auth]", ""), ("[rel~='nofollow author']", ""), ("[rel~='']", ""),
        ("[lang|=de]", "p4"), ("[lang|=en]", "html"), ("[lang|=d]", ""), ("[lang|='de-AT']", "p4"),
        ("[href^=https]", "a1"), ("[href^='']", ""), ("[href$='.pdf']", "a1"), ("[href$=pd]", ""), ("[href$='']", ""),
        ("[href*='example']", "a1"), ("[href*='']", ""), ("[href*=nope]", ""), ("[data-kind=ad-slot]", ""),
        ("[data-kind=ad-slot i]", "p2"), ("[data-kind*='AD-' I]", "p2"), ("[data-kind='Ad-Slot' s]", "p2"),
        ("[class='']", "p3"), ("[class]", "body d1 h p1 p3 d2 x1 s 2nd:x"), ("[class*=ea]", "p1 x1"),
        ("meta[name=author][content]", "m"), ("[title=a\\ b]", "p4"), ("[id^=l][id$='3']", "l3"),
    ]

    private static let combinators: [(String, String)] = [
        ("div p", "p1 p2 p3 p4 p5"), ("div > p", "p1 p2 p3 p4"), ("div>p", "p1 p2 p3 p4"), ("div div p", "p4"),
        ("body > p", "2nd:x"), ("body p a", "a1"), ("div > a", ""), ("h1 + p", "p1"), ("h1+p+p", "p2"),
        ("h1 ~ p", "p1 p2 p3"),
        ("p ~ p", "p2 p3"), ("p + p", "p2"), ("ul ~ p", "p3"), ("li + li", "l2 l3 l4 l5"), ("li ~ li + li", "l3 l4 l5"),
        ("#l3 ~ li", "l4 l5"), ("#l3 + #l5", ""), ("span + p + span", "f"), ("my-box > p", "p5"),
        ("my-box + my-bar", "x2"),
        (".page .story b", "b1"), ("html > body > div > ul > li:first-child", "l1"), ("div + div > div p", "p4"),
        ("aside ~ p", "2nd:x"), ("p p", ""), ("* > * > * > a", "a1"), (".story > * > a", "a1"), ("div * p", "p4 p5"),
    ]

    private static let positions: [(String, String)] = [
        ("li:first-child", "l1"), ("li:last-child", "l5"), ("p:first-child", "p4 p5"), ("p:only-child", "p4 p5"),
        ("li:nth-child(2)", "l2"), ("li:nth-child(odd)", "l1 l3 l5"), ("li:nth-child(even)", "l2 l4"),
        ("li:nth-child(2n+1)", "l1 l3 l5"), ("li:nth-child( 2n + 1 )", "l1 l3 l5"), ("li:nth-child(-n+2)", "l1 l2"),
        ("li:nth-child(n+4)", "l4 l5"), ("li:nth-child(3n-1)", "l2 l5"), ("li:nth-child(n)", "l1 l2 l3 l4 l5"),
        ("li:nth-child(0)", ""), ("li:nth-child(-3)", ""), ("li:nth-child(+3)", "l3"), ("li:nth-last-child(2)", "l4"),
        ("li:nth-last-child(-n+2)", "l4 l5"), (".story > p:first-of-type", "p1"), (".story > p:nth-of-type(2)", "p2"),
        (".story > p:last-of-type", "p3"), (".story > p:nth-last-of-type(2)", "p2"), ("aside p:only-of-type", "p6"),
        ("span:nth-of-type(2)", "f"), ("my-box:first-of-type", "x1"), ("my-bar:first-of-type", "x2"),
        ("html:first-child", "html"),
    ]

    private static let negations: [(String, String)] = [
        ("p:not(.lead)", "p2 p3 p4 p5 p6 2nd:x"), ("p:not([class])", "p2 p4 p5 p6"),
        ("div:not(.story):not(.side)", "d3"),
        ("div:not(.story, .side)", "d3"), ("li:not(:first-child)", "l2 l3 l4 l5"), ("li:not(:nth-child(n+2))", "l1"),
        ("body > *:not(div)", "s 2nd:x"), (".main:not(aside)", "d1"),
        ("p:not(#p1):not([data-kind]) ", "p3 p4 p5 p6 2nd:x"),
        (":not(p).lead", "x1"), ("p:not(p.lead)", "p2 p3 p4 p5 p6 2nd:x"),
    ]

    private static let lists: [(String, String)] = [
        ("h1, b", "h b1"), ("b,h1", "h b1"), ("p.lead , .lead", "p1 x1"), ("h1, nothing", "h"),
        ("meta[name=author]@content", "m"),
    ]

    static let rows: [(String, String)] = [types, attributes, combinators, positions, negations, lists].flatMap(\.self)

    @Test func theAttributeBehindTheSignIsRead() throws {
        #expect(try Selector.parse("a.next@HREF").attribute == "href")
        #expect(try Selector.parse("a.next").attribute == nil)
    }

    @Test func aBudgetThatIsSpentFindsNothingAndSaysSo() throws {
        #expect(try Self.find("p", visits: 10) == nil)
        let once = SelectorMatcher.passCost(try Document.parse(Array(Self.page.utf8)))
        #expect(try Self.find("p", visits: once) != nil)
        #expect(try Self.find("p:not(.a):not(.b)", visits: 2 * once - 1) == nil)
        #expect(try Self.find("p:not(.a):not(.b)", visits: 2 * once) != nil)
        #expect(try Self.find("p:not(.a, .b[c][d])", visits: 4 * once - 1) == nil)
    }

    @Test func attributesAndTheirBytesCost() throws {
        let plain = try Document.parse(Array("<p>x".utf8))
        let long = try Document.parse(Array("<p class='\(String(repeating: "x", count: 1599))'>x".utf8))
        #expect(SelectorMatcher.passCost(long) == SelectorMatcher.passCost(plain) + 100)
    }

    /// Cost is steps × nodes: deep nesting, long sibling lists and values that almost match take no longer.
    @Test(arguments: [
        String(repeating: "div ", count: 31) + "p", String(repeating: "* ", count: 31) + "q",
        String(repeating: "div ~ ", count: 31) + "p",
        Array(repeating: "div > *", count: 15).joined(separator: " ") + " p",
        ":not(" + Array(repeating: "div.x", count: 30).joined(separator: ",") + ") q",
        "[data-x*='\(String(repeating: "a", count: 1_500))b']", "div:nth-child(3n+2) div:nth-last-of-type(odd) q",
        "[data-x$='\(String(repeating: "a", count: 1_500))b'] q", "[data-x~='\(String(repeating: "a", count: 1_500))']",
    ]) func hostileSelectorsStayLinear(_ text: String) throws {
        let deep = String(repeating: "<div>", count: 500) + "<p>x</p>" + String(repeating: "</div>", count: 500)
        let wide = String(repeating: "<div class=x><i></i></div>", count: 20_000)
        let long = "<div data-x='\(String(repeating: "a", count: 200_000))'></div>"
        let document = try Document.parse(Array((deep + wide + long).utf8))
        let selector = try Selector.parse(text)
        var matcher = SelectorMatcher(document)
        let start = Self.processorSeconds
        let found = matcher.elements(selector)
        let used = Self.processorSeconds - start
        #expect((found?.count ?? 99) <= 1)
        #expect(used < 8, "debug build; \(used) s")
    }

    /// Of this thread, which other work beside the tests does not lengthen.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
