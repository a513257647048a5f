import HTML

/// Tables, block quotes and preformatted text that stand between kept paragraphs, and lists that one announces or that are
/// mostly kept. The model has seen too few to know them: their blocks are
/// short and have no punctuation, but what stands in mid-text and leads nowhere is part of it.
enum EnclosedData {
    /// How many further blocks away the kept text may be.
    private static let reach = 12

    /// Blocks to keep although the model would not, given what is kept. Blocks that a rule removed are left alone.
    static func blocks(_ page: PageFeatures, kept: [Bool], ruled: [Bool]) -> [Int] {
        var found: [Int] = []
        lazy var keptTrigrams = KeptTrigrams(page, kept)
        var index = 0
        while index < kept.count {
            guard !kept[index], let element = element(around: index, page) else {
                index += 1
                continue
            }
            let end =
                page.blocks[index...].firstIndex { !LayoutContext.contains(element, $0.leaf, page.document) }
                ?? kept.count
            let first = page.blocks[..<index].lastIndex { !LayoutContext.contains(element, $0.leaf, page.document) }
            if let first, isInMidText(element, first, end, page, kept), isData(element, page),
                !ruled[index..<end].contains(true), !keptTrigrams.holdMost(of: index..<end)
            {
                found += (index..<end).filter { !kept[$0] }
            }
            index = end
        }
        return found
    }

    /// Whether kept text stands on both sides; for a list, right above it, announcing it with a colon, unless most of it is
    /// kept already.
    private static func isInMidText(
        _ element: Int, _ first: Int, _ end: Int, _ page: PageFeatures, _ kept: [Bool]
    ) -> Bool {
        if [.ul, .ol].contains(page.document.nodes[element].tag) {
            let list = first + 1..<end
            let words = list.reduce(0) { $0 + page.blocks[$1].wordCount }
            let keptWords = list.reduce(0) { $0 + (kept[$1] ? page.blocks[$1].wordCount : 0) }
            return kept[first]
                && (2 * keptWords > words
                    || page.blocks[first].summary.last == ":" && page.blocks[first].headingLevel == 0)
        }
        // Between a quote and the text around it may stand an advertisement or a box.
        return kept[max(0, first - reach)...first].contains(true)
            && kept[end..<min(kept.count, end + reach + 1)].contains(true)
    }

    /// The outermost table, list, quote or preformatted element around a block.
    private static func element(around index: Int, _ page: PageFeatures) -> Int? {
        guard !page.around(index).isDisjoint(with: [.table, .preformatted, .blockquote, .list]) else { return nil }
        let tags: TagSet = [.table, .pre, .blockquote, .ul, .ol]
        return page.layout.chain(index).last { tags.contains(page.document.nodes[Int($0)].tag) }.map(Int.init)
    }

    private static func isData(_ element: Int, _ page: PageFeatures) -> Bool {
        let totals = page.containers.totals[element]
        // Posts from elsewhere are embedded as quotes whose class names the platform.
        let isEmbedded = !page.elements.groups[element].isDisjoint(with: [.share, .promo, .caption])
        return totals.linkDensity < 0.3 && totals.images == 0 && totals.promptBlocks == 0 && totals.characters < 4000
            && !isEmbedded
    }
}

/// The runs of three words of all kept blocks, in order, gathered once for a page, however many quotes it has.
private struct KeptTrigrams {
    private let page: PageFeatures
    private let kept: [Bool]
    private let all: [UInt64]

    init(_ page: PageFeatures, _ kept: [Bool]) {
        self.page = page
        self.kept = kept
        let blocks = kept.indices.filter { kept[$0] }
        var all: [UInt64] = []
        all.reserveCapacity(blocks.reduce(0) { $0 + page.blocks[$1].wordCount })
        for index in blocks { all += Self.trigrams(index, page) }
        all.sort()
        self.all = all
    }

    /// Whether most of a range's words stand in kept text elsewhere: a pull quote says again what the article says.
    func holdMost(of range: Range<Int>) -> Bool {
        var inside: [UInt64: Int] = [:]
        for index in range {
            for trigram in Self.trigrams(index, page) { inside[trigram, default: 0] += kept[index] ? 1 : 0 }
        }
        let missing = inside.count { blocks(with: $0.key) == $0.value }
        return !inside.isEmpty && 2 * missing < inside.count
    }

    /// How many kept blocks hold a run.
    private func blocks(with trigram: UInt64) -> Int {
        let end = trigram == .max ? all.count : all.insertionPoint(of: trigram + 1)
        return end - all.insertionPoint(of: trigram)
    }

    private static func trigrams(_ index: Int, _ page: PageFeatures) -> [UInt64] {
        WordHash.trigrams(page.segmentation.words(of: page.blocks[index])).numbers
    }
}
