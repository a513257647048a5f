import HTML

/// The features of all blocks of a page: one row per block, in page order, for the trained model.
///
/// The feature code exists once, here: the trainer reads what this code dumps (`make train`), so that training and
/// running cannot drift apart. Distances count blocks or levels; shares are 0…1; −1 stands for "does not apply".
struct PageFeatures {
    let document: Document
    let elements: PageElements
    let segmentation: Segmentation
    let containers: Containers
    let titles: TitleContext
    let layout: LayoutContext
    let makes: ElementMakes
    let genre: PageGenre

    var blocks: [Block] { segmentation.blocks }

    init(
        _ document: Document, _ elements: PageElements, _ segmentation: Segmentation, _ containers: Containers,
        _ head: PageHead
    ) {
        self.document = document
        self.elements = elements
        self.segmentation = segmentation
        self.containers = containers
        titles = TitleContext(segmentation, head)
        layout = LayoutContext(document, elements, segmentation, containers, titles)
        makes = ElementMakes(document, layout, segmentation.blocks, containers)
        genre = PageGenre(head)
    }

    /// Fills in the rows of all blocks and hands them out some at a time, in page order.
    func describe(_ body: (FeatureChunk) -> Void) {
        var above = BlocksAbove()
        var names: [String] = []
        withUnsafeTemporaryAllocation(of: Float.self, capacity: FeatureRow.capacity * FeatureChunk.limit) { values in
            values.initialize(repeating: 0)
            for index in blocks.indices {
                let place = index % FeatureChunk.limit
                var row = FeatureRow(values, block: place, isFirst: index == 0)
                fill(&row, index, &above)
                if index == 0 { names = row.names }
                precondition(row.count == names.count)
                guard place + 1 == FeatureChunk.limit || index + 1 == blocks.count else { continue }
                body(FeatureChunk(values: UnsafeBufferPointer(values), names: names, count: place + 1))
            }
        }
    }

    private func fill(_ row: inout FeatureRow, _ index: Int, _ above: inout BlocksAbove) {
        let words = WordSet(segmentation.words(of: blocks[index]))
        addText(index, words, to: &row)
        addPhrases(index, &above, to: &row)
        addTags(index, to: &row)
        addContainers(index, to: &row)
        addPosition(index, to: &row)
        addNeighbours(index, to: &row)
        addHeadline(index, words, &above, to: &row)
        addCaption(index, words, to: &row)
        addLink(index, to: &row)
        addCard(index, to: &row)
        addTail(index, to: &row)
        addBox(index, to: &row)
    }
}

/// What the blocks above one tell of it.
struct BlocksAbove {
    var governing = GoverningHeadings()
    /// Those that repeat the title.
    var headlines = 0
}
