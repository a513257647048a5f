import HTML

/// A biography of the author in a box of its own behind the text. The model knows it by its place, and on a page whose text is
/// as short as the box it takes it for the end of the text.
enum AuthorBox {
    /// A longer box is an interview or a portrait.
    private static let longest = 1_500
    private static let mostBlocks = 12

    /// The blocks of all such boxes.
    static func blocks(_ page: PageFeatures) -> [Int] {
        var found: [Int] = []
        var index = 0
        while index < page.blocks.count {
            guard let box = box(around: index, page) else {
                index += 1
                continue
            }
            let end =
                page.blocks[index...].firstIndex { !LayoutContext.contains(box, $0.leaf, page.document) }
                ?? page.blocks.count
            if isBehindText(index..<end, page), isAboutAPerson(index..<end, page) { found += index..<end }
            index = end
        }
        return found
    }

    /// The outermost small element around a block whose class speaks of an author, or the one that a heading says so of.
    private static func box(around index: Int, _ page: PageFeatures) -> Int? {
        let isHeaded = isHeading(index, page) && page.closingPhrases(index).contains(.authorBox)
        guard isHeaded || page.groupsAround(index).contains(.author) else { return nil }
        return page.layout.chain(index).map(Int.init).last { element in
            let totals = page.containers.totals[element]
            let speaks = page.elements.groups[element].contains(.author) || isHeaded && totals.blocks > 1
            return speaks && totals.characters <= longest && totals.blocks <= mostBlocks && totals.characters >= 60
                && page.elements.isBlock(element)
                && ![.body, .main, .article].contains(page.document.nodes[element].tag)
                && (index == 0 || !LayoutContext.contains(element, page.blocks[index - 1].leaf, page.document))
        }
    }

    private static func isHeading(_ index: Int, _ page: PageFeatures) -> Bool {
        let block = page.blocks[index]
        // Spaces are no bold characters.
        return block.wordCount <= 8 && (block.headingLevel > 0 || 5 * block.boldCharacters > 4 * block.characters)
    }

    /// Whether more text stands in front of the box than behind it, and the page's headline is not in it.
    private static func isBehindText(_ box: Range<Int>, _ page: PageFeatures) -> Bool {
        let before = page.layout.goodBefore[box.lowerBound]
        let behind = page.containers.goodCharacters - page.layout.goodBefore[box.upperBound]
        return before > 0 && before > behind && !box.contains(page.layout.mainHeading)
    }

    /// Whether a line says that it is about an author, or a name stands by itself and again in a text.
    private static func isAboutAPerson(_ box: Range<Int>, _ page: PageFeatures) -> Bool {
        if box.contains(where: { page.closingPhrases($0).contains(.authorBox) }) { return true }
        let names = box.filter { index in
            let block = page.blocks[index]
            return (1...4).contains(block.wordCount) && block.summary.capitalised == block.wordCount
        }
        return names.contains { name in
            let words = page.segmentation.words(of: page.blocks[name])
            return box.contains { page.blocks[$0].wordCount > 8 && says(words, in: $0, page) }
        }
    }

    /// Whether a block's first words hold a row of words.
    private static func says(_ words: ArraySlice<UInt32>, in index: Int, _ page: PageFeatures) -> Bool {
        let beginning = page.segmentation.words(of: page.blocks[index]).prefix(20)
        return beginning.indices.contains { beginning[$0...].starts(with: words) }
    }
}
