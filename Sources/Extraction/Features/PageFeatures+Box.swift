import HTML

/// Features of the box around the block: the outermost element that holds less than three tenths of the good text. Fact
/// boxes, dialogs and author notes stand in one that is unlike what the text stands in.
extension PageFeatures {
    /// What a box's first line says of the box.
    private static let opening: [(String, PhraseGroup)] = [
        ("related", .related), ("subscribe", .subscribe), ("login", .login), ("author", .author),
    ]

    func addBox(_ index: Int, to row: inout FeatureRow) {
        for depth in ElementMakes.depths.indices where ElementMakes.depths[depth] != 2 {
            row.add("make\(ElementMakes.depths[depth]).text", makes.textShare(index, depth: depth))
        }
        addControls(index, to: &row)
        guard let box = box(around: index) else {
            for column in Self.boxColumns.indices { row.add("box.\(Self.boxColumns[column])", -1) }
            return
        }
        let totals = containers.totals[box]
        let range = blockRange(of: box)
        let first = blocks[min(range.lowerBound, index)]
        row.add("box.text", makes.textInside(box))
        row.add("box.groups", elements.groups[box].contains(.box))
        row.add("box.controls", Double(totals.controls) / Double(max(1, totals.blocks)))
        row.add("box.prompts", Double(totals.promptBlocks) / Double(max(1, totals.blocks)))
        row.add("box.headings", totals.headings)
        row.add("box.images", min(5, totals.images))
        row.add("box.index", index - range.lowerBound)
        row.add("box.first", first.headingLevel > 0 ? 300 : first.characters)
        for index in Self.opening.indices {
            row.add("box.says.\(Self.opening[index].0)", first.phrases.contains(Self.opening[index].1))
        }
        let main = Double(max(1, layout.goodBefore[layout.mainRange.upperBound] - mainStart))
        row.add("box.textBefore", max(0, Double(layout.goodBefore[range.lowerBound] - mainStart) / main))
        row.add(
            "box.textAfter",
            Double(layout.goodBefore[layout.mainRange.upperBound] - layout.goodBefore[range.upperBound]) / main)
        row.add("box.levelsUnderMain", levelsUnderMain(box))
    }

    private static let boxColumns =
        ["text", "groups", "controls", "prompts", "headings", "images", "index", "first"]
        + opening.map { "says.\($0.0)" } + ["textBefore", "textAfter", "levelsUnderMain"]

    private var mainStart: Int { layout.goodBefore[layout.mainRange.lowerBound] }

    /// The nearest element around the block with fields or buttons, and what it holds.
    private func addControls(_ index: Int, to row: inout FeatureRow) {
        let chain = layout.blockChain(index)
        let level = chain.firstIndex { containers.totals[Int($0)].controls > 0 }
        let totals = level.map { containers.totals[Int(chain[$0])] }
        row.add("controls.level", level.map { $0 - chain.startIndex } ?? 20)
        row.add(
            "controls.goodOfPage", totals.map { Double($0.goodCharacters) / Double(containers.goodCharacters) } ?? -1)
        row.add("controls.perBlock", totals.map { Double($0.controls) / Double(max(1, $0.blocks)) } ?? -1)
    }

    private func box(around index: Int) -> Int? {
        var box: Int?
        for element in layout.blockChain(index).dropFirst() {
            let totals = containers.totals[Int(element)]
            guard Double(totals.goodCharacters) < 0.3 * Double(containers.goodCharacters) else { break }
            box = Int(element)
        }
        return box
    }

    /// The blocks inside an element; their first text nodes stand in page order.
    private func blockRange(of element: Int) -> Range<Int> {
        firstBlock(from: element)..<firstBlock(from: Int(document.nodes[element].end))
    }

    /// The first block that begins at or after a node.
    private func firstBlock(from node: Int) -> Int {
        var (low, high) = (0, blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].nodes.lowerBound < node { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Levels between an element and the one that holds most of the good text; 20 outside of that.
    private func levelsUnderMain(_ element: Int) -> Int {
        var (node, levels) = (element, 0)
        while node >= 0, node != containers.mostly, levels < 20 {
            node = Int(document.nodes[node].parent)
            levels += 1
        }
        return node < 0 ? 20 : levels
    }
}
