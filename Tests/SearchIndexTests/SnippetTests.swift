import Testing

@testable import SearchIndex

@Suite struct SnippetTests {
    private func shown(_ text: String, _ query: String) -> String {
        Snippet(of: text, for: SearchQuery(query)).parts.map { $0.isHit ? "[\($0.text)]" : $0.text }.joined()
    }

    @Test(arguments: [
        ("The ferry is back.", "ferry", "The [ferry] is back."), ("The Ferry", "FERRY", "The [Ferry]"),
        ("Ein Café.", "cafe", "Ein [Café]."), ("Oysters, young ones", "oyst*", "[Oysters], young ones"),
        ("one two three two", "\"two three\"", "one [two] [three] two"), ("東京の朝", "京の", "東[京の]朝"),
        ("a\nb", "b", "a [b]"), ("nothing of it", "ferry", "nothing of it"), ("", "ferry", ""), ("…", "ferry", ""),
        ("<b>ferry</b>", "b", "<[b]>ferry</[b]>"),
    ])
    func hitsAreMarked(_ text: String, _ query: String, _ expected: String) {
        #expect(shown(text, query) == expected)
    }

    @Test func thePlaceWithMostOfTheWordsIsShown() {
        let filler = (0..<100).map { "filler\($0)" }.joined(separator: " ")
        let text = "storm \(filler) a storm at the pier \(filler)"
        let found = shown(text, "storm pier")
        #expect(found.hasPrefix("… filler") && found.contains("a [storm] at the [pier] filler0"))
        #expect(found.hasSuffix(" …"))
        #expect(found.split(separator: " ").count == 42)
        #expect(shown(text, "storm").hasPrefix("[storm] filler0"))
        #expect(shown("\(filler) pier", "pier").hasSuffix("filler99 [pier]"))
    }

    @Test func ofALongTextTheBeginningIsLookedAt() {
        let text = String(repeating: "wind ", count: 100_000) + "calm"
        #expect(shown(text, "calm").hasPrefix("wind wind"))
    }
}
