import HTML

/// Features of the elements around the block: tags, roles, class groups and what their containers add up to.
extension PageFeatures {
    mutating func addTags(_ index: Int) {
        let block = blocks[index]
        add("tag", TagRank.of(document.nodes[block.leaf].tag))
        for (level, name) in ["owner", "parent", "grandparent"].enumerated() {
            add("tag.\(name)", layout.container(index, level).map { TagRank.of(document.nodes[$0].tag) } ?? 99)
        }
        let around = elements.around[block.leaf]
        for (bit, tag) in AncestorTags.tags.enumerated() {
            add("in.\(tag.name)", (around.rawValue >> UInt32(bit)) & 1 == 1)
        }
        let traits = elements.traits[block.leaf]
        for (name, trait) in PageElements.Traits.roles { add("role.\(name)", traits.contains(trait)) }
        add("hidden", traits.contains(.hidden))
        add("ariaHidden", traits.contains(.ariaHidden))
        add("articleBody", traits.contains(.articleBody))
        add("articleType", traits.contains(.articleType))
        add("itemprop", traits.contains(.otherProperty))
        add("commentType", traits.contains(.commentType))
        add("depth", Int(document.nodes[block.leaf].depth))
        addClassGroups(index)
    }

    /// For each class group, how many levels up the nearest element of it stands; 20 where there is none.
    private mutating func addClassGroups(_ index: Int) {
        var levels = [Int](repeating: 20, count: ClassGroup.names.count)
        var seen: UInt32 = 0
        for (level, element) in layout.chain(index).enumerated() {
            let tag = document.nodes[Int(element)].tag
            if tag == .body || tag == .html { break }
            var new = elements.groups[Int(element)].rawValue & ~seen
            seen |= new
            while new != 0 {
                levels[new.trailingZeroBitCount] = level
                new &= new - 1
            }
        }
        for (bit, name) in ClassGroup.names.enumerated() { add("class.\(name)", levels[bit]) }
    }

    mutating func addContainers(_ index: Int) {
        let all = Double(containers.goodCharacters)
        for level in 1...3 {
            let totals = layout.container(index, level).map { containers.totals[$0] } ?? Containers.Totals()
            add("c\(level).characters", totals.characters)
            add("c\(level).blocks", totals.blocks)
            add("c\(level).linkDensity", totals.linkDensity)
            add("c\(level).goodShare", totals.goodShare)
            add("c\(level).goodOfPage", Double(totals.goodCharacters) / all)
            add("c\(level).average", Double(totals.characters) / Double(max(1, totals.blocks)))
            if level < 3 { add("c\(level).prompts", Double(totals.promptBlocks) / Double(max(1, totals.blocks))) }
        }
        addMainContainers(index)
        addOuterContainer(index)
    }

    private mutating func addMainContainers(_ index: Int) {
        let leaf = blocks[index].leaf
        let all = Double(containers.goodCharacters)
        let bestScore = containers.best < 0 ? 1 : max(1e-6, containers.totals[containers.best].score)
        var (half, nearly, best, mostly) = (30, 30, 30, 30)
        var score = 0.0
        for (level, element) in layout.blockChain(index).enumerated() {
            let totals = containers.totals[Int(element)]
            let share = Double(totals.goodCharacters) / all
            if share >= 0.5, half == 30 { half = level }
            if share >= 0.85, nearly == 30 { nearly = level }
            if Int(element) == containers.best { best = level }
            if Int(element) == containers.mostly { mostly = level }
            if level < 8 { score = max(score, totals.score) }
        }
        add("levelsToHalf", half)
        add("levelsToNearlyAll", nearly)
        add("levelsToBest", best)
        add("levelsToMostly", mostly)
        add("inBest", LayoutContext.contains(containers.best, leaf, document))
        add("inMostly", LayoutContext.contains(containers.mostly, leaf, document))
        add("inNearlyAll", LayoutContext.contains(containers.nearlyAll, leaf, document))
        add("score", score / bestScore)
        add("parentScore", (layout.container(index, 1).map { containers.totals[$0].score } ?? 0) / bestScore)
        let make = makes.share(index, depth: 1)
        add("sameMake", make.blocks)
        add("sameMakeGood", Double(make.goodBlocks) / Double(max(1, make.blocks)))
        add("make2.text", makes.textShare(index, depth: 1))
    }

    /// The outermost element around the block that holds less than three tenths of the good text.
    private mutating func addOuterContainer(_ index: Int) {
        var highest = 0.0
        var outer: (level: Int, totals: Containers.Totals)?
        for (level, element) in layout.blockChain(index).prefix(7).enumerated() where level > 0 {
            let totals = containers.totals[Int(element)]
            guard Double(totals.goodCharacters) < 0.3 * Double(containers.goodCharacters), totals.characters > 0 else {
                continue
            }
            highest = max(highest, totals.linkDensity)
            outer = (level, totals)
        }
        add("highestLinkDensity", highest)
        add("outer.level", outer?.level ?? 0)
        add("outer.characters", outer?.totals.characters ?? -1)
        add("outer.linkDensity", outer?.totals.linkDensity ?? -1)
        add(
            "outer.goodOfPage", outer.map { Double($0.totals.goodCharacters) / Double(containers.goodCharacters) } ?? -1
        )
        add("outer.blocks", outer?.totals.blocks ?? -1)
    }
}

/// Tags in an order that puts those of running text first: trees split such a column at useful places.
enum TagRank {
    private static let order: [Tag] = [
        .p, .h1, .h2, .h3, .h4, .h5, .h6, .li, .td, .th, .dt, .dd, .div, .section, .article, .blockquote, .pre,
        .figcaption,
        .button, .label, .a, .span, .header, .footer, .aside, .nav, .ul, .ol, .main, .figure, .form, .summary, .address,
        .strong, .em, .b, .i, .time, .small, .body, .cite, .caption, .tr, .center, .font, .details,
    ]
    private static let ranks: [Int] = Tag.allCases.map { order.firstIndex(of: $0) ?? 99 }

    static func of(_ tag: Tag) -> Int { ranks[Int(tag.rawValue)] }
}
