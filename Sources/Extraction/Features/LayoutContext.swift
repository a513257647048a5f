import HTML

/// Where things stand on the page: the chains of elements around blocks, good blocks, the main heading, images and
/// repeated siblings.
struct LayoutContext {
    /// Elements around each block from its leaf upwards, at most `chainLimit`, one block after the other.
    private var chain: [Int32] = []
    private var chainStarts: [Int] = [0]
    /// The same, block elements only.
    private var blockChain: [Int32] = []
    private var blockChainStarts: [Int] = [0]
    /// Indices of good blocks, and of long good blocks with few links.
    private(set) var good: [Int] = []
    private(set) var long: [Int] = []
    /// The h1 most like the title, or the first h1; -1 without one.
    private(set) var mainHeading = -1
    /// Node indices of images, with the words of their alternative texts.
    private(set) var images: [(node: Int, words: WordSet)] = []
    /// Node indices of quotes, preformatted texts and tables.
    private var ownTexts: [Int] = []
    /// Node indices of forms and inputs.
    private var inputs: [Int] = []
    /// First and last block inside the element that holds most good text.
    private(set) var mainRange = 0..<0
    /// First and last long good block inside it.
    private(set) var firstLong = 0
    private(set) var lastLong = 0
    /// Characters before each block, and of all blocks at the end.
    private(set) var before: [Int] = [0]
    private(set) var goodBefore: [Int] = [0]
    /// How many blocks say the same, by key.
    private(set) var repeats: KeyTable<Int>
    /// How many elements are alike: same parent, tag and class.
    private(set) var siblings: KeyTable<Int>
    /// Each element's key into `siblings`.
    private(set) var siblingKeys: [UInt64]

    /// Of all blocks together.
    private(set) var linkDensity = 0.0

    static let chainLimit = 16

    init(
        _ document: Document, _ elements: PageElements, _ segmentation: Segmentation, _ containers: Containers,
        _ titles: TitleContext
    ) {
        siblingKeys = SiblingKey.keys(document, elements)
        siblings = KeyTable(initial: 0)
        for node in document.nodes.indices where !document.nodes[node].isText { siblings.count(siblingKeys[node]) }
        let blocks = segmentation.blocks
        repeats = KeyTable(initial: 0)
        for (index, block) in blocks.enumerated() {
            addChains(block, document, elements)
            before.append(before[index] + block.characters)
            goodBefore.append(goodBefore[index] + (block.isGood ? block.characters : 0))
            repeats.count(block.key)
            if block.isGood { good.append(index) }
            if block.isGood, block.weightedCharacters >= 160, block.linkDensity < 0.25 { long.append(index) }
        }
        trim()
        linkDensity = Double(blocks.reduce(0) { $0 + $1.linkCharacters }) / Double(max(1, before.last ?? 1))
        findLandmarks(document)
        findMainHeading(segmentation, titles)
        findMain(document, blocks, containers)
    }

    func chain(_ index: Int) -> ArraySlice<Int32> { chain[chainStarts[index]..<chainStarts[index + 1]] }
    func blockChain(_ index: Int) -> ArraySlice<Int32> {
        blockChain[blockChainStarts[index]..<blockChainStarts[index + 1]]
    }

    /// The `level`th block element around a block; nil beyond the top.
    func container(_ index: Int, _ level: Int) -> Int? {
        let position = blockChainStarts[index] + level
        return position < blockChainStarts[index + 1] ? Int(blockChain[position]) : nil
    }

    private mutating func addChains(_ block: Block, _ document: Document, _ elements: PageElements) {
        var element = block.leaf
        var steps = 0
        while element >= 0, steps < Self.chainLimit {
            chain.append(Int32(element))
            element = Int(document.nodes[element].parent)
            steps += 1
        }
        chainStarts.append(chain.count)
        elements.forEachBlock(from: block.leaf, in: document, atMost: Self.chainLimit) { element in
            blockChain.append(Int32(element))
            return true
        }
        blockChainStarts.append(blockChain.count)
    }

