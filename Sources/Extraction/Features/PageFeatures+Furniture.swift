import HTML

/// Features that tell the article's furniture from its text: headline, standfirst, captions, links and cards.
extension PageFeatures {
    /// Likeness to the titles, and to the descriptions (the standfirst often is one).
    mutating func addHeadline(_ index: Int, _ set: WordSet) {
        let block = blocks[index]
        let words = segmentation.words(of: block)
        let likeness = titles.titles.reduce(0) { max($0, $1.likeness(set)) }
        let isTitle = titles.keys.contains(block.key)
        add("title.likeness", likeness)
        add("title.headingLikeness", titles.headings.reduce(0) { max($0, $1.likeness(set)) })
        add("title.equal", isTitle)
        add("title.before", headlinesSeen)
        add("title.length", Double(words.count) / Double(max(1, titles.titles.map(\.count).min() ?? 10)))
        if isTitle || likeness > 0.6 { headlinesSeen += 1 }
        let trigrams =
            words.count > 1 && !titles.descriptions.isEmpty ? WordHash.trigrams(words.prefix(120)) : SortedSet([])
        let shared = titles.descriptions.map { $0.overlap(trigrams) }
        add("description.inside", Double(shared.max() ?? 0) / Double(max(1, trigrams.count)))
        add(
            "description.covered",
            zip(shared, titles.descriptions).reduce(0) { max($0, Double($1.0) / Double(max(1, $1.1.count))) })
        add("beforeText", layout.firstLong - index)
        add("nextIsGood", index + 1 < blocks.count && blocks[index + 1].isGood)
    }

    /// Nearness to images and likeness to their alternative texts.
    mutating func addCaption(_ index: Int, _ set: WordSet) {
        let block = blocks[index]
        let chain = layout.chain(index)
        let figure = chain.prefix(8).firstIndex {
            [.figure, .picture, .figcaption].contains(document.nodes[Int($0)].tag)
        }
        add("figureLevel", figure.map { $0 - chain.startIndex } ?? 9)
        let previousLeaf = index > 0 ? blocks[index - 1].leaf : -1
        let here = layout.imagePosition(of: block.leaf)
        let between = here - layout.imagePosition(of: previousLeaf + 1)
        add("imagesBetween", min(3, max(0, between)))
        add("sinceImage", here > 0 ? min(40, block.leaf - layout.images[here - 1].node) : 99)
        add("untilImage", here < layout.images.count ? min(40, layout.images[here].node - block.leaf) : 99)
        let near = layout.images[max(0, here - 4)..<min(layout.images.count, here + 3)].filter { $0.words.count > 0 }
        let alike = near.map { Double(set.overlap($0.words)) / Double(max(1, set.count)) }.max() ?? -1
        add("imageText", block.wordCount >= 2 ? alike : -1)
        let caption = chain.prefix(6).firstIndex { elements.groups[Int($0)].contains(.caption) }
        add("captionLevel", caption.map { $0 - chain.startIndex } ?? 9)
        let blockChain = layout.blockChain(index)
        let withImage = blockChain.prefix(6).firstIndex { containers.totals[Int($0)].images > 0 }
        add("imageLevel", withImage.map { $0 - blockChain.startIndex } ?? 9)
        add("imageContainer.characters", withImage.map { containers.totals[Int(blockChain[$0])].characters } ?? -1)
        add("imageContainer.blocks", withImage.map { containers.totals[Int(blockChain[$0])].blocks } ?? -1)
    }

    /// Lines inside the text that lead to other articles.
    mutating func addLink(_ index: Int) {
        let block = blocks[index]
        let isLine = isLinkLine(block)
        let previousIsGood = index > 0 && blocks[index - 1].isGood
        let nextIsGood = index + 1 < blocks.count && blocks[index + 1].isGood
        add("linkLine", isLine)
        let inside = (previousIsGood ? 1 : 0) + (nextIsGood ? 2 : 0)
        add("linkInside", block.linkDensity >= 0.5 && block.characters < 260 ? inside : -1)
        add("textBesideLink", block.linkCharacters > 0 ? block.characters - block.linkCharacters : -1)
        add("boldLink", isLine && Double(block.boldCharacters) > 0.5 * Double(block.characters))
        let listTags: TagSet = [.ul, .ol, .aside, .blockquote, .table]
        let blockChain = layout.blockChain(index)
        let list = blockChain.prefix(4).firstIndex { listTags.contains(document.nodes[Int($0)].tag) }
        add("listLevel", list.map { $0 - blockChain.startIndex } ?? 9)
    }

    /// A short block that is nearly all link.
    func isLinkLine(_ block: Block) -> Bool { block.linkDensity >= 0.8 && block.characters < 220 }

    /// Repeated elements with an image, a linked heading or a date: teaser cards.
    mutating func addCard(_ index: Int) {
        var (siblings, level, card) = (1, 9, -1)
        let inline: TagSet = [.p, .h2, .h3, .span, .a, .br, .b, .strong, .em, .i]
        for (position, element) in layout.chain(index).prefix(8).enumerated() {
            let node = document.nodes[Int(element)]
            if Double(containers.totals[Int(element)].goodCharacters) >= 0.3 * Double(containers.goodCharacters) {
                break
            }
            if node.tag == .body || node.tag == .html { break }
            let alike = max(1, layout.siblings[layout.siblingKeys[Int(element)]])
            if alike > siblings, !inline.contains(node.tag) {
                (siblings, level, card) = (alike, position, Int(element))
            }
        }
        let totals = card < 0 ? nil : containers.totals[card]
        add("card.siblings", min(50, siblings))
        add("card.level", level)
        add("card.characters", totals?.characters ?? -1)
        add("card.linkDensity", totals?.linkDensity ?? -1)
        add("card.images", totals.map { min(2, $0.images) } ?? -1)
        add("card.headings", totals?.headings ?? -1)
        add("card.linkedBlocks", totals?.linkedBlocks ?? -1)
        add("card.longestGood", totals?.longestGood ?? -1)
    }
}
