import Selectors
import Testing

/// Every kind of mistake, with its column and words.
@Suite struct SelectorErrorTests {
    @Test(arguments: [
        ("", 1, "expected an element's name, \"*\", \".\", \"#\", \"[\" or \":\", found the end"),
        ("   ", 4, "found the end"), ("p,", 3, "found the end"), (",p", 1, "found \",\""), ("p >", 4, "found the end"),
        ("> p", 1, "found \">\""), ("p > > a", 5, "found \">\""), ("p + ~ a", 5, "found \"~\""),
        (".", 2, "expected a class name after \".\", found the end"), (".5x", 2, "expected a class name"),
        ("#", 2, "expected an id after \"#\""), ("p. a", 3, "expected a class name"),
        ("[", 2, "expected an attribute's name"), ("[a", 3, "expected \"]\", \"=\""), ("[a=", 4, "expected a value"),
        ("[a=b", 5, "expected \"]\""), ("[a='b", 4, "closing quotation mark"), ("[a=5]", 4, "needs quotes"),
        ("[a~b]", 4, "expected \"=\""), ("[a!=b]", 3, "expected \"]\""), ("[a=b x]", 6, "expected \"]\""),
        ("a:hover", 2, "unknown pseudo-class \":hover\""), ("a::before", 2, "pseudo-elements"),
        ("div:has(p)", 4, "unknown pseudo-class \":has\""), ("p:contains('x')", 2, "unknown pseudo-class"),
        (":", 2, "pseudo-class's name"), (":not", 5, "expected \"(\""), (":not(", 6, "found the end"),
        (":not()", 6, "found \")\""), (":not(:not(a))", 6, "cannot stand inside :not()"), (":not(a b)", 8, "\")\""),
        (":nth-child", 11, "expected \"(\""), (":nth-child()", 12, "expected a number"),
        (":nth-child(x)", 12, "expected a number"), (":nth-child(other)", 12, "\"odd\", \"even\""),
        (":nth-child(2n+)", 15, "expected a number"), (":nth-child(2", 13, "expected \")\""),
        (":nth-child(1000000)", 12, "at most 100000"), (":nth-child(-)", 13, "a number or \"n\""),
        ("svg|a", 4, "namespaces"), ("p@", 3, "expected an attribute's name"), ("p@a b", 5, "expected the end"),
        ("p@a, q", 4, "expected the end"), ("a;b", 2, "expected a combinator"), ("p)", 2, "expected a combinator"),
        ("//div[@id='x']", 1, "expected an element's name"), ("p {", 3, "expected an element's name"),
        ("é!", 2, "expected a combinator"), ("a\\", 3, "character after the backslash"),
    ]) func isRefused(_ text: String, _ column: Int, _ words: String) {
        let error = #expect(throws: SelectorError.self) { try Selector.parse(text) }
        #expect(error?.column == column)
        #expect(error?.message.contains(words) == true, "\(error.map { "\($0)" } ?? "")")
    }

    /// What is too long is refused, quickly and at the place where it became so.
    @Test(arguments: [
        String(repeating: "a", count: 2_001), String(repeating: "div ", count: 33), String(repeating: "a,", count: 65),
        String(repeating: ".a", count: 33), ":not(" + String(repeating: "a,", count: 40) + "a)",
        String(repeating: ":not(", count: 300) + "a" + String(repeating: ")", count: 300),
        String(repeating: "\\", count: 1_999), String(repeating: "[a", count: 900),
        String(repeating: ">", count: 2_000),
        String(repeating: "(", count: 2_000), String(repeating: "x", count: 1_000_000),
    ]) func hostileTextIsRefused(_ text: String) {
        #expect(throws: SelectorError.self) { try Selector.parse(text) }
    }

    /// No cut of a valid selector and no single changed character makes the parser do anything but answer.
    @Test func damagedSelectorsHaveAnAnswer() {
        let text = "main > p.a[b*='c' i]:not(.d, #e):nth-child(2n + 1) ~ ul li + li, meta[name=x]@content"
        for cut in text.indices { _ = try? Selector.parse(String(text[..<cut])) }  // Only a trap would fail.
        for place in text.indices {
            for other in ["(", "]", "'", "\\", ":", "\u{0}", "é"] {
                _ = try? Selector.parse(text.replacingCharacters(in: place, with: other))  // As above.
            }
        }
        #expect((try? Selector.parse(text)) != nil)
    }
}

extension String {
    fileprivate func replacingCharacters(in place: Index, with other: String) -> String {
        self[..<place] + other + self[index(after: place)...]
    }
}
