/// Features of the block's own text.
extension PageFeatures {
    func addText(_ index: Int, _ set: WordSet, to row: inout FeatureRow) {
        let block = blocks[index]
        let text = block.summary
        let characters = Double(max(1, block.characters))
        let words = Double(max(1, block.wordCount))
        row.add("characters", block.characters)
        row.add("words", block.wordCount)
        row.add("wordLength", characters / words)
        row.add("linkDensity", block.linkDensity)
        row.add("links", block.links)
        row.add("punctuation", text.punctuation)
        row.add("punctuationShare", Double(text.punctuation) / words)
        row.add("endsSentence", WordScan.endsSentence(text.last) || WordScan.isClosing(text.last) || text.last == ":")
        row.add("sentences", text.sentences + (WordScan.endsSentence(text.last) ? 1 : 0))
        row.add("commas", text.commas)
        row.add("bold", Double(block.boldCharacters) / characters)
        row.add("italic", Double(block.italicCharacters) / characters)
        row.add("uppercase", Double(text.uppercase) / Double(max(1, text.letters)))
        row.add("digits", Double(text.digits) / characters)
        row.add("letters", Double(text.letters) / characters)
        row.add("capitalised", Double(text.capitalised) / words)
        row.add("ideographs", Double(text.ideographs) / characters)
        row.add("startsLow", CharacterClass(text.first) == .word && text.first.folded == text.first && text.letters > 0)
        row.add("startsQuoted", Self.opensQuote(text.first))
        row.add("startsMarked", Self.isMark(text.first))
        row.add("separators", text.separators)
        row.add("good", block.isGood)
        row.add("repeats", layout.repeats[block.key])
        let shared = set.overlap(titles.main)
        row.add("titleOverlap", Double(shared) / Double(max(1, set.count)))
        row.add("titleCoverage", Double(shared) / Double(max(1, titles.main.count)))
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
