import HTML

/// A page cut into leaf blocks, in page order.
struct Segmentation {
    private(set) var blocks: [Block] = []
    /// The text of all blocks, one after the other.
    private(set) var text: [UInt8] = []
    private(set) var scan = WordScan()
    /// Whether the page has more blocks than are read.
    private(set) var isCut = false

    /// The most blocks of a page; what follows is dropped. Each costs some twenty microseconds and kilobytes. The most that
    /// any page of our corpora has is 2,615.
    static let blockLimit = 50_000

    init(_ document: Document, _ elements: PageElements, phrases: PhraseBook = .bundled) {
        var segmenter = Segmenter(document, elements)
        segmenter.run()
        blocks = segmenter.blocks
        text = segmenter.text
        isCut = segmenter.isFull
        text.withUnsafeBufferPointer { text in
            for index in blocks.indices {
                blocks[index].summary = scan.scan(UnsafeBufferPointer(rebasing: text[blocks[index].text]))
            }
        }
        blocks.removeAll { $0.summary.words.isEmpty }
        for index in blocks.indices { finish(index, document, phrases) }
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

/// Walks the arena once, front to back, and closes a block at every block boundary and at two line breaks.
private struct Segmenter {
    let document: Document
    let elements: PageElements
    var blocks: [Block] = []
    var text: [UInt8] = []

    private struct Open {
        let node: Int
        let end: Int
        let tag: Tag
    }

    private var open: [Open] = []
    private var current = Block()
    private var hasText = false
    private var breaks = 0
    private var linkDepth = 0
    private var boldDepth = 0
    private var italicDepth = 0
    private var pendingLinks = 0

    init(_ document: Document, _ elements: PageElements) {
        self.document = document
        self.elements = elements
        text.reserveCapacity(document.bytes.count / 4)
    }

    mutating func run() {
        var index = 0
        while index < document.nodes.count, !isFull {
            let node = document.nodes[index]
            close(before: index)
            if node.isText {
                append(index)
            } else if node.tag == .br {
                lineBreak()
            } else if node.tag.isSilent {
                index = Int(node.end)
                continue
            } else if node.tag != .wbr {
                begin(index, node)
            }
            index += 1
        }
        close(before: document.nodes.count)
        flush()
    }

    var isFull: Bool { blocks.count >= Segmentation.blockLimit }

    private mutating func begin(_ index: Int, _ node: Node) {
        if node.tag.isBlockLike { flush() }
        if node.tag == .a { if hasText { current.links += 1 } else { pendingLinks += 1 } }
        count(node.tag, 1)
        open.append(Open(node: index, end: Int(node.end), tag: node.tag))
    }

    private mutating func close(before index: Int) {
        while let last = open.last, last.end <= index {
            open.removeLast()
            count(last.tag, -1)
            if last.tag.isBlockLike { flush() }
        }
    }

    private mutating func count(_ tag: Tag, _ change: Int) {
        switch tag {
        case .a: linkDepth += change
        case .b, .strong: boldDepth += change
        case .i, .em: italicDepth += change
        default: break
        }
    }

    private mutating func lineBreak() {
        breaks += 1
        if breaks >= 2 { flush() } else if hasText { appendSpace() }
    }

    private mutating func append(_ index: Int) {
        let before = text.count
        let added = document.bytes.withUnsafeBufferPointer { bytes in
            PrintableText.append(
                UnsafeBufferPointer(rebasing: bytes[document.nodes[index].text.indices]), to: &text, from: start)
        }
        guard added > 0 else { return }
        breaks = 0
        if !hasText {
            hasText = true
            current.leaf = open.last?.node ?? index
            current.owner = Int(elements.block[current.leaf])
            current.links = pendingLinks
            current.text = before..<before
            current.nodes = index..<index
        }
        current.nodes = current.nodes.lowerBound..<index + 1
        if linkDepth > 0 { current.linkCharacters += added }
        if boldDepth > 0 { current.boldCharacters += added }
        if italicDepth > 0 { current.italicCharacters += added }
    }

    /// Where the current block's text begins.
    private var start: Int { blocks.last?.text.upperBound ?? 0 }

    private mutating func appendSpace() {
        if text.last != 0x20, text.count > start { text.append(0x20) }
    }

    private mutating func flush() {
        breaks = 0
        pendingLinks = 0
        let first = start
        if hasText {
            if text.last == 0x20 { text.removeLast() }
            current.text = first..<text.count
            blocks.append(current)
        } else {
            text.removeSubrange(first...)
        }
        current = Block()
        hasText = false
    }
}
