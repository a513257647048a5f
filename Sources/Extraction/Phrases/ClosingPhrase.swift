import ExtractionData

/// What closing-phrases.txt knows: the lines that stand around a text and read like one. No feature sees them.
struct ClosingPhrase: OptionSet, Sendable {
    let rawValue: UInt32

    static let authorBox = ClosingPhrase(rawValue: 1 << 0)
    static let commentPolicy = ClosingPhrase(rawValue: 1 << 1)
    static let notice = ClosingPhrase(rawValue: 1 << 2)
    static let shareLine = ClosingPhrase(rawValue: 1 << 3)
    static let error = ClosingPhrase(rawValue: 1 << 4)

    private static let book = PhraseBook(
        DataFile(extraction_closing_phrases()),
        names: ["author-box", "comment-policy", "notice", "share-line", "error"])

    /// The kinds of phrases in a block's beginning.
    static func all(in block: Block, _ scan: WordScan) -> ClosingPhrase {
        let groups = book.groups(in: scan, folded: block.summary.folded, words: block.summary.words)
        return ClosingPhrase(rawValue: groups.rawValue)
    }

    /// The same for a text that is no block.
    static func all(in text: String) -> ClosingPhrase {
        var scan = WordScan()
        var source = text
        let summary = source.withUTF8 { scan.scan($0) }
        let groups = book.groups(in: scan, folded: summary.folded, words: summary.words)
        return ClosingPhrase(rawValue: groups.rawValue)
    }
}

extension PageFeatures {
    func closingPhrases(_ index: Int) -> ClosingPhrase { ClosingPhrase.all(in: blocks[index], segmentation.scan) }
}
