import HTML

/// A leaf block: a run of text between two block boundaries, the unit that is kept or cut.
struct Block {
    /// The block's text in `Segmentation.text`: UTF-8, white space collapsed, unprintable characters gone.
    @NarrowRange var text = 0..<0
    /// The text nodes that the block was made of, first to last, as document nodes.
    @NarrowRange var nodes = 0..<0
    /// The element that directly holds the first words.
    @Narrow var leaf = 0
    /// The nearest block element around the first words; -1 where there is none.
    @Narrow var owner = -1
    /// Scalars inside links, bold and italic elements, but spaces.
    @Narrow var linkCharacters = 0
    @Narrow var boldCharacters = 0
    @Narrow var italicCharacters = 0
    /// Number of links that begin in the block.
    @Narrow var links = 0
    var summary = WordScan.Summary()
    /// Groups of the phrases in the block's beginning.
    var phrases: PhraseGroup = []
    /// Identifies the block's words: equal for blocks that say the same.
    var key: UInt64 = 0
    /// The level of the heading that holds the block; 0 for other blocks.
    @Narrow var headingLevel = 0

    var characters: Int { summary.characters }
    var wordCount: Int { summary.words.count }

    /// Whether all of it stands in bold elements.
    var isBold: Bool { boldCharacters == characters - summary.spaces }

    /// Share of the block's characters that stand inside links, 0…1.
    var linkDensity: Double { Double(linkCharacters) / Double(max(1, characters)) }

    /// Characters, an ideograph counted as two and a half: a CJK sentence is that much shorter.
    var weightedCharacters: Double { Double(characters) + 1.5 * Double(summary.ideographs) }

    /// Reads like running text by its shape alone: long enough, with punctuation, not mostly links.
    var isGood: Bool { weightedCharacters >= 80 && linkDensity < 0.35 && summary.punctuation >= 1 }
}
