import HTML

/// A page cut into leaf blocks, in page order.
struct Segmentation {
    private(set) var blocks: [Block] = []
    /// The text of all blocks, one after the other.
    private(set) var text: [UInt8] = []
    private(set) var scan = WordScan()
    /// Whether the page has more blocks than are read.
    private(set) var isCut = false

    /// - Parameter cuts: elements, in page order, that are no part of any block.
    init(_ document: Document, _ elements: PageElements, cuts: [Int] = [], phrases: PhraseBook = .bundled) {
        var segmenter = Segmenter(document, elements, cuts)
        segmenter.run()
        isCut = segmenter.isFull
        (blocks, text) = segmenter.finish()
        text.withUnsafeBufferPointer { text in
            for index in blocks.indices {
                blocks[index].summary = scan.scan(UnsafeBufferPointer(rebasing: text[blocks[index].text]))
            }
        }
        scan.trim()
        blocks.removeAll { $0.summary.words.isEmpty }
        blocks.trim()
        for index in blocks.indices { finish(index, document, phrases) }
        for index in blocks.indices.dropLast() where isBoldSubhead(index) {
            blocks[index].headingLevel = Self.boldSubheadLevel
        }
    }

    /// Where line breaks stand for paragraphs, bold lines stand for subheads.
    private static let boldSubheadLevel = 4

    /// Whether a block is a bold line over running text in the same element.
    private func isBoldSubhead(_ index: Int) -> Bool {
        let (line, text) = (blocks[index], blocks[index + 1])
        return line.headingLevel == 0 && line.owner == text.owner && line.isBold
            && line.linkCharacters == 0 && line.weightedCharacters < LineRun.runningLength
            && text.isGood && 2 * text.boldCharacters < text.characters
    }

    func string(of block: Block) -> String { String(decoding: text[block.text], as: UTF8.self) }

    /// The hashes of a block's words.
    func words(of block: Block) -> ArraySlice<UInt32> { scan.words[block.summary.words] }

    private mutating func finish(_ index: Int, _ document: Document, _ phrases: PhraseBook) {
        let block = blocks[index]
        blocks[index].phrases = phrases.groups(in: scan, folded: block.summary.folded, words: block.summary.words)
        blocks[index].key = WordHash.sequence(scan.words[block.summary.words])
        var node = block.leaf
        for _ in 0..<4 where node >= 0 {
            if let level = document.nodes[node].tag.headingLevel {
                blocks[index].headingLevel = level
                return
            }
            node = Int(document.nodes[node].parent)
        }
    }
}

extension Tag {
    /// 1…6 for h1…h6.
    var headingLevel: Int? {
        switch self {
        case .h1: 1
        case .h2: 2
        case .h3: 3
        case .h4: 4
        case .h5: 5
        case .h6: 6
        default: nil
        }
    }
}
