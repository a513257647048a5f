import HTML

/// Walks the arena once, front to back, and closes a block at every block boundary and at two line breaks. Single line
/// breaks part a block where its lines say so (`LineRun`).
struct Segmenter {
    private var blocks: [Block] = []
    private var text: [UInt8] = []

    private let document: Document
    private let elements: PageElements
    private var cuts: ArraySlice<Int>

    private struct Open {
        let node: Int
        let end: Int
        let tag: Tag
        let isBlock: Bool
    }

    private var open: [Open] = []
    /// The finished lines of the current block.
    private var lines: [Block] = []
    private var line = Block()
    private var lineStart = 0
    private var hasText = false
    private var breaks = 0
    private var linkDepth = 0
    private var boldDepth = 0
    private var italicDepth = 0
    private var pendingLinks = 0

    /// - Parameter cuts: elements, in page order, that are no part of any block.
    init(_ document: Document, _ elements: PageElements, _ cuts: [Int]) {
        self.cuts = cuts[...]
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
            } else if elements.isSilent(index, in: document) || isCut(index) {
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

    /// Hands over what was found.
    consuming func finish() -> (blocks: [Block], text: [UInt8]) {
        text.trim()
        return (blocks, text)
    }

    private mutating func isCut(_ index: Int) -> Bool {
        while let next = cuts.first, next < index { cuts.removeFirst() }
        return cuts.first == index
    }

    var isFull: Bool { blocks.count >= ExtractionLimits.blocks }

    private mutating func begin(_ index: Int, _ node: Node) {
        let isBlock = elements.isBlock(index)
        if isBlock { flush() }
        if node.tag == .a { if hasText { line.links += 1 } else { pendingLinks += 1 } }
        count(node.tag, 1)
        open.append(Open(node: index, end: Int(node.end), tag: node.tag, isBlock: isBlock))
    }

    private mutating func close(before index: Int) {
        while let last = open.last, last.end <= index {
            open.removeLast()
            count(last.tag, -1)
            if last.isBlock { flush() }
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
        if breaks >= 2 || lines.count >= ExtractionLimits.linesPerBlock { flush() } else { endLine() }
    }

    private mutating func append(_ index: Int) {
        let added = document.bytes.withUnsafeBufferPointer { bytes in
            PrintableText.append(
                UnsafeBufferPointer(rebasing: bytes[document.nodes[index].text.indices]), to: &text, from: lineStart)
        }
        guard added > 0 else { return }
        breaks = 0
        if !hasText {
            hasText = true
            line.leaf = open.last?.node ?? index
            line.owner = Int(elements.block[line.leaf])
            line.links = pendingLinks
            line.nodes = index..<index
            pendingLinks = 0
        }
        line.nodes = line.nodes.lowerBound..<index + 1
        line.summary.characters += added
        if linkDepth > 0 { line.linkCharacters += added }
        if boldDepth > 0 { line.boldCharacters += added }
        if italicDepth > 0 { line.italicCharacters += added }
    }

    /// Ends the line, and puts a space behind it that becomes part of the text if the next line joins it.
    private mutating func endLine() {
        if hasText {
            if text.last == 0x20 { text.removeLast() }
            line.text = lineStart..<text.count
            lines.append(line)
            text.append(0x20)
        } else {
            text.removeSubrange(lineStart...)
        }
        lineStart = text.count
        line = Block()
        hasText = false
    }

    private mutating func flush() {
        endLine()
        breaks = 0
        pendingLinks = 0
        guard !lines.isEmpty else { return }
        blocks += LineRun(lines, text).blocks
        lines.removeAll(keepingCapacity: true)
    }
}
