import HTML

/// Features of the elements around the block: tags, roles, class groups and what their containers add up to.
extension PageFeatures {
    func addTags(_ index: Int, to row: inout FeatureRow) {
        let block = blocks[index]
        row.add("tag", TagRank.of(document.nodes[block.leaf].tag))
        row.add("tag.owner", containerRank(index, 0))
        row.add("tag.parent", containerRank(index, 1))
        row.add("tag.grandparent", containerRank(index, 2))
        let around = elements.around[block.leaf]
        for bit in AncestorTags.tags.indices {
            row.add("in.\(AncestorTags.tags[bit].name)", (around.rawValue >> UInt32(bit)) & 1 == 1)
        }
        let traits = elements.traits[block.leaf]
        let roles = PageElements.Traits.roles
        for role in roles.indices { row.add("role.\(roles[role].name)", traits.contains(roles[role].trait)) }
        row.add("hidden", traits.contains(.hidden))
        row.add("ariaHidden", traits.contains(.ariaHidden))
        row.add("articleBody", traits.contains(.articleBody))
        row.add("articleType", traits.contains(.articleType))
        row.add("itemprop", traits.contains(.otherProperty))
        row.add("commentType", traits.contains(.commentType))
        row.add("depth", Int(document.nodes[block.leaf].depth))
        addClassGroups(index, to: &row)
    }

    private func containerRank(_ index: Int, _ level: Int) -> Int {
        layout.container(index, level).map { TagRank.of(document.nodes[$0].tag) } ?? 99
    }

    /// For each class group, how many levels up the nearest element of it stands; 20 where there is none.
    private func addClassGroups(_ index: Int, to row: inout FeatureRow) {
        let first = row.count
        for bit in ClassGroup.names.indices { row.add("class.\(ClassGroup.names[bit])", 20) }
        var seen: UInt32 = 0
        for (level, element) in layout.chain(index).enumerated() {
            let tag = document.nodes[Int(element)].tag
            if tag == .body || tag == .html { break }
            var new = elements.groups[Int(element)].rawValue & ~seen
            seen |= new
            while new != 0 {
                row.set(first + new.trailingZeroBitCount, level)
                new &= new - 1
            }
        }
    }

    func addContainers(_ index: Int, to row: inout FeatureRow) {
        let all = Double(containers.goodCharacters)
        for level in 1...3 {
            let totals = layout.container(index, level).map { containers.totals[$0] } ?? Containers.Totals()
            row.add("c\(level).characters", totals.characters)
            row.add("c\(level).blocks", totals.blocks)
            row.add("c\(level).linkDensity", totals.linkDensity)
            row.add("c\(level).goodShare", totals.goodShare)
            row.add("c\(level).goodOfPage", Double(totals.goodCharacters) / all)
            row.add("c\(level).average", Double(totals.characters) / Double(max(1, totals.blocks)))
            if level < 3 { row.add("c\(level).prompts", Double(totals.promptBlocks) / Double(max(1, totals.blocks))) }
        }
        addMainContainers(index, to: &row)
        addOuterContainer(index, to: &row)
    }

    private func addMainContainers(_ index: Int, to row: inout FeatureRow) {
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
        row.add("levelsToHalf", half)
        row.add("levelsToNearlyAll", nearly)
        row.add("levelsToBest", best)
        row.add("levelsToMostly", mostly)
        row.add("inBest", LayoutContext.contains(containers.best, leaf, document))
        row.add("inMostly", LayoutContext.contains(containers.mostly, leaf, document))
        row.add("inNearlyAll", LayoutContext.contains(containers.nearlyAll, leaf, document))
        row.add("score", score / bestScore)
        row.add("parentScore", (layout.container(index, 1).map { containers.totals[$0].score } ?? 0) / bestScore)
        let make = makes.share(index, depth: 1)
        row.add("sameMake", make.blocks)
        row.add("sameMakeGood", Double(make.goodBlocks) / Double(max(1, make.blocks)))
        row.add("make2.text", makes.textShare(index, depth: 1))
    }

    /// The outermost element around the block that holds less than three tenths of the good text.
    private func addOuterContainer(_ index: Int, to row: inout FeatureRow) {
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
        row.add("highestLinkDensity", highest)
        row.add("outer.level", outer?.level ?? 0)
        row.add("outer.characters", outer?.totals.characters ?? -1)
        row.add("outer.linkDensity", outer?.totals.linkDensity ?? -1)
        row.add(
            "outer.goodOfPage", outer.map { Double($0.totals.goodCharacters) / Double(containers.goodCharacters) } ?? -1
        )
        row.add("outer.blocks", outer?.totals.blocks ?? -1)
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
