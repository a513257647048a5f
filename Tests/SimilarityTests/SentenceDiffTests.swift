import Testing

@testable import Similarity

@Suite struct SentenceDiffTests {
    @Test(arguments: [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("She said: “No.” He left.\n\nThe end", ["She said: “No.”", "He left.", "The end"]),
        ("At 3.15 p.m. in a.b.example it rained…  Again.", ["At 3.15 p.m.", "in a.b.example it rained…", "Again."]),
        ("雨が降った。「もう帰る。」と言った！終わり", ["雨が降った。", "「もう帰る。」と言った！", "終わり"]),
        ("", []), (" \n ", []),
    ])
    func sentencesEndWhereTheyDo(text: String, sentences: [String]) {
        #expect(SentenceDiff.sentences(of: text) == sentences)
    }

    private typealias Change = SentenceDiff.Change

    @Test func changesAreToldWhereTheyAre() {
        let old = "A. B. C. D. E."
        let table: [(new: String, changes: [SentenceDiff.Change])] = [
            (old, []), ("A. B. X. D. E.", [Change(removed: ["C."], added: ["X."])]),
            ("A. B. C. D. E. F.", [Change(added: ["F."])]), ("B. C. D. E.", [Change(removed: ["A."])]),
            (
                "N. A. B. D. Y. Z.",
                [Change(added: ["N."]), Change(removed: ["C."]), Change(removed: ["E."], added: ["Y.", "Z."])]
            ),
            ("", [Change(removed: ["A.", "B.", "C.", "D.", "E."])]),
        ]
        for row in table { #expect(SentenceDiff(from: old, to: row.new).changes == row.changes, "\(row.new)") }
    }

    private static let text =
        String(repeating: "The harbour office describes the pier as sound. ", count: 60)
        + "Forty-one passengers and 2 vans were on bord."

    @Test(arguments: [
        ("a typing mistake", "bord", "board", true), ("two words", "passengers and", "people, and", true),
        ("a number", "2 vans", "3 vans", false), ("a number more", "vans", "10 vans", false),
        ("a name and more", "Forty-one passengers and 2 vans", "Nobody but the captain", false),
        ("a sentence more", "on bord.", "on bord. The mate was ill.", false),
        ("a sentence less", "Forty-one passengers and 2 vans were on bord.", "", false),
    ])
    func smallIsWhatATypingMistakeIs(what: String, old: String, new: String, isSmall: Bool) {
        let changed = Self.text.replacing(old, with: new)
        #expect(SentenceDiff(from: Self.text, to: changed).isSmall == isSmall, "\(what)")
    }

    @Test func inAShortTextAFewLettersAreMuch() {
        #expect(!SentenceDiff(from: "It is sound. It is open.", to: "It is sound. It is shut.").isSmall)
    }

    @Test func aVeryLongTextIsComparedAsAWhole() {
        let long = (0..<5000).map { "Sentence \($0)." }.joined(separator: " ")
        #expect(SentenceDiff(from: long, to: long).changes == [])
        #expect(SentenceDiff(from: long, to: long + " More.").changes.count == 1)
    }
}
