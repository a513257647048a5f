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
    private(set) var sink: FeatureSink
    /// Blocks before the current one that repeat the title.
    var headlinesSeen = 0

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
        sink = FeatureSink(expectedRows: segmentation.blocks.count)
        var governing = GoverningHeadings()
        for index in blocks.indices {
            let words = WordSet(segmentation.words(of: blocks[index]))
            addText(index, words)
            addPhrases(index, &governing)
            addTags(index)
            addContainers(index)
            addPosition(index)
            addNeighbours(index)
            addHeadline(index, words)
            addCaption(index, words)
            addLink(index)
            addCard(index)
            addTail(index)
            addBox(index)
            sink.endRow()
        }
    }

    /// Writes to the sink through the extensions of this type.
    @inline(__always)
    mutating func add(_ name: @autoclosure () -> String, _ value: Double) { sink.add(name(), value) }
    @inline(__always)
    mutating func add(_ name: @autoclosure () -> String, _ value: Int) { sink.add(name(), value) }
    @inline(__always)
    mutating func add(_ name: @autoclosure () -> String, _ value: Bool) { sink.add(name(), value) }
}
