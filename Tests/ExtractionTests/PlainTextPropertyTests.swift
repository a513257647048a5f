import Extraction
import Testing

/// What holds for every text, on texts and bytes from a seeded generator.
@Suite struct PlainTextPropertyTests {
    @Test(arguments: 0..<120)
    func cleaningTwiceIsCleaningOnce(_ seed: UInt64) throws {
        var generator = SplitMix(seed)
        let source = ScrapedText.random(&generator)
        let once = try PlainText.clean(Array(source.text.utf8))
        let twice = try PlainText.clean(Array(once.text.utf8))
        #expect(twice.text == once.text, "seed \(seed)")
        #expect(twice.removed.isEmpty)
        #expect(twice.title == once.title)
    }

    @Test(arguments: 0..<120)
    func noWordIsInventedOrMoved(_ seed: UInt64) throws {
        var generator = SplitMix(seed)
        let source = ScrapedText.random(&generator)
        let cleaned = try PlainText.clean(Array(source.text.utf8))
        #expect(Self.isSubsequence(Self.words(cleaned.text), of: Self.words(source.text)), "seed \(seed)")
        let all = cleaned.paragraphs.map(\.text) + cleaned.removed.map(\.text)
        #expect(all.flatMap(Self.words).sorted() == Self.words(source.text).sorted(), "kept and removed are the whole")
    }

    @Test(arguments: 0..<120)
    func proseIsNeverRemoved(_ seed: UInt64) throws {
        var generator = SplitMix(seed)
        let source = ScrapedText.random(&generator)
        let kept = Set(try PlainText.clean(Array(source.text.utf8)).paragraphs.map(\.text))
        for paragraph in source.prose { #expect(kept.contains(paragraph), "seed \(seed)") }
    }

    @Test(arguments: 0..<200)
    func anyBytesGiveATextOrAnError(_ seed: UInt64) {
        var generator = SplitMix(seed)
        let pieces = [
            "\n", "\r\n", "\u{2028}", "\u{FEFF}", "Subscribe", "e\u{301}", "…", "©", "広告", "\u{202E}", " ", "\t", ":",
        ]
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...300, using: &generator) {
            if Bool.random(using: &generator) {
                bytes.append(UInt8.random(in: seed % 2 == 0 ? 0...255 : 32...255, using: &generator))
            } else {
                bytes += Array(pieces.randomElement(using: &generator)?.utf8 ?? "".utf8)
            }
        }
        do {
            let text = try PlainText.clean(bytes).text
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
            #expect(try PlainText.clean(Array(text.utf8)).text == text, "seed \(seed)")
        } catch {
            guard case .notAPage = error else { return #expect(Bool(false), "\(error)") }
        }
    }

    private static func words(_ text: String) -> [Substring] { text.split { $0.isWhitespace } }

    private static func isSubsequence(_ words: [Substring], of all: [Substring]) -> Bool {
        var position = 0
        for word in all where position < words.count && words[position] == word { position += 1 }
        return position == words.count
    }
}

/// A text out of paragraphs and furniture in any order.
private struct ScrapedText {
    var text = ""
    var prose: [String] = []

    private static let sentences = [
        "The ferry was late again, and the passengers had time to count the gulls on the roof of the shed.",
        "Nobody in the village remembers who planted the chestnut, but everybody knows who wants to fell it.",
        "“Subscribe to hope,” the mayor said, and some of the listeners laughed.",
        "Cookies and advertising were mentioned in the debate, and so was the newsletter of the church.",
        "Der Rat stimmte am Abend mit knapper Mehrheit für den Umbau, den niemand mehr erwartet hatte.",
        "Le pont restera fermé jusqu'au printemps, et les habitants devront encore faire le tour par la forêt.",
        "Маяк на мысу не горел двенадцать лет, но в пятницу вечером его снова зажгли.",
    ]

    private static let furniture = [
        "Advertisement", "Anzeige", "Publicité", "Reklama", "Subscribe", "Subscribe", "Share this article", "Read more",
        "Related articles", "Related articles", "Lesen Sie auch: Der Umbau in Bildern", "Facebook", "Twitter", "X",
        "WhatsApp", "3 Comments", "Reply", "Leave a comment", "Tags", "Tags: sea, ferry", "Topics", "#sea #ferry",
        "Garden Lamp ProGarden Lamp Pro", "Garden Lamp Pro", "A subhead of five words", "Deterrence",
        "Why the old ferry could not be saved", "The owners had tried everything they could think of, but the...",
        "What the council decides next week…", "By Jane Example", "May 3, 2024", "© 2024 The Village Voice",
        "We use cookies to make this site better.", "Accept all", "Sign up for our newsletter", "Your email address",
        "Get it straight to your inbox.", "Photo: Harbour News", "Home > News > Sea", "Back to top", "関連記事", "広告",
        "This article was first published on bergbote.example",
    ]

    static func random(_ generator: inout SplitMix) -> ScrapedText {
        var scraped = ScrapedText()
        var lines: [String] = []
        for _ in 0..<Int.random(in: 1...40, using: &generator) {
            if Int.random(in: 0..<3, using: &generator) == 0 {
                let count = Int.random(in: 2...4, using: &generator)
                let paragraph = (0..<count).compactMap { _ in sentences.randomElement(using: &generator) }
                    .joined(separator: " ")
                scraped.prose.append(paragraph)
                lines.append(paragraph)
            } else {
                lines.append(furniture.randomElement(using: &generator) ?? "")
            }
        }
        let hasBlankLines = Bool.random(using: &generator)
        for line in lines {
            scraped.text += line + (hasBlankLines || Bool.random(using: &generator) ? "\n\n" : "\n")
        }
        // Below a heading of comments everything goes, prose as well.
        if scraped.text.contains("omment") { scraped.prose = [] }
        return scraped
    }
}

/// Steele, Lea, Flood: “Fast splittable pseudorandom number generators”, 2014.
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
