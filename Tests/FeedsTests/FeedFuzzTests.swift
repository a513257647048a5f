import Feeds
import Testing

@Suite("Feeds, any input")
struct FeedFuzzTests {
    private static let documents = [
        rss(
            "<item xml:base='a/'><title>A &amp; B</title><link>/x?a=1&amp;b=2</link><guid isPermaLink='false'>1</guid>"
                + "<pubDate>Fri, 03 May 2024 14:05:00 GMT</pubDate><description><![CDATA[<a href='x'>y</a>]]></description></item>"
        ),
        atom(
            "<entry xml:lang='de'><title type='html'>A &amp;amp; &lt;b&gt;</title><link href='a'/><content type='xhtml'>"
                + "<div xmlns='http://www.w3.org/1999/xhtml'><img srcset='a 1x, b 2x'/>x</div></content></entry>"),
        "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": 1, \"content_html\": \"<a href=x>\"}]}",
        "https://e.org/a\nhttps://e.org/b?c=d#e\n",
        "<opml><body><outline text='a' xmlUrl='https://e.org/a'><outline/></outline></body></opml>",
    ]
    private static let bytes = Array("<>&;\"'/!?[]-=:#{}\u{0}\n Aa0é\u{FFFF}".utf8)

    @Test("a feed with bytes changed, dropped and repeated is read or refused", arguments: documents)
    func mutated(_ document: String) {
        var seed: UInt64 = 42
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % max(1, bound)
        }
        for _ in 0..<300 {
            var mutated = Array(document.utf8)
            for _ in 0..<(1 + next(6)) where !mutated.isEmpty {
                let place = next(mutated.count)
                switch next(3) {
                case 0: mutated[place] = Self.bytes[next(Self.bytes.count)]
                case 1: mutated.removeSubrange(place..<min(mutated.count, place + next(20)))
                default: mutated.insert(contentsOf: mutated[place..<min(mutated.count, place + next(40))], at: place)
                }
            }
            // Refusing is fine here.
            guard let feed = try? Feeds.read(FeedInput(bytes: mutated, url: "https://e.org/f")) else { continue }
            let lines = feed.jsonLines()
            #expect(lines.count == feed.items.count + 1)
            #expect(lines.allSatisfy { !$0.contains(0x0A) && String(validating: $0, as: UTF8.self) != nil })
            #expect(feed.items.allSatisfy { $0.url?.hasPrefix("http") ?? true || $0.url?.hasPrefix("HTTP") ?? true })
        }
    }
}
