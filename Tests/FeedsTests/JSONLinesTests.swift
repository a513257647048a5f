import Feeds
import Testing

@Suite("JSON lines")
struct JSONLinesTests {
    @Test("the feed, then every item, all members always there")
    func lines() throws {
        let document = rss(
            "<item><title>A \"b\"</title><dc:creator>X</dc:creator><description>l1\nl2</description></item><item/>")
        let lines = try Feeds.read(FeedInput(bytes: Array(document.utf8))).jsonLines()
        #expect(
            lines.map { String(decoding: $0, as: UTF8.self) } == [
                #"{"type":"feed","id":null,"url":"https://e.org/","title":"T","published":null,"updated":null,"#
                    + #""authors":[],"summary":null,"content":null,"language":null}"#,
                #"{"type":"item","id":null,"url":null,"title":"A \"b\"","published":null,"updated":null,"#
                    + #""authors":["X"],"summary":"l1\nl2","content":null,"language":null}"#,
                #"{"type":"item","id":null,"url":null,"title":null,"published":null,"updated":null,"#
                    + #""authors":[],"summary":null,"content":null,"language":null}"#,
            ])
    }

    @Test("a polled feed's line also says its kind and when to come again")
    func polled() throws {
        let document = rss(
            "",
            channel: "<ttl>15</ttl><skipHours><hour>3</hour></skipHours><skipDays><day>Sunday</day></skipDays>"
                + "<sy:updatePeriod>hourly</sy:updatePeriod>")
        let line = try #require(try Feeds.read(FeedInput(bytes: Array(document.utf8))).jsonLines(polled: true).first)
        #expect(
            String(decoding: line, as: UTF8.self).hasSuffix(
                #","kind":"rss","polling":{"ttl_minutes":15,"update_minutes":60,"skip_hours":[3],"skip_days":[0]}}"#))
    }

    @Test("no line holds a control character or an override of direction")
    func controls() throws {
        let document = rss(
            "<item><title>a\u{202E}b\u{7F}c</title><guid>g\u{2066}&#x9d;\n1</guid><link>https://e.org/\u{202E}</link>"
                + "<description>x\u{85}y&#x2028;\tz\u{2069}</description><dc:creator>p\u{200B}q\u{202A}</dc:creator></item>"
        )
        let lines = try Feeds.read(FeedInput(bytes: Array(document.utf8))).jsonLines()
        for scalar in lines.flatMap({ String(decoding: $0, as: UTF8.self).unicodeScalars }) {
            #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
            #expect(!(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value))
        }
    }
}
