import Testing

@testable import Daemon

@Suite struct ArticleKeyTests {
    /// All addresses of a row are one article.
    @Test(arguments: [
        // Scheme, host, port, fragment, dot segments, percent-encoding.
        ["https://news.example/a", "HTTP://News.Example:80/a#top", "https://news.example:443/./b/../a"],
        ["https://news.example/caf%C3%A9", "https://news.example/caf%c3%a9", "https://news.example/café"],
        ["https://news.example/~ab", "https://news.example/%7Eab", "https://news.example/%7ea%62"],
        ["https://news.example/", "http://www.news.example", "https://m.news.example/?"],
        // Where the reader came from; the order of what is left.
        [
            "https://news.example/a?id=7", "https://news.example/a?utm_source=x&id=7&fbclid=y",
            "https://news.example/a?id=7&UTM_MEDIUM=z",
        ],
        [
            "https://news.example/a?b=2&c=1", "https://news.example/a?c=1&b=2",
            "https://news.example/a?&c=1&xtor=RSS-1&b=2",
        ],
        ["https://news.example/a", "https://news.example/a;jsessionid=00FF", "https://news.example/a?PHPSESSID=1"],
        // Mobile.
        [
            "https://news.example/a", "https://www.news.example/a", "https://m.news.example/a",
            "https://mobile.news.example/a",
        ],
        ["https://en.news.example/a", "https://en.m.news.example/a"],
        [
            "https://news.example/2026/a", "https://news.example/m/2026/a", "https://news.example/2026/a?m=1",
            "https://news.example/2026/a?view=mobile",
        ],
        // AMP.
        [
            "https://news.example/2026/a", "https://amp.news.example/2026/a", "https://news.example/amp/2026/a",
            "https://news.example/2026/amp/a",
        ],
        [
            "https://news.example/a", "https://news.example/a/amp", "https://news.example/a/amp/",
            "https://news.example/a?amp", "https://news.example/a?amp=1&amp_js_v=0.1",
        ],
        [
            "https://news.example/a.html", "https://news.example/a.amp.html",
            "https://news.example/a.html?outputType=amp",
        ],
        [
            "https://news.example/a?id=2",
            "https://news-example.cdn.ampproject.org/c/s/news.example/a?id=2&usqp=mq331A",
            "https://www.google.com/amp/s/news.example/a?id=2",
        ],
        // Print.
        [
            "https://news.example/2026/a", "https://news.example/2026/a/print", "https://news.example/print/2026/a",
            "https://news.example/2026/a?print=1",
        ],
        [
            "https://news.example/a.html", "https://news.example/a-print.html", "https://news.example/a.print.html",
            "https://news.example/a.html?view=print",
        ],
    ])
    func areOneArticle(_ addresses: [String]) {
        let keys = addresses.map { ArticleKey.of($0) }
        for (address, key) in zip(addresses, keys) { #expect(key == keys[0], "\(address)") }
        #expect(keys[0] != nil)
    }

    /// Every address of a row is an article of its own.
    @Test(arguments: [
        ["https://news.example/a", "https://news.example/b", "https://news.example/A"],
        // Only the site knows whether a slash matters.
        ["https://news.example/a", "https://news.example/a/"],
        [
            "http://news.example:8080/a", "https://news.example:8080/a", "https://news.example/a",
            "https://news.example:8443/a",
        ],
        [
            "https://news.example/a?id=1", "https://news.example/a?id=2", "https://news.example/a",
            "https://news.example/a?id=1&page=2",
        ],
        ["https://news.example/a?b=1&b=2", "https://news.example/a?b=2&b=1"],
        ["https://news.example/a", "https://sport.news.example/a", "https://m.example/a", "https://amp.example/a"],
        ["https://news.example/amp", "https://news.example/print", "https://news.example/"],
        ["https://news.example/how-to-print", "https://news.example/how-to", "https://news.example/fine-print"],
        ["https://news.example/c/s/other.example/a", "https://other.example/a"],
        ["https://news.example/a%2Fb", "https://news.example/a/b"],
        ["https://news.example/a?view=gallery", "https://news.example/a", "https://news.example/a?m=2"],
        ["http://127.0.0.1:81/a", "http://127.0.0.2:81/a"],
    ])
    func areDifferentArticles(_ addresses: [String]) {
        let keys = addresses.compactMap { ArticleKey.of($0) }
        #expect(Set(keys).count == addresses.count, "\(keys)")
    }

    @Test(arguments: ["", "mailto:a@news.example", "ftp://news.example/a", "/a", "https://"])
    func areNoArticle(_ address: String) {
        #expect(ArticleKey.of(address) == nil)
    }

    /// Taking a key for an address changes nothing more.
    @Test(arguments: [
        "https://m.news.example/amp/a/print?utm_source=x&b=%7e", "http://[2001:db8::1]:81/m/a//b/",
        "https://news.example/a/amp/?c",
    ])
    func aKeyIsItsOwnKey(_ address: String) throws {
        let key = try #require(ArticleKey.of(address))
        #expect(ArticleKey.of(key) == key)
    }

    @Test(arguments: [
        ("https://news.example/a?b", "https://news.example"), ("http://127.0.0.1:81/a", "http://127.0.0.1:81"),
        ("https://news.example", "https://news.example"),
    ])
    func theSiteIsWhatStandsBeforeThePath(key: String, site: String) {
        #expect(ArticleKey.site(of: key) == site)
    }
}
