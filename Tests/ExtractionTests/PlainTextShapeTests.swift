import Extraction
import Testing

/// Lines, paragraphs and inputs that are no texts.
@Suite struct PlainTextShapeTests {
    private func paragraphs(_ text: String) throws -> [String] {
        try PlainText.clean(Array(text.utf8)).paragraphs.map(\.text)
    }

    @Test(arguments: ["\n", "\r\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}", "\n\n\n", " \t\n \n"])
    func everyLineBreakSeparates(_ lineBreak: String) throws {
        #expect(
            try paragraphs("One day it rained.\(lineBreak)The next day, too.") == [
                "One day it rained.", "The next day, too.",
            ])
    }

    @Test func subheadAboveItsParagraphIsAParagraph() throws {
        let long = String(repeating: "The river rose by a metre within an hour. ", count: 6)
        let text = "Flood\n\n\(long)\nAfter the Rain\n\(long)"
        let cleaned = try PlainText.clean(Array(text.utf8))
        #expect(cleaned.paragraphs.count == 4)
        #expect(cleaned.paragraphs.map(\.role) == [.heading(level: 1), .paragraph, .heading(level: 2), .paragraph])
        #expect(cleaned.title == "Flood")
    }

    @Test func wrappedLinesAreJoined() throws {
        let text = """
            The lock keepers had long been against it, because they would have to
            work in three shifts, but now they get a higher wage, and the barges
            need not wait for half a day any more.
            """
        #expect(try paragraphs(text).count == 1)
    }

    @Test func aWrapWithinAHyphenatedWordLeavesNoSpace() throws {
        let text = """
            The council of the harbour town decided on Tuesday to support the pro-
            ferry movement, and those who had been against it for so many years, both
            before- and afterwards, went home without another word being said that
            night.
            """
        #expect(try paragraphs(text)[0].contains("the pro-ferry movement"))
    }

    @Test func chineseLinesAreJoinedWithoutSpaces() throws {
        let line = "北角的灯塔熄灭了十二年星期五晚上终于重新点亮半个城的人都来到海边观看孩子们"
        #expect(
            try paragraphs("\(line)\n\(line)\n\(line)\n\(line)\n\(line)\n举着灯笼。") == [
                "\(String(repeating: line, count: 5))举着灯笼。"
            ])
    }

    @Test func titlesOfSimilarLengthAreNoWrappedParagraph() throws {
        let text =
            "Council Votes to Keep the Old Ferry\nBakers Fear a Long and Dry Summer\nNight Trains Return to the Coast"
        #expect(try paragraphs(text).count == 3)
    }

    @Test(arguments: ["", " \n\t\r\n", "\u{FEFF}", "\u{200B}\n\u{200B}"])
    func nothingComesOutOfNothing(_ text: String) throws {
        let cleaned = try PlainText.clean(Array(text.utf8))
        #expect(cleaned.paragraphs.isEmpty)
        #expect(cleaned.text == "")
        #expect(cleaned.title == nil)
    }

    @Test func pictureIsNoText() {
        #expect(throws: ExtractionError.self) {
            try PlainText.clean([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])
        }
        #expect(throws: ExtractionError.self) {
            try PlainText.clean((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37) })
        }
    }

    @Test func textThatBeginsLikeAPictureIsText() throws {
        #expect(try paragraphs("GIF89a is the name of a format.") == ["GIF89a is the name of a format."])
    }

    @Test func charsetsAreRead() throws {
        let latin: [UInt8] = [0x4D, 0xFC, 0x68, 0x6C, 0x65]
        #expect(try PlainText.clean(latin).text == "Mühle")
        let cyrillic: [UInt8] = [0xCC, 0xE0, 0xFF, 0xEA]
        #expect(try PlainText.clean(cyrillic, charset: "windows-1251").text == "Маяк")
        var utf16: [UInt8] = [0xFF, 0xFE]
        for unit in "Mühle".utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(try PlainText.clean(utf16).text == "Mühle")
    }

    @Test func textIsComposedAndPrintable() throws {
        #expect(try paragraphs("Cafe\u{301}\u{202E} noir\u{AD}ci") == ["Café noirci"])
    }

    /// Each of these takes minutes where anything is quadratic; seconds are allowed for a debug build on a busy machine.
    @Test(.timeLimit(.minutes(1)), arguments: HugeText.allCases)
    func hugeTextsTakeLinearTime(_ text: HugeText) throws {
        let cleaned = try PlainText.clean(Array(text.text.utf8))
        #expect(cleaned.paragraphs.count + cleaned.removed.count > 0)
    }

    enum HugeText: CaseIterable {
        case oneLine, oneWord, manyLabels, manyHeadings, manyComments, manyTeasers, manyBlank, manyRuns

        var text: String {
            switch self {
            case .oneLine: String(repeating: "word and word, ", count: 70_000)
            case .oneWord: String(repeating: "a", count: 1_000_000)
            case .manyLabels: String(repeating: "Subscribe\n", count: 20_000)
            case .manyHeadings:
                "A long story.\n" + String(repeating: "Related articles\nOne more title here\n", count: 10_000)
            case .manyComments:
                String(repeating: "3 Comments\nIt was a day like any other day by the sea, he said.\n", count: 8_000)
            case .manyTeasers: String(repeating: "A title\nA summary that goes on and...\n", count: 10_000)
            case .manyBlank: String(repeating: "\n", count: 1_000_000) + "End."
            case .manyRuns: String(repeating: "LampLampLamp\nLamp\nTorchTorchTorch\n", count: 6_000)
            }
        }
    }
}
