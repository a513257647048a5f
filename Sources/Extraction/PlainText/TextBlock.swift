import HTML

/// One paragraph of the input and what its text says by itself. All rules read these facts; none looks at the text again.
struct TextBlock {
    /// Its place in the input.
    let order: Int
    /// NFC, on one line, printable.
    let text: String
    /// The phrase that makes it furniture, if any.
    let match: LinePhrases.Match?
    /// The groups of phrases.txt that it mentions.
    let mentions: PhraseGroup
    let words: [UInt32]
    let numberWords: Int
    let columns: Int
    let sentences: Int
    /// Ends with the stop of a sentence that is none of an ellipsis, inside quotes or not.
    let endsSentence: Bool
    let endsInEllipsis: Bool
    /// Ends with a full stop, comma, semicolon or colon: no title does.
    let endsInStop: Bool
    let startsWithQuote: Bool
    let hasQuote: Bool
    let repetition: Repetition?
    let digits: DigitRuns
    /// How many names of share buttons the line consists of; 0 when it says anything else.
    let shareButtons: Int

    /// Running text.
    var isProse: Bool { columns > 200 && !endsInEllipsis || endsSentence && columns >= 60 }

    /// What can be a headline, a subhead or the title of a teaser.
    var isTitleLike: Bool { columns <= 170 && !endsInStop && !endsInEllipsis && !words.isEmpty }

    /// A teaser's summary that the site cut off.
    var isTruncated: Bool { endsInEllipsis && columns <= 420 && words.count >= 3 }

    func says(_ group: LinePhrases.Group, _ extents: LinePhrases.Extent...) -> Bool {
        guard let match, match.group == group else { return false }
        return extents.isEmpty || extents.contains(match.extent)
    }
}

extension TextBlock {
    /// - Parameter bytes: printable text on one line, not yet normalised.
    init(_ bytes: [UInt8], order: Int, phrases: LinePhrases, book: PhraseBook) {
        let bytes = NormalizationForm.nfc(bytes)
        var scan = WordScan()
        let summary = bytes.withUnsafeBufferPointer { scan.scan($0) }
        let ending = LineEnding(bytes)
        let isShort = bytes.count <= Self.shortBytes
        func isNumber(_ word: Int) -> Bool { scan.folded[Int(scan.starts[word])] &- 0x30 < 10 }

        self.order = order
        text = String(decoding: bytes, as: UTF8.self)
        words = isShort ? scan.words : Array(scan.words.prefix(Self.shortBytes))
        columns = TextWidth.columns(bytes)
        sentences = summary.sentences + 1
        numberWords = isShort ? scan.words.indices.count(where: isNumber) : 0
        endsSentence = ending.endsSentence
        endsInEllipsis = ending.isEllipsis
        endsInStop = ending.isStop
        startsWithQuote = LineEnding.isOpeningQuote(summary.first)
        hasQuote = isShort && text.unicodeScalars.contains(where: LineEnding.isQuote)
        mentions = isShort ? book.groups(in: scan, folded: summary.folded, words: summary.words) : []
        repetition = Repetition(text, wordCount: scan.words.count, phrases: phrases)
        digits = isShort ? DigitRuns(bytes) : DigitRuns([])
        shareButtons =
            isShort && Self.canBeButtons(text)
            ? phrases.count(of: [.networks, .share], in: scan.words, isNumber: isNumber) : 0
        match = isShort ? Self.match(bytes, scan.words[...], phrases, isNumber) : nil
    }

    /// No rule reads the words of longer paragraphs.
    private static let shortBytes = 900

    /// Names and counts with nothing between but what separates buttons.
    private static func canBeButtons(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch CharacterClass(scalar) {
            case .word, .ideograph, .space: true
            default: [",", "/", "|", "·", "•", "+", "-", "(", ")", ":"].contains(scalar)
            }
        }
    }

    private static func match(
        _ bytes: [UInt8], _ words: ArraySlice<UInt32>, _ phrases: LinePhrases, _ isNumber: (Int) -> Bool
    ) -> LinePhrases.Match? {
        if let whole = phrases.whole(words, isNumber: isNumber) { return whole }
        if let head = LineEnding.head(of: bytes), let match = phrases.whole(head[...], isNumber: { _ in false }) {
            return LinePhrases.Match(group: match.group, extent: .headed, phrase: match.phrase)
        }
        return phrases.opening(words) ?? phrases.within(words)
    }
}
