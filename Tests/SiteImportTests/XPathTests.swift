import Selectors
import Testing

@testable import SiteImport

/// XPath as site configs use it, and the selectors that say the same.
@Suite struct XPathTests {
    @Test(arguments: converted) func isConverted(_ path: String, _ expected: String) throws {
        let found = try XPathConverter.convert(path, isFirstOnly: false)
        #expect(found.map(\.selector).joined(separator: " | ") == expected)
        for result in found { #expect(throws: Never.self) { try Selector.parse(result.selector) } }
    }

    private static let converted: [(String, String)] = [
        ("//div", "div"), ("//DIV", "div"), ("//*", "*"), ("//div[@id='story']", "div#story"),
        ("//div[@id=\"story\"]", "div#story"), ("//*[@id='story']", "#story"), ("//div[@id='2x']", "div[id=\"2x\"]"),
        ("//div[@id]", "div[id]"), ("//div[@class='story']", "div[class=\"story\"]"),
        ("//div[@class='story main']", "div[class=\"story main\"]"),
        ("//div[contains(@class,'story')]", "div[class*=\"story\"]"),
        ("//div[contains(@class, \"it's\")]", "div[class*=\"it's\"]"),
        ("//div[@title='a\"b']", "div[title=\"a\\\"b\"]"),
        ("//div[starts-with(@id, 'post-')]", "div[id^=\"post-\"]"),
        ("//a[ends-with(@href, '.pdf')]", "a[href$=\".pdf\"]"),
        ("//p[contains(concat(' ',normalize-space(@class),' '),' lead ')]", "p.lead"),
        ("//p[contains(concat(' ', @class, ' '), ' lead ')]", "p.lead"),
        ("//p[contains(concat(' ', @class, ' '), ' 2x ')]", "p[class~=\"2x\"]"),
        ("//div[@id='a']//p", "div#a p"), ("//div[@id='a']/p", "div#a > p"), ("//div/descendant::p", "div p"),
        ("//div/child::p", "div > p"), ("/html/body/div", "html > body > div"), ("/html//h1", "html h1"),
        ("/descendant::h1", "h1"), (".//h1", "h1"), ("//div[@class='a' and @id='b']", "div[class=\"a\"]#b"),
        ("//div[@class='a'][@id='b']", "div[class=\"a\"]#b"), ("//div[@id='a' or @id='b']", "div#a, div#b"),
        ("//div[(@id='a' or @id='b') and @class]", "div#a[class], div#b[class]"),
        ("//div[@id='a' or @id='b']//p[@x or @y]", "div#a p[x], div#a p[y], div#b p[x], div#b p[y]"),
        ("//div[@id='a']|//div[@id='b']", "div#a | div#b"), ("(//h1 | //h2)", "h1 | h2"),
        ("//div[not(@id='a')]", "div:not(#a)"), ("//div[not(@id='a' or @id='b')]", "div:not(#a):not(#b)"),
        ("//div[not(@id and @class)]", "div:not([id][class])"),
        ("//div[not(contains(@class,'ad'))]", "div:not([class*=\"ad\"])"),
        ("//p[@class!='ad']", "p[class]:not([class=\"ad\"])"), ("//p[1]", "p:nth-of-type(1)"),
        ("//*[2]", ":nth-child(2)"),
        ("//p[last()]", "p:nth-last-of-type(1)"), ("//p[last()-1]", "p:nth-last-of-type(2)"),
        ("//p[position()=3]", "p:nth-of-type(3)"), ("//p[position()<3]", "p:nth-of-type(-n+2)"),
        ("//p[position()<=3]", "p:nth-of-type(-n+3)"), ("//p[position()>1]", "p:nth-of-type(n+2)"),
        ("//p[position()>=2]", "p:nth-of-type(n+2)"), ("//p[position()=last()]", "p:nth-last-of-type(1)"),
        ("//p[1][@class='x']", "p:nth-of-type(1)[class=\"x\"]"), ("//h2/following-sibling::p", "h2 ~ p"),
        ("//h2/following-sibling::*[1]", "h2 + *"),
        ("//meta[@property='og:title']/@content", "meta[property=\"og:title\"]@content"),
        ("//link/@href", "link@href"), ("//div//@href", "div [href]@href"), ("//@data-date", "[data-date]@data-date"),
        ("//*[self::h1 or self::h2]", "h1, h2"), ("//*[name()='h1']", "h1"), ("//h1/text()", "h1"),
        ("//div[attribute::id='a']", "div#a"),
        ("//time/@datetime | //span[@class='d']", "time@datetime | span[class=\"d\"]"),
        ("//div[@id='a']/*/p", "div#a > * > p"),
        ("//ul[@class='x']/li[2]/a", "ul[class=\"x\"] > li:nth-of-type(2) > a"),
    ]

    @Test(arguments: refused) func isRefused(_ path: String, _ reason: String) {
        let problem = #expect(throws: XPathProblem.self) { try XPathConverter.convert(path, isFirstOnly: false) }
        #expect(problem?.reason.contains(reason) == true, "\(problem?.reason ?? "")")
    }

    private static let refused: [(String, String)] = [
        ("//p[contains(text(),'Ad')]", "test the text"), ("//p[text()='x']", "test the text"),
        ("//p[contains(.,'Ad')]", "test the text"), ("//p[.='x']", "test the text"),
        ("//p[string-length(.)>3]", "test the text"),
        ("//p[normalize-space()='x']", "test the text"), ("//div[h2]", "what an element holds"),
        ("//div[.//img]", "what an element holds"), ("//div[contains(a/@href,'x')]", "what an element holds"),
        ("//p/..", "go back"), ("//p[../@id='a']", "go back"), ("//p/parent::div", "axis parent"),
        ("//p[ancestor::div]", "axis ancestor"), ("//p/preceding-sibling::h2", "axis preceding-sibling"),
        ("//div[@class='a'][2]", "a place among those"), ("(//p)[2]", "a place among all"),
        ("(//p)[1]", "a place among all"),
        ("//h2/following-sibling::p[1]", "a place among those"), ("string(//h1)", "makes a value"),
        ("concat(//a,//b)", "makes a value"), ("h1", "begin with / or //"), ("/div", "begin with html"),
        ("", "begin with"),
        ("//", "name of an element is missing"), ("//div[", "not understood"), ("//div[@id='a'", "\"]\" is missing"),
        ("//div[@id='a", "not closed"), ("//div[@id=a]", "text in quotes"), ("//div]", "not understood"),
        ("//p[@n > 3]", "compare numbers"), ("//p[translate(@a,'A','a')='x']", "translate()"),
        ("//p[contains(concat('x',@class,' '),' a ')]", "begins with something else"),
        ("//p[contains(concat(' ',@class,' '),'a')]", "one word between blanks"),
        ("//p[contains(@class,'')]", "empty text"),
        ("//p[not(not(@a))]", "negation inside"), ("//div/text()/x", "not understood"),
        ("//svg:path", "not understood"),
        ("//h1[self::h2]", "exclude each other"), ("//p[$x]", "not understood"), ("//p[@a&@b]", "\"&\""),
        ("//div//text()", "pieces of text"), ("//p[matches(@a,'x')]", "matches()"),
    ]

    /// Where only the first element counts, a first place behind all else says nothing.
    @Test func aFirstPlaceIsLeftOutWhereOnlyTheFirstCounts() throws {
        for path in ["(//h1[@class='x'])[1]", "//h1[@class='x'][1]"] {
            #expect(try XPathConverter.convert(path, isFirstOnly: true).map(\.selector) == ["h1[class=\"x\"]"])
        }
        #expect(throws: XPathProblem.self) { try XPathConverter.convert("//div[@id][1]/h1", isFirstOnly: true) }
        #expect(throws: XPathProblem.self) { try XPathConverter.convert("(//h1)[2]", isFirstOnly: true) }
    }

    @Test(arguments: [
        "//p" + String(repeating: "[", count: 3_000), "//p[" + String(repeating: "(", count: 3_000),
        "//p[" + String(repeating: "not(", count: 900), String(repeating: "/", count: 4_000),
        "//p" + String(repeating: "[@a or @b]", count: 300), String(repeating: "x", count: 1_000_000),
        "//p[" + Array(repeating: "@a", count: 700).joined(separator: " or ") + "]",
    ]) func hostilePathsAreRefused(_ path: String) {
        #expect(throws: XPathProblem.self) { try XPathConverter.convert(path, isFirstOnly: false) }
    }

    @Test func damagedPathsHaveAnAnswer() {
        let path =
            "(//div[contains(concat(' ',normalize-space(@class),' '),' a ') and not(@id='x')]//p[position()<3] | //@b)"
        for cut in path.indices {
            _ = try? XPathConverter.convert(String(path[..<cut]), isFirstOnly: true)  // Only a trap would fail.
            // As above.
            _ = try? XPathConverter.convert(path[..<cut] + path[path.index(after: cut)...], isFirstOnly: false)
        }
        #expect(throws: Never.self) { try XPathConverter.convert(path, isFirstOnly: false) }
    }
}

extension XPathConverter {
    fileprivate static func convert(_ path: Substring, isFirstOnly: Bool) throws -> [Result] {
        try convert(String(path), isFirstOnly: isFirstOnly)
    }
}
