import Testing
import URLs

struct ResolutionRow: Sendable, CustomTestStringConvertible {
    let base: String
    let reference: String
    let expected: String?

    var testDescription: String { "\(reference) in \(base)" }
}

@Suite("WebURL")
struct WebURLTests {
    @Test("the examples of RFC 3986, 5.4", arguments: rfcRows)
    func rfc(_ row: ResolutionRow) { expect(row) }

    @Test("references as pages write them", arguments: pageRows)
    func pages(_ row: ResolutionRow) { expect(row) }

    @Test("absolute URLs are normalised", arguments: absoluteRows)
    func absolute(_ text: String, _ expected: String?) {
        #expect(WebURL.parse(text)?.description == expected)
    }

    @Test("what is written is read again as the same", arguments: absoluteRows.compactMap(\.1))
    func stable(_ text: String) {
        #expect(WebURL.parse(text)?.description == text)
    }

    @Test("gives its parts")
    func parts() throws {
        let url = try #require(WebURL.parse("https://me:pw@Example.org:8443/a/b?c=d#e"))
        #expect(url.scheme == "https")
        #expect(url.userinfo == "me:pw")
        #expect(url.host == "example.org")
        #expect(url.port == 8443)
        #expect(url.path == "/a/b")
        #expect(url.query == "c=d")
        #expect(url.fragment == "e")
        #expect(url.isWeb)
        #expect(url.origin == "https://example.org:8443")
        #expect(url.withoutFragment.description == "https://me:pw@example.org:8443/a/b?c=d")
    }

    @Test("a very long reference is read in linear time")
    func long() {
        let dots = String(repeating: "a/../", count: 200_000)
        #expect(WebURL.parse("http://a/" + dots)?.description == "http://a/")
        let at = String(repeating: "@", count: 200_000)
        #expect(WebURL.parse("http://" + at + "a/")?.host == "a")
    }

    private func expect(_ row: ResolutionRow) {
        #expect(WebURL.parse(row.base)?.resolve(row.reference)?.description == row.expected)
    }
}

private func rows(_ base: String, _ pairs: [(String, String?)]) -> [ResolutionRow] {
    pairs.map { ResolutionRow(base: base, reference: $0.0, expected: $0.1) }
}

private let rfcRows = rows(
    "http://a/b/c/d;p?q",
    [
        ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"), ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"),
        (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
        ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
        ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
        ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"),
        ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
        ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
        ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
        ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"), ("g?y/./x", "http://a/b/c/g?y/./x"),
        ("g?y/../x", "http://a/b/c/g?y/../x"), ("g#s/./x", "http://a/b/c/g#s/./x"),
        ("g#s/../x", "http://a/b/c/g#s/../x"), ("http:g", "http://a/b/c/g"),
    ])

private let pageRows =
    rows(
        "https://news.example.org/section/page.html?id=1",
        [
            ("story one.html", "https://news.example.org/section/story%20one.html"),
            (" \n/story \t", "https://news.example.org/story"),
            ("/a\nb", "https://news.example.org/ab"),
            ("über", "https://news.example.org/section/%C3%BCber"),
            ("?q=für 'x'", "https://news.example.org/section/page.html?q=f%C3%BCr%20%27x%27"),
            ("\\a\\b", "https://news.example.org/a/b"),
            ("\\\\cdn.example.org\\x", "https://cdn.example.org/x"),
            ("//cdn.example.org/x.jpg", "https://cdn.example.org/x.jpg"),
            ("%2e%2E/a", "https://news.example.org/a"),
            ("a%20b%zz", "https://news.example.org/section/a%20b%zz"),
            ("a:b", "a:b"),
            ("./a:b", "https://news.example.org/section/a:b"),
            ("mailto:Jane@Example.org", "mailto:Jane@Example.org"),
            ("javascript:alert(1)", "javascript:alert(1)"),
            ("data:text/plain,hi there", "data:text/plain,hi there"),
            ("HTTPS://OTHER.example.org", "https://other.example.org/"),
            ("http://[::1", nil),
            ("//", nil),
            ("#", "https://news.example.org/section/page.html?id=1#"),
            ("?", "https://news.example.org/section/page.html?"),
        ]) + rows("file:///a/b", [("c", "file:///a/c"), ("/../d", "file:///d")])
    + rows("mailto:a@b", [("c", nil), ("#d", "mailto:a@b#d")])

private let absoluteRows: [(String, String?)] = [
    ("HTTP://Example.ORG", "http://example.org/"),
    ("http://example.org:80/", "http://example.org/"),
    ("https://example.org:443/", "https://example.org/"),
    ("http://example.org:443/", "http://example.org:443/"),
    ("http://example.org:/", "http://example.org/"),
    ("http://example.org:0080/", "http://example.org/"),
    ("http://example.org:65536/", nil),
    ("http://example.org:x/", nil),
    ("https:///example.org/a", "https://example.org/a"),
    ("http:example.org/a", "http://example.org/a"),
    ("http://", nil),
    ("http:///", nil),
    ("example.org/a", nil),
    ("/a", nil),
    ("", nil),
    ("http://a b/", nil),
    ("http://exa%6Dple.org/", "http://example.org/"),
    ("http://exa%00mple.org/", nil),
    ("http://a%2Fb/", nil),
    ("http://bücher.example/ü", "http://xn--bcher-kva.example/%C3%BC"),
    ("http://Bücher.example", "http://xn--bcher-kva.example/"),
    ("http://пример.испытание/", "http://xn--e1afmkfd.xn--80akhbyknj4f/"),
    ("http://例え.テスト/", "http://xn--r8jz45g.xn--zckzah/"),
    ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
    ("http://[zz::1]/", nil),
    ("http://user@example.org/", "http://user@example.org/"),
    ("http://user:p@ss@example.org/", "http://user:p%40ss@example.org/"),
    ("http://@example.org/", "http://example.org/"),
    ("http://2130706433/", "http://2130706433/"),
    ("http://example.org/a/../../b/./c/..", "http://example.org/b/"),
    ("http://example.org//a//b", "http://example.org//a//b"),
    ("http://example.org/a?b?c#d#e", "http://example.org/a?b?c#d#e"),
    ("http://example.org?q", "http://example.org/?q"),
    ("http://example.org#f g", "http://example.org/#f%20g"),
    ("http://example.org/{a}|b^c`", "http://example.org/%7Ba%7D|b%5Ec%60"),
    ("tag:example.org,2024:a", "tag:example.org,2024:a"),
    ("urn:isbn:123", "urn:isbn:123"),
    ("ftp://Example.org/a/../b", "ftp://example.org/b"),
]