    private mutating func trim() {
        chain.trim()
        chainStarts.trim()
        blockChain.trim()
        blockChainStarts.trim()
        before.trim()
        goodBefore.trim()
    }

    private mutating func findLandmarks(_ document: Document) {
        for (index, node) in document.nodes.enumerated() {
            switch node.tag {
            case .img:
                let text = document.attribute(.alt, of: index).map { document.string($0) } ?? ""
                images.append((index, WordSet(WordHash.words(text))))
            case .blockquote, .pre, .table: ownTexts.append(index)
            case .form, .input: inputs.append(index)
            default: break
            }
        }
    }

    /// Whether a quote, a preformatted text or a table stands inside an element. A figure may hold as many captions as
    /// elements, hence no search of the elements.
    func holdsOwnText(_ element: Int, _ document: Document) -> Bool {
        Self.isAny(of: ownTexts, in: element..<Int(document.nodes[element].end))
    }

    /// Whether an element is or holds a form or an input, as far as its first nodes say.
    func holdsInput(_ element: Int, _ document: Document) -> Bool {
        Self.isAny(of: inputs, in: element..<min(Int(document.nodes[element].end), element + 200))
    }

    private static func isAny(of places: [Int], in range: Range<Int>) -> Bool {
        let first = places.insertionPoint(of: range.lowerBound)
        return first < places.count && places[first] < range.upperBound
    }

    private mutating func findMainHeading(_ segmentation: Segmentation, _ titles: TitleContext) {
        var best = 0.3
        for (index, block) in segmentation.blocks.enumerated() where block.headingLevel == 1 {
            if mainHeading < 0, block.wordCount > 1 { mainHeading = index }
            let words = WordSet(segmentation.words(of: block))
            let shared = Double(words.overlap(titles.main)) / Double(max(1, words.count))
            let value = shared * min(1, Double(block.wordCount) / 4)
            if value > best { (mainHeading, best) = (index, value) }
        }
    }

    private mutating func findMain(_ document: Document, _ blocks: [Block], _ containers: Containers) {
        let inside =
            containers.mostly < 0
            ? []
            : blocks.indices.filter {
                Self.contains(containers.mostly, blocks[$0].leaf, document)
            }
        mainRange = (inside.first ?? 0)..<(inside.last.map { $0 + 1 } ?? blocks.count)
        let longInside = long.filter {
            containers.mostly >= 0 && Self.contains(containers.mostly, blocks[$0].leaf, document)
        }
        let candidates = longInside.isEmpty ? long : longInside
        firstLong = candidates.first ?? good.first ?? 0
        lastLong = candidates.last ?? good.last ?? max(0, blocks.count - 1)
    }

    /// How many images stand before a node.
    func imagePosition(of node: Int) -> Int {
        Self.firstIndex(in: images.indices) { images[$0].node >= node }
    }

    /// The first index from which on all fulfil a condition, which those before do not.
    private static func firstIndex(in indices: Range<Int>, where isReached: (Int) -> Bool) -> Int {
        var (low, high) = (indices.lowerBound, indices.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if isReached(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Whether `node` is `element` or stands inside it.
    static func contains(_ element: Int, _ node: Int, _ document: Document) -> Bool {
        element >= 0 && element <= node && node < Int(document.nodes[element].end)
    }
}

/// Keys that are equal for elements of one make.
enum SiblingKey {
    /// For each node the hash of parent, tag and class. The lower half of the bits holds tag and class alone.
    static func keys(_ document: Document, _ elements: PageElements) -> [UInt64] {
        document.nodes.indices.map { index in
            let node = document.nodes[index]
            guard !node.isText else { return 0 }
            let hash = (elements.classHashes[index] ^ UInt32(node.tag.rawValue)) &* 16_777_619
            return UInt64(UInt32(truncatingIfNeeded: node.parent)) << 32 | UInt64(hash)
        }
    }

    /// Tag and class alone.
    static func make(_ key: UInt64) -> UInt64 { key & 0xFFFF_FFFF }
}
