/// Why a paragraph goes.
struct Cut {
    let kind: RemovalKind
    let evidence: String
}

struct RemovedBlock {
    let block: TextBlock
    let cut: Cut
}

/// One look at the whole text: each rule marks what it removes, and later rules see the marks.
struct FurniturePass {
    let blocks: [TextBlock]
    private(set) var cuts: [Cut?]
    /// Between the first and the last paragraph of running text lies the article; empty without any.
    let prose: Range<Int>
    /// Words before each paragraph.
    let wordsBefore: [Int]
    /// The same, of running text only.
    let proseBefore: [Int]

    init(_ blocks: [TextBlock]) {
        self.blocks = blocks
        cuts = Array(repeating: nil, count: blocks.count)
        let first = blocks.firstIndex(where: \.isProse)
        let last = blocks.lastIndex(where: \.isProse)
        prose = if let first, let last { first..<last + 1 } else { blocks.count..<blocks.count }
        wordsBefore = Self.runningSum(blocks.map(\.words.count))
        proseBefore = Self.runningSum(blocks.map { $0.isProse ? $0.words.count : 0 })
    }

    private static func runningSum(_ counts: [Int]) -> [Int] {
        counts.reduce(into: [0]) { sums, count in sums.append((sums.last ?? 0) + count) }
    }

    mutating func run() {
        for position in blocks.indices {
            if let cut = LineRules.cut(blocks[position], LinePlace(position, prose)) { mark(position, cut) }
        }
        cutRepeatedLabels()
        cutShareButtons()
        cutByline()
        cutComments()
        cutRelated()
        cutTags()
        cutPromptBoxes()
        cutClosingTeasers()
    }

    /// Sorts the paragraphs into those that stay and those that go.
    func divide(into kept: inout [TextBlock], _ removed: inout [RemovedBlock]) {
        kept = []
        for (block, cut) in zip(blocks, cuts) {
            if let cut { removed.append(RemovedBlock(block: block, cut: cut)) } else { kept.append(block) }
        }
    }

    /// Marks a paragraph, unless it is marked already or says where the text comes from: that is the article's.
    mutating func mark(_ position: Int, _ cut: Cut) {
        guard cuts[position] == nil, SourceNotice.source(in: [blocks[position].text]) == nil else { return }
        cuts[position] = cut
    }

    func isKept(_ position: Int) -> Bool { cuts[position] == nil }

    /// The next paragraph at or after a place that no rule has marked.
    func nextKept(_ position: Int) -> Int? {
        var position = position
        while position < blocks.count, cuts[position] != nil { position += 1 }
        return position < blocks.count ? position : nil
    }
}

/// Where a line stands: first of all, before, within or behind the running text.
struct LinePlace {
    let isFirst: Bool
    let hasProseBefore: Bool
    let hasProseAfter: Bool

    init(_ position: Int, _ prose: Range<Int>) {
        isFirst = position == 0
        hasProseBefore = prose.lowerBound < position
        hasProseAfter = position + 1 < prose.upperBound
    }
}
