import HTML

/// How much of the page's good text stands in elements of one make (tag and class). The paragraphs of a text, and the
/// sections it is split into, are of one make; a box, a caption or a teaser in between is of another.
struct ElementMakes {
    /// What the blocks add up to that stand in elements of the same makes, from the owner upwards.
    struct Share {
        var blocks = 0
        var goodBlocks = 0
        var goodCharacters = 0
    }

    private let siblingKeys: [UInt64]
    /// By the make of an element: good characters inside such elements.
    private var inside: [UInt64: Int] = [:]
    /// By the makes of the owner, of owner and parent, and of the owner and three above.
    private var shares: [UInt64: Share] = [:]
    private var keys: [UInt64] = []
    private let goodCharacters: Double

    static let depths = [1, 2, 4]

    init(_ document: Document, _ layout: LayoutContext, _ blocks: [Block], _ containers: Containers) {
        siblingKeys = layout.siblingKeys
        goodCharacters = Double(containers.goodCharacters)
        for (index, node) in document.nodes.enumerated() where containers.totals[index].goodCharacters > 0 {
            let make = SiblingKey.make(siblingKeys[index])
            let parent = Int(node.parent)
            // Of nested elements of one make only the outermost counts.
            if parent >= 0, SiblingKey.make(siblingKeys[parent]) == make { continue }
            inside[make, default: 0] += containers.totals[index].goodCharacters
        }
        for (index, block) in blocks.enumerated() { count(index, block, layout) }
    }

    private mutating func count(_ index: Int, _ block: Block, _ layout: LayoutContext) {
        var key: UInt64 = 0
        for level in 0..<4 {
            if let element = layout.container(index, level) {
                key = (key ^ SiblingKey.make(siblingKeys[element])) &* 0x100_0000_01b3
            }
            guard Self.depths.contains(level + 1) else { continue }
            let key = key ^ UInt64(level) << 56
            keys.append(key)
            var share = shares[key] ?? Share()
            share.blocks += 1
            if block.isGood {
                share.goodBlocks += 1
                share.goodCharacters += block.characters
            }
            shares[key] = share
        }
    }

    /// The blocks in elements of the same makes as those around block `index`; `depth` is an index into `depths`.
    func share(_ index: Int, depth: Int) -> Share { shares[keys[index * Self.depths.count + depth]] ?? Share() }

    /// The share, 0…1, of the page's good text that stands in blocks of the same makes.
    func textShare(_ index: Int, depth: Int) -> Double {
        Double(share(index, depth: depth).goodCharacters) / goodCharacters
    }

    /// The share, 0…1, of the page's good text inside elements of this element's make.
    func textInside(_ element: Int) -> Double {
        min(1, Double(inside[SiblingKey.make(siblingKeys[element])] ?? 0) / goodCharacters)
    }
}
