/// The lines of one block, parted by single line breaks, as the blocks that they are for a reader: a bold line over running
/// text is a subhead, a line in italics with a short one below it is a quotation and its source, and lines that are paragraphs
/// by their length stay apart. All others are one block.
struct LineRun {
    private(set) var blocks: [Block] = []

    /// A line of this length is running text and no heading; the measure is that of `Block.weightedCharacters`.
    static let runningLength = 80.0
    /// Both lines beside a break that parts paragraphs are at least this long; that is more than lines broken by hand have.
    private static let paragraphLength = 160.0

    init(_ lines: [Block], _ text: [UInt8]) {
        guard lines.count > 1 else {
            blocks = lines
            return
        }
        let shapes = lines.map { Shape($0, text[$0.text]) }
        for index in lines.indices {
            if index > 0, !Self.parts(index, shapes) {
                blocks[blocks.count - 1].join(lines[index])
            } else {
                blocks.append(lines[index])
            }
        }
    }

    private struct Shape {
        let length: Double
        let isBold: Bool
        let isItalic: Bool
        let endsSentence: Bool

        init(_ line: Block, _ text: ArraySlice<UInt8>) {
            // Lead bytes from E3 on begin ideographs, kana and Hangul.
            length = text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : (0xE3...0xED).contains($1) ? 2.5 : 1) }
            isBold = line.boldCharacters == line.characters && line.linkCharacters == 0
            isItalic = line.italicCharacters == line.characters
            let end = String(decoding: text.suffix(12), as: UTF8.self).unicodeScalars
            endsSentence = end.last { !WordScan.isClosing($0) }.map(WordScan.endsSentence) == true
        }
    }

    /// Whether the break in front of line `index` parts two blocks.
    private static func parts(_ index: Int, _ shapes: [Shape]) -> Bool {
        let (above, below) = (shapes[index - 1], shapes[index])
        if isSubhead(index - 1, shapes) || isSubhead(index, shapes) { return true }
        if above.endsSentence, above.isItalic, !below.isItalic, below.length < runningLength { return true }
        return above.endsSentence && min(above.length, below.length) >= paragraphLength
    }

    private static func isSubhead(_ index: Int, _ shapes: [Shape]) -> Bool {
        guard shapes[index].isBold, shapes[index].length < runningLength, index + 1 < shapes.count else { return false }
        let below = shapes[index + 1]
        return !below.isBold && below.length >= runningLength && (index == 0 || !shapes[index - 1].isBold)
    }
}

extension Block {
    /// Adds the line that follows.
    fileprivate mutating func join(_ line: Block) {
        text = text.lowerBound..<line.text.upperBound
        nodes = nodes.lowerBound..<line.nodes.upperBound
        linkCharacters += line.linkCharacters
        boldCharacters += line.boldCharacters
        italicCharacters += line.italicCharacters
        links += line.links
    }
}
