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
    private let kind: Article.Kind
    private let site: SitePass?
    private let rules: SiteRules?
    /// The element of the body that was put into the page: it stands in front of all others.
    private let bodyElement: Int?
    /// Why not all of the page's data was searched for a body.
    var stateLimits: Set<PageLimit> = []

    init(_ page: AnalysedPage, _ chances: [Double], _ options: ExtractionOptions) {
        self.page = page
        rules = options.siteRules
        bodyElement = page.body.flatMap { _ in page.document.nodes.firstIndex { $0.tag == .article } }
        site = page.siteMatches.map { SitePass(page, $0) }
        selection = Selection(page.features, chances: chances, favor: options.favor, verdicts: site?.verdicts ?? [:])
        kind = PageKind.of(page, selection)
    }

    /// Searches the page's data for a body that it does not show.
    func searchForBody() -> EmbeddedBody.Search {
        let keptWords = zip(page.segmentation.blocks, selection.labels).reduce(0) {
            $1.1.isKept ? $0 + $1.0.wordCount : $0
        }
        return EmbeddedBody.search(page, shownWords: kind == .article ? keptWords : 0)
    }

    private var limitsReached: [String] {
        stateLimits.isEmpty ? page.limitsReached : (page.limitsReached + stateLimits.map(\.rawValue)).sorted()
    }

    public var blocks: [ExplainedBlock] {
        labelled { _ in true }.map { ExplainedBlock(text: $0.text, label: $0.label) }
    }

    /// Whether the page's own metadata call it, or something on it, an article.
    public var saysItIsArticle: Bool {
        let genre = page.features.genre
        return genre.isOpenGraphArticle || genre.isNews || genre.isArticle
    }

    /// Where the rest of the article is.
    /// - Parameter first: the address of the article's first page, where this is a further one.
    public func pageLinks(first: String? = nil) -> PageLinks {
        PageLinkFinder(page, first: first)?.find(rules) ?? PageLinks()
    }

    /// The article of what was labelled: text, fields, and what was cut.
    public func article() -> Article {
        var watch = StageWatch()
        return article(&watch)
    }

    /// The same, with the watch that looked on before.
    public func article(_ watch: inout StageWatch) -> Article {
        let composition = Composition(document: page.document, elements: page.elements, segmentation: page.segmentation)
        let removed = labelled { !$0.isKept }.compactMap { block in
            block.label.removed.map { Article.Removed(kind: $0, text: block.text, evidence: block.label.evidence) }
        }
        let paragraphs = composition.paragraphs(selection.labels)
        let captions = captions(composition)
        watch.end(.composition)
        var metadata = MetadataReader(page, selection.labels).read()
        let report = readSiteFields(&metadata)
        watch.end(.metadata)
        return Article(
            kind: kind, metadata: metadata, paragraphs: paragraphs,
            confidence: selection.confidence, captions: captions, removed: removed,
            limits: limitsReached, siteReport: report)
    }

    /// Where the page says what its fields say.
    func origins(of article: Article) -> [FieldOrigins.Origin] {
        let main = page.features.layout.mainHeading
        let heading = main < 0 ? nil : page.segmentation.string(of: page.segmentation.blocks[main])
        let structured = StructuredData(page.head, PageIdentity(page.head, url: page.page.url, heading: heading))
        return FieldOrigins(page.head, structured, heading: heading, report: article.siteReport).of(article.metadata)
    }

    private func readSiteFields(_ metadata: inout Metadata) -> SiteReport? {
        guard let rules, var matches = site?.matches else { return nil }
        SiteFields(page).apply(rules, to: &metadata, &matches)
        return matches.report
    }

    /// The blocks, and what a site's rules cut out of lines, in page order.
    private func labelled(where isWanted: (Label) -> Bool) -> [(text: String, label: Label)] {
        let blocks = zip(page.segmentation.blocks, selection.labels).compactMap { block, label in
            isWanted(label)
                ? (
                    node: block.nodes.lowerBound, text: CleanText.normalised(page.segmentation.text[block.text]),
                    label: sourced(label, block)
                ) : nil
        }
        let cuts = (page.siteMatches?.cuts ?? []).compactMap { cut in
            CleanText.field(page.document.text(of: cut.element)).map { text in
                (
                    node: cut.element, text: text,
                    label: Label(removed: .other, evidence: cut.evidence, probability: 0)
                )
            }
        }
        let all = cuts.isEmpty ? blocks : (blocks + cuts).sorted { $0.node < $1.node }
        return all.map { ($0.text, $0.label) }
    }

    /// Kept text that was put into the page says where it comes from.
    private func sourced(_ label: Label, _ block: Block) -> Label {
        guard label.isKept, let body = page.body, let bodyElement,
            LayoutContext.contains(bodyElement, block.leaf, page.document)
        else { return label }
        return Label(
            removed: nil, evidence: "stands only in the page's \(body.source.rawValue)", probability: label.probability)
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
        var seen: Set<String> = []
        return near.compactMap { index in
            guard labels[index].removed == .caption else { return nil }
            let text = composition.text(of: page.segmentation.blocks[index])
            return seen.insert(text).inserted ? text : nil
        }
    }
}
