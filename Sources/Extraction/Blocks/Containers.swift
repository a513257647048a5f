import HTML

/// What the blocks inside each element add up to, by node index.
struct Containers {
    struct Totals {
        @Narrow var characters = 0
        @Narrow var linkCharacters = 0
        /// Characters of good blocks: those that read like running text.
        @Narrow var goodCharacters = 0
        @Narrow var blocks = 0
        @Narrow var headings = 0
        /// Headings and other blocks that are nearly all link.
        @Narrow var linkedBlocks = 0
        /// Short blocks with a phrase that asks for or leads to something.
        @Narrow var promptBlocks = 0
        @Narrow var images = 0
        /// Fields and buttons that a reader can fill in or press.
        @Narrow var controls = 0
        @Narrow var longestGood = 0
        /// Readability's score: good blocks' points, full for the element around, less further up (Arc90, 2009).
        var score = 0.0

        var linkDensity: Double { Double(linkCharacters) / Double(max(1, characters)) }
        var goodShare: Double { Double(goodCharacters) / Double(max(1, characters)) }
    }

    private(set) var totals: [Totals]
    /// Characters of all good blocks, at least 1.
    let goodCharacters: Int
    /// Characters of all blocks, at least 1.
    let characters: Int
    /// The element with the best score, less its links; -1 where nothing reads like text.
    private(set) var best = -1
    /// The deepest elements that hold 60 % and 85 % of the good text; -1 where there is none.
    private(set) var mostly = -1
    private(set) var nearlyAll = -1

    init(_ document: Document, _ elements: PageElements, _ blocks: [Block]) {
        totals = Array(repeating: Totals(), count: document.nodes.count)
        goodCharacters = max(1, blocks.reduce(0) { $0 + ($1.isGood ? $1.characters : 0) })
        characters = max(1, blocks.reduce(0) { $0 + $1.characters })
        for block in blocks { count(block) }
        let controls: TagSet = [.input, .textarea, .select, .button]
        for (index, node) in document.nodes.enumerated() {
            if node.tag == .img { totals[index].images += 1 }
            if controls.contains(node.tag) { totals[index].controls += 1 }
        }
        sumUp(document)
        for block in blocks where block.isGood { score(block, document, elements) }
        findMain(document)
    }

    private mutating func count(_ block: Block) {
        totals[block.leaf].characters += block.characters
        totals[block.leaf].linkCharacters += block.linkCharacters
        totals[block.leaf].blocks += 1
        if block.isGood {
            totals[block.leaf].goodCharacters += block.characters
            totals[block.leaf].longestGood = max(totals[block.leaf].longestGood, block.characters)
        }
        if block.headingLevel > 0 { totals[block.leaf].headings += 1 }
        if block.linkDensity > 0.8, block.characters > 15 { totals[block.leaf].linkedBlocks += 1 }
        if !block.phrases.isDisjoint(with: [.related, .subscribe, .advert, .login]) {
            totals[block.leaf].promptBlocks += 1
        }
    }

    /// Children come after their parents in the arena, so one sweep from the back adds every subtree up.
    private mutating func sumUp(_ document: Document) {
        for index in document.nodes.indices.reversed() {
            let parent = Int(document.nodes[index].parent)
            guard parent >= 0 else { continue }
            let inner = totals[index]
            totals[parent].characters += inner.characters
            totals[parent].linkCharacters += inner.linkCharacters
            totals[parent].goodCharacters += inner.goodCharacters
            totals[parent].blocks += inner.blocks
            totals[parent].headings += inner.headings
            totals[parent].linkedBlocks += inner.linkedBlocks
            totals[parent].promptBlocks += inner.promptBlocks
            totals[parent].images += inner.images
            totals[parent].controls += inner.controls
            totals[parent].longestGood = max(totals[parent].longestGood, inner.longestGood)
        }
    }

    private mutating func score(_ block: Block, _ document: Document, _ elements: PageElements) {
        let points = 1 + Double(block.summary.commas) + min(Double(block.characters) / 100, 3)
        var level = 0
        elements.forEachBlock(from: block.leaf, in: document, atMost: 4) { element in
            if level > 0 { totals[element].score += points / Double(level) }
            level += 1
            return true
        }
    }

    private mutating func findMain(_ document: Document) {
        var bestScore = 0.0
        var (mostDepth, nearlyDepth) = (Int32(-1), Int32(-1))
        for (index, node) in document.nodes.enumerated() where !node.isText {
            let score = totals[index].score * (1 - totals[index].linkDensity)
            if score > bestScore, node.tag != .body, node.tag != .html {
                bestScore = score
                best = index
            }
            let good = Double(totals[index].goodCharacters) / Double(goodCharacters)
            if good >= 0.6, node.depth > mostDepth { (mostly, mostDepth) = (index, node.depth) }
            if good >= 0.85, node.depth > nearlyDepth { (nearlyAll, nearlyDepth) = (index, node.depth) }
        }
    }
}

extension PageElements {
    /// Walks the block elements from `node` upwards, the innermost first, until `body` answers false or `limit` is reached.
    @inline(__always)
    func forEachBlock(from node: Int, in document: Document, atMost limit: Int, _ body: (Int) -> Bool) {
        var element = node < 0 ? -1 : Int(block[node])
        var steps = 0
        while element >= 0, steps < limit {
            if !body(element) { return }
            let parent = Int(document.nodes[element].parent)
            element = parent < 0 ? -1 : Int(block[parent])
            steps += 1
        }
    }
}
