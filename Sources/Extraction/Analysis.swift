import HTML

/// The labelled blocks of one page, and the article made from them.
public struct Analysis {
    /// A block of the page as explanations show it.
    public struct ExplainedBlock: Sendable {
        public let text: String
        public let label: Label
    }

    private let page: AnalysedPage
    private let selection: Selection

    init(_ page: AnalysedPage, _ chances: [Double], _ options: ExtractionOptions) {
        self.page = page
        selection = Selection(page.features, chances: chances, favor: options.favor)
    }

    public var blocks: [ExplainedBlock] {
        zip(page.segmentation.blocks, selection.labels).map { block, label in
            ExplainedBlock(text: CleanText.normalised(page.segmentation.string(of: block)), label: label)
        }
    }

    public func article() -> Article {
        let composition = Composition(document: page.document, elements: page.elements, segmentation: page.segmentation)
        let removed = zip(page.segmentation.blocks, selection.labels).compactMap { block, label in
            label.removed.map { Article.Removed(kind: $0, text: composition.text(of: block), evidence: label.evidence) }
        }
        let metadata = MetadataReader(page, selection.labels).read()
        let paragraphs = composition.paragraphs(selection.labels)
        return Article(
            kind: PageKind.of(page, selection), metadata: metadata, paragraphs: paragraphs,
            confidence: selection.confidence, captions: captions(composition), removed: removed,
            limits: page.limitsReached)
    }

    /// A lead picture stands a few blocks above the text, or a last one below it.
    private static let captionReach = 8

    /// Captions in the text or next to it, each once; those of teasers stand further away.
    private func captions(_ composition: Composition) -> [String] {
        let labels = selection.labels
        guard let first = labels.firstIndex(where: \.isKept), let last = labels.lastIndex(where: \.isKept) else {
            return []
        }
        let near = max(0, first - Self.captionReach)...min(labels.count - 1, last + Self.captionReach)
        return near.reduce(into: []) { captions, index in
            guard labels[index].removed == .caption else { return }
            let text = composition.text(of: page.segmentation.blocks[index])
            if !captions.contains(text) { captions.append(text) }
        }
    }
}
