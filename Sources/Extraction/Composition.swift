import HTML

/// Puts the kept blocks together into paragraphs, in page order.
struct Composition {
    let document: Document
    let elements: PageElements
    let segmentation: Segmentation

    func paragraphs(_ labels: [Label]) -> [Paragraph] {
        var paragraphs: [Paragraph] = []
        var row: (element: Int, cells: [String])?
        for (block, label) in zip(segmentation.blocks, labels) where label.isKept {
            let element = nearest(.tr, around: block.leaf)
            if let open = row, open.element != element {
                paragraphs.append(Self.row(open.cells))
                row = nil
            }
            if let element {
                row = (element, (row?.cells ?? []) + [text(of: block)])
            } else {
                paragraphs.append(Paragraph(role: role(of: block), text: text(of: block)))
            }
        }
        if let row { paragraphs.append(Self.row(row.cells)) }
        return paragraphs
    }

    private static func row(_ cells: [String]) -> Paragraph {
        cells.count == 1
            ? Paragraph(role: .paragraph, text: cells[0])
            : Paragraph(role: .tableRow, text: cells.joined(separator: " | "))
    }

    func text(of block: Block) -> String { CleanText.normalised(segmentation.string(of: block)) }

    private func role(of block: Block) -> Paragraph.Role {
        if block.headingLevel > 0 { return .heading(level: block.headingLevel) }
        let around = elements.around[block.leaf]
        if around.contains(AncestorTags(.li)) {
            let list = [nearest(.ul, around: block.leaf) ?? -1, nearest(.ol, around: block.leaf) ?? -1]
            return .listItem(isOrdered: list[1] > list[0])
        }
        if around.contains(.blockquote) { return .quote }
        return .paragraph
    }

    /// The innermost element with this tag at or above a node, looking up at most `limit` elements.
    private func nearest(_ tag: Tag, around node: Int, limit: Int = 64) -> Int? {
        guard elements.around[node].contains(AncestorTags(tag)) || tag == .tr else { return nil }
        var element = node
        for _ in 0..<limit where element >= 0 {
            if document.nodes[element].tag == tag { return element }
            element = Int(document.nodes[element].parent)
        }
        return nil
    }
}
