import HTML

/// Puts the kept blocks together into paragraphs, in page order.
struct Composition {
    let document: Document
    let elements: PageElements
    let segmentation: Segmentation

    func paragraphs(_ labels: [Label]) -> [Paragraph] {
        let kept = labels.indices.filter { labels[$0].isKept }
        let tables = DataTables(document, elements, segmentation, kept)
        var paragraphs: [Paragraph] = []
        var rest = kept[...]
        while let index = rest.first {
            if let row = tables.rows[index] {
                let blocks = rest.prefix { tables.rows[$0] == row }
                rest = rest.dropFirst(blocks.count)
                paragraphs.append(self.row(blocks))
            } else {
                rest = rest.dropFirst()
                if rest.first == index + 1, DropCap.before(index + 1, segmentation, document) != nil { continue }
                paragraphs.append(Paragraph(role: role(of: segmentation.blocks[index]), text: text(ofBlock: index)))
            }
        }
        return paragraphs
    }

    /// One table row: cells apart by " | ", the blocks of a cell by spaces.
    private func row(_ blocks: ArraySlice<Int>) -> Paragraph {
        var cells: [(element: Int?, text: String)] = []
        for index in blocks {
            let block = segmentation.blocks[index]
            let cell = document.cell(around: block.leaf)
            if let last = cells.last, last.element == cell {
                cells[cells.count - 1].text += " " + text(of: block)
            } else {
                cells.append((cell, text(of: block)))
            }
        }
        return cells.count == 1
            ? Paragraph(role: .paragraph, text: cells[0].text)
            : Paragraph(role: .tableRow, text: cells.map(\.text).joined(separator: " | "))
    }

    /// The text of a block on one line, as labels and removed blocks show it.
    func text(of block: Block) -> String { CleanText.normalised(segmentation.string(of: block)) }

    private func text(ofBlock index: Int) -> String {
        let block = segmentation.blocks[index]
        if isPreformatted(block) { return PreformattedText.of(block, in: document) }
        if let lines = BrokenLines.of(block, in: document) { return lines }
        return (DropCap.before(index, segmentation, document) ?? "") + text(of: block)
    }

    private func isPreformatted(_ block: Block) -> Bool {
        elements.around[block.leaf].contains(.preformatted)
    }

    private func role(of block: Block) -> Paragraph.Role {
        if block.headingLevel > 0 { return .heading(level: block.headingLevel) }
        if isPreformatted(block) { return .preformatted }
        let around = elements.around[block.leaf]
        if around.contains(AncestorTags(.li)) {
            let lists = [Tag.ul, .ol].map { tag in document.nearest([tag], around: block.leaf) ?? -1 }
            return .listItem(isOrdered: lists[1] > lists[0])
        }
        if around.contains(.blockquote) { return .quote }
        return .paragraph
    }
}

extension Document {
    /// The innermost element with one of these tags at or above a node, looking up at most `limit` elements.
    func nearest(_ tags: TagSet, around node: Int, limit: Int = 64) -> Int? {
        var element = node
        for _ in 0..<limit where element >= 0 {
            if tags.contains(nodes[element].tag) { return element }
            element = Int(nodes[element].parent)
        }
        return nil
    }

    /// The table cell around a node.
    func cell(around node: Int) -> Int? { nearest([.td, .th], around: node) }
}
