import Testing

@testable import Daemon

@Suite struct ItemPatternTests {
    @Test(arguments: [
        ("*", "", true), ("*/local/*", "https://n.example/local/1", true),
        ("*/local/*", "https://n.example/LOCAL/1", true),
        ("*/local/*", "https://n.example/locals/1", false), ("a?c", "abc", true), ("a?c", "ac", false),
        ("*b", "abab", true),
        ("a*b*c", "a1b2b3c", true), ("a*b*c", "acb", false), ("**", "x", true), ("*größe*", "Die GRÖSSE zählt", false),
        ("*größe*", "Die GRÖßE zählt", true), ("https://n.example/1", "https://n.example/1", true),
    ])
    func fits(_ pattern: String, _ text: String, _ expected: Bool) {
        #expect(Configuration.ItemPattern(pattern).matches(text) == expected)
    }

    /// Many stars on a text that almost fits went through all ways in naive matchers.
    @Test func isQuickWhateverTheTextHolds() {
        let pattern = Configuration.ItemPattern(String(repeating: "a*", count: 200) + "b")
        let time = ContinuousClock().measure { #expect(!pattern.matches(String(repeating: "a", count: 100_000))) }
        #expect(time < .seconds(5))
    }

    @Test func aFilterNeedsBothAndWantsNone() {
        var filter = Configuration.ItemFilter()
        filter.includeURLs = [.init("*/local/*")]
        filter.excludeTitles = [.init("*sponsored*")]
        #expect(filter.allows(url: "https://n.example/local/1", title: nil))
        #expect(!filter.allows(url: "https://n.example/sport/1", title: "Tram"))
        #expect(!filter.allows(url: "https://n.example/local/1", title: "Sponsored: tram"))
        filter.includeTitles = [.init("*tram*")]
        #expect(!filter.allows(url: "https://n.example/local/1", title: nil))
        #expect(filter.allows(url: "https://n.example/local/1", title: "The tram"))
    }
}
