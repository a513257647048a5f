/// Features of the block's own text.
extension PageFeatures {
    mutating func addText(_ index: Int, _ set: WordSet) {
        let block = blocks[index]
        let text = block.summary
        let characters = Double(max(1, block.characters))
        let words = Double(max(1, block.wordCount))
        add("characters", block.characters)
        add("words", block.wordCount)
        add("wordLength", characters / words)
        add("linkDensity", block.linkDensity)
        add("links", block.links)
        add("punctuation", text.punctuation)
        add("punctuationShare", Double(text.punctuation) / words)
        add("endsSentence", WordScan.endsSentence(text.last) || WordScan.isClosing(text.last) || text.last == ":")
        add("sentences", text.sentences + (WordScan.endsSentence(text.last) ? 1 : 0))
        add("commas", text.commas)
        add("bold", Double(block.boldCharacters) / characters)
        add("italic", Double(block.italicCharacters) / characters)
        add("uppercase", Double(text.uppercase) / Double(max(1, text.letters)))
        add("digits", Double(text.digits) / characters)
        add("letters", Double(text.letters) / characters)
        add("capitalised", Double(text.capitalised) / words)
        add("ideographs", Double(text.ideographs) / characters)
        add("startsLow", CharacterClass(text.first) == .word && text.first.folded == text.first && text.letters > 0)
        add("startsQuoted", Self.opensQuote(text.first))
        add("startsMarked", Self.isMark(text.first))
        add("separators", text.separators)
        add("good", block.isGood)
        add("repeats", layout.repeats[block.key] ?? 1)
        let shared = set.overlap(titles.main)
        add("titleOverlap", Double(shared) / Double(max(1, set.count)))
        add("titleCoverage", Double(shared) / Double(max(1, titles.main.count)))
    }

    private static func opensQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "“", "„", "«", "‘", "'", "‚", "”", "»", "「", "『": true
        default: false
        }
    }

    /// Arrows, bullets, dashes and pictures in front of a line that leads elsewhere.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xBB, 0x203A, 0x2190...0x21FF, 0x25A0...0x27BF, 0x2B00...0x2BFF, 0x1F300...0x1FAFF, 0x2A, 0x2D, 0x2013,
            0x2014, 0x3E, 0x2022, 0xB7:
            true
        default: false
        }
    }
}
