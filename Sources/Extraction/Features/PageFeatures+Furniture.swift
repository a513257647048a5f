import HTML

/// Features that tell the article's furniture from its text: headline, standfirst, captions, links and cards.
extension PageFeatures {
    /// Likeness to the titles, and to the descriptions (the standfirst often is one).
    func addHeadline(_ index: Int, _ set: WordSet, _ above: inout BlocksAbove, to row: inout FeatureRow) {
        let block = blocks[index]
        let words = segmentation.words(of: block)
        let likeness = titles.titles.reduce(0) { max($0, $1.likeness(set)) }
        let isTitle = titles.keys.contains(block.key)
        row.add("title.likeness", likeness)
        row.add("title.headingLikeness", titles.headings.reduce(0) { max($0, $1.likeness(set)) })
        row.add("title.equal", isTitle)
        row.add("title.before", above.headlines)
        row.add("title.length", Double(words.count) / Double(max(1, titles.shortest ?? 10)))
        if isTitle || likeness > 0.6 { above.headlines += 1 }
        addDescription(words, set, to: &row)
        row.add("beforeText", layout.firstLong - index)
        row.add("nextIsGood", index + 1 < blocks.count && blocks[index + 1].isGood)
    }

    private func addDescription(_ words: ArraySlice<UInt32>, _ set: WordSet, to row: inout FeatureRow) {
        var (count, inside, covered) = (0, 0, 0.0)
        if words.count > 2, titles.descriptionWords.overlap(set) > 0 {
            let trigrams = WordHash.trigrams(words.prefix(120))
            count = trigrams.count
            for description in titles.descriptions {
                let shared = description.overlap(trigrams)
                inside = max(inside, shared)
                covered = max(covered, Double(shared) / Double(max(1, description.count)))
            }
        }
        row.add("description.inside", Double(inside) / Double(max(1, count)))
        row.add("description.covered", covered)
    }

    private static let figureTags: TagSet = [.figure, .picture, .figcaption]

    /// Nearness to images and likeness to their alternative texts.
    func addCaption(_ index: Int, _ set: WordSet, to row: inout FeatureRow) {
        let block = blocks[index]
        let chain = layout.chain(index)
        let figure = chain.prefix(8).firstIndex { Self.figureTags.contains(document.nodes[Int($0)].tag) }
        row.add("figureLevel", figure.map { $0 - chain.startIndex } ?? 9)
        let previousLeaf = index > 0 ? blocks[index - 1].leaf : -1
        let here = layout.imagePosition(of: block.leaf)
        let between = here - layout.imagePosition(of: previousLeaf + 1)
        row.add("imagesBetween", min(3, max(0, between)))
        row.add("sinceImage", here > 0 ? min(40, block.leaf - layout.images[here - 1].node) : 99)
        row.add("untilImage", here < layout.images.count ? min(40, layout.images[here].node - block.leaf) : 99)
        var alike = -1.0
        for image in max(0, here - 4)..<min(layout.images.count, here + 3) where layout.images[image].words.count > 0 {
            alike = max(alike, Double(set.overlap(layout.images[image].words)) / Double(max(1, set.count)))
        }
        row.add("imageText", block.wordCount >= 2 ? alike : -1)
        let caption = chain.prefix(6).firstIndex { elements.groups[Int($0)].contains(.caption) }
        row.add("captionLevel", caption.map { $0 - chain.startIndex } ?? 9)
        let blockChain = layout.blockChain(index)
        let withImage = blockChain.prefix(6).firstIndex { containers.totals[Int($0)].images > 0 }
        row.add("imageLevel", withImage.map { $0 - blockChain.startIndex } ?? 9)
        row.add("imageContainer.characters", withImage.map { containers.totals[Int(blockChain[$0])].characters } ?? -1)
        row.add("imageContainer.blocks", withImage.map { containers.totals[Int(blockChain[$0])].blocks } ?? -1)
    }

    private static let listTags: TagSet = [.ul, .ol, .aside, .blockquote, .table]

    /// Lines inside the text that lead to other articles.
    func addLink(_ index: Int, to row: inout FeatureRow) {
        let block = blocks[index]
        let isLine = isLinkLine(block)
        let previousIsGood = index > 0 && blocks[index - 1].isGood
        let nextIsGood = index + 1 < blocks.count && blocks[index + 1].isGood
        row.add("linkLine", isLine)
        let inside = (previousIsGood ? 1 : 0) + (nextIsGood ? 2 : 0)
        row.add("linkInside", block.linkDensity >= 0.5 && block.characters < 260 ? inside : -1)
        row.add("textBesideLink", block.linkCharacters > 0 ? block.characters - block.linkCharacters : -1)
        row.add("boldLink", isLine && Double(block.boldCharacters) > 0.5 * Double(block.characters))
        let blockChain = layout.blockChain(index)
        let list = blockChain.prefix(4).firstIndex { Self.listTags.contains(document.nodes[Int($0)].tag) }
        row.add("listLevel", list.map { $0 - blockChain.startIndex } ?? 9)
    }

    /// A short block that is nearly all link.
    func isLinkLine(_ block: Block) -> Bool { block.linkDensity >= 0.8 && block.characters < 220 }

    private static let inlineTags: TagSet = [.p, .h2, .h3, .span, .a, .br, .b, .strong, .em, .i]

    /// Repeated elements with an image, a linked heading or a date: teaser cards.
    func addCard(_ index: Int, to row: inout FeatureRow) {
        var (siblings, level, card) = (1, 9, -1)
        for (position, element) in layout.chain(index).prefix(8).enumerated() {
            let node = document.nodes[Int(element)]
            if Double(containers.totals[Int(element)].goodCharacters) >= 0.3 * Double(containers.goodCharacters) {
                break
            }
            if node.tag == .body || node.tag == .html { break }
            let alike = max(1, layout.siblings[layout.siblingKeys[Int(element)]])
            if alike > siblings, !Self.inlineTags.contains(node.tag) {
                (siblings, level, card) = (alike, position, Int(element))
            }
        }
        let totals = card < 0 ? nil : containers.totals[card]
        row.add("card.siblings", min(50, siblings))
        row.add("card.level", level)
        row.add("card.characters", totals?.characters ?? -1)
        row.add("card.linkDensity", totals?.linkDensity ?? -1)
        row.add("card.images", totals.map { min(2, $0.images) } ?? -1)
        row.add("card.headings", totals?.headings ?? -1)
        row.add("card.linkedBlocks", totals?.linkedBlocks ?? -1)
        row.add("card.longestGood", totals?.longestGood ?? -1)
    }
}
