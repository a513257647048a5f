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
    private var inside: KeyTable<Int>
    /// By the makes of the owner, of owner and parent, and of the owner and three above.
    private var shares: KeyTable<Share>
    /// Where in `shares` those of each block stand.
    private var places: [Int] = []
    private let goodCharacters: Double

    static let depths = [1, 2, 4]

    init(_ document: Document, _ layout: LayoutContext, _ blocks: [Block], _ containers: Containers) {
        siblingKeys = layout.siblingKeys
        goodCharacters = Double(containers.goodCharacters)
        inside = KeyTable(initial: 0)
        shares = KeyTable(initial: Share())
        for (index, node) in document.nodes.enumerated() where containers.totals[index].goodCharacters > 0 {
            let make = SiblingKey.make(siblingKeys[index])
            let parent = Int(node.parent)
            // Of nested elements of one make only the outermost counts.
            if parent >= 0, SiblingKey.make(siblingKeys[parent]) == make { continue }
            let place = inside.enter(make)
            inside[place: place] += containers.totals[index].goodCharacters
        }
        places.reserveCapacity(blocks.count * Self.depths.count)
        for (index, block) in blocks.enumerated() { count(index, block, layout) }
    }

    private mutating func count(_ index: Int, _ block: Block, _ layout: LayoutContext) {
        var key: UInt64 = 0
        for level in 0..<4 {
            if let element = layout.container(index, level) {
                key = (key ^ SiblingKey.make(siblingKeys[element])) &* 0x100_0000_01b3
            }
            guard Self.depths.contains(level + 1) else { continue }
            let place = shares.enter(key ^ UInt64(level) << 56)
            places.append(place)
            shares[place: place].blocks += 1
            if block.isGood {
                shares[place: place].goodBlocks += 1
                shares[place: place].goodCharacters += block.characters
            }
        }
    }

    /// The blocks in elements of the same makes as those around block `index`; `depth` is an index into `depths`.
    func share(_ index: Int, depth: Int) -> Share { shares[place: places[index * Self.depths.count + depth]] }

    /// The share, 0…1, of the page's good text that stands in blocks of the same makes.
    func textShare(_ index: Int, depth: Int) -> Double {
        Double(share(index, depth: depth).goodCharacters) / goodCharacters
    }

    /// The share, 0…1, of the page's good text inside elements of this element's make.
    func textInside(_ element: Int) -> Double {
        min(1, Double(inside[SiblingKey.make(siblingKeys[element])]) / goodCharacters)
    }
}
