import HTML

/// A first letter that the page sets in a block of its own: it belongs to the paragraph behind it.
enum DropCap {
    /// The letter in front of block `index`, with the space that the page has behind it; nil when there is none.
    static func before(_ index: Int, _ segmentation: Segmentation, _ document: Document) -> String? {
        guard index > 0 else { return nil }
        let (letter, block) = (segmentation.blocks[index - 1], segmentation.blocks[index])
        // One capital, perhaps behind a quotation mark, and a paragraph that goes on in small letters: an initial in a list of
        // names has neither.
        guard letter.summary.letters == 1, letter.characters <= 2, letter.summary.uppercase == 1,
            CharacterClass(letter.summary.last) == .word, letter.headingLevel == 0, block.headingLevel == 0,
            letter.linkCharacters == 0, block.isGood, isLowercase(block.summary.first)
        else { return nil }
        let startsApart = document.bytes[document.nodes[block.nodes.lowerBound].text.indices].first.map { $0 <= 0x20 }
        return segmentation.string(of: letter) + (startsApart == true ? " " : "")
    }

    private static func isLowercase(_ scalar: Unicode.Scalar) -> Bool {
        CharacterClass(scalar) == .word && scalar.properties.isLowercase
    }
}
