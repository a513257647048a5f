import HTML

/// Extraction: a page in, an article out.
///
/// Stages, each a folder: `Embedded` finds a body that the page keeps only as data; `Blocks` cuts the arena into leaf blocks; `Features` describes each block; `Model` gives its
/// chance of being article text; `Selection` decides with guarded rules and says why, under what an operator's `SiteRules` say; `Metadata` reads the fields;
/// `Composition` puts the kept blocks together. Nothing here has state, a clock or randomness: the same bytes give the same
/// article. A ``StageWatch`` may look on, which decides nothing. It never opens a file, and it never recurses over what a page nests.
public struct Extractor: Sendable {
    private let model: BoostedTrees

    /// - Parameter model: boosted trees to use instead of the ones the package ships; the trainer's cross-validation does.
    /// - Throws: ``ExtractionError/unusableModel``, for a file of the package that is not this version's.
    public init(model: BoostedTrees? = nil) throws(ExtractionError) {
        guard let model = model ?? BoostedTrees.bundled else { throw .unusableModel }
        self.model = model
    }

    /// Extracts the article of one page.
    ///
    /// - Throws: ``ExtractionError`` for bytes that are no page; a page without an article is an outcome, `kind: other`.
    public func extract(
        _ page: Page, _ options: ExtractionOptions = ExtractionOptions()
    ) throws(ExtractionError) -> Article {
        var watch = StageWatch()
        return try extract(page, options, &watch)
    }

    /// The same, with a watch that tells where the time goes.
    /// - Throws: as ``extract(_:_:)``.
    public func extract(
        _ page: Page, _ options: ExtractionOptions = ExtractionOptions(), _ watch: inout StageWatch
    ) throws(ExtractionError) -> Article {
        try analyse(page, options, &watch).article(&watch)
    }

    /// Every block of the page in order with its label, and the article: what `copydesk explain` shows.
    /// - Throws: as ``extract(_:_:)``.
    public func analyse(
        _ page: Page, _ options: ExtractionOptions = ExtractionOptions()
    ) throws(ExtractionError) -> Analysis {
        var watch = StageWatch()
        return try analyse(page, options, &watch)
    }

    /// The same, with a watch that tells where the time goes.
    /// - Throws: as ``extract(_:_:)``.
    public func analyse(
        _ page: Page, _ options: ExtractionOptions = ExtractionOptions(), _ watch: inout StageWatch
    ) throws(ExtractionError) -> Analysis {
        let search: EmbeddedBody.Search
        do {
            var analysis = try label(AnalysedPage(page, options.siteRules, &watch), options, &watch)
            search = analysis.searchForBody()
            watch.end(.embedded)
            if search.body == nil {
                analysis.stateLimits = search.limits
                return analysis
            }
            // It is gone before the page is read again: two of the largest do not fit.
        }
        var analysis = try label(
            AnalysedPage(page, options.siteRules, body: search.body, &watch), options, &watch)
        analysis.stateLimits = search.limits
        return analysis
    }

    private func label(
        _ analysed: AnalysedPage, _ options: ExtractionOptions, _ watch: inout StageWatch
    ) throws(ExtractionError) -> Analysis {
        var chances: [Double] = []
        chances.reserveCapacity(analysed.segmentation.blocks.count)
        var fits = true
        analysed.features.describe { chunk in
            watch.end(.features)
            fits = fits && chunk.names.count == model.featureCount
            if fits { model.addProbabilities(of: chunk, to: &chances) }
            watch.end(.model)
        }
        guard fits else { throw .unusableModel }
        let analysis = Analysis(analysed, chances, options)
        watch.end(.selection)
        return analysis
    }

    /// The features of a page's blocks, for the trainer: names of the columns, rows and the blocks' texts.
    /// - Throws: as ``extract(_:_:)``.
    public static func features(of page: Page) throws(ExtractionError) -> (
        names: [String], rows: [Float], texts: [String]
    ) {
        var watch = StageWatch()
        let analysed = try AnalysedPage(page, nil, &watch)
        let texts = analysed.segmentation.blocks.map { analysed.segmentation.string(of: $0) }
        var (names, rows): ([String], [Float]) = ([], [])
        analysed.features.describe { chunk in
            names = chunk.names
            for block in 0..<chunk.count { rows += chunk.row(block) }
        }
        return (names, rows, texts)
    }
}

/// One page to extract.
public struct Page: Sendable {
    /// As the transport delivered it, in whatever character set, decompressed.
    public var bytes: [UInt8]
    /// Where the page came from; relative links are resolved against it.
    public var url: String?
    /// The character set that the transport declared.
    public var charset: String?

    public init(bytes: [UInt8], url: String? = nil, charset: String? = nil) {
        self.bytes = bytes
        self.url = url
        self.charset = charset
    }
}

/// What the operator decided for a page.
public struct ExtractionOptions: Sendable {
    public var favor = Favor.balanced
    /// What is known of the page's site.
    public var siteRules: SiteRules?

    public init() {}
}

/// Why there is no answer for a page.
public enum ExtractionError: Error, Equatable, Sendable {
    /// The bytes are not a page; the sentence says what they are.
    case notAPage(String)
    case tooLarge(String)
    /// The model does not belong to this version of the program.
    case unusableModel
}

/// A page with everything that was computed before any decision.
struct AnalysedPage {
    let page: Page
    let document: Document
    let head: PageHead
    let elements: PageElements
    let segmentation: Segmentation
    let features: PageFeatures
    /// Nil without rules for the page's site.
    let siteMatches: SiteMatches?
    /// The body that was put into the page, for it stands only in its data.
    let body: EmbeddedBody?

    init(
        _ page: Page, _ rules: SiteRules?, body: EmbeddedBody? = nil, _ watch: inout StageWatch
    ) throws(ExtractionError) {
        self.page = page
        self.body = body
        guard page.bytes.isEmpty || ContentKind(of: page.bytes) != .text || Self.hasMarkup(page.bytes) else {
            throw .notAPage("no markup: the input is plain text; use `copydesk clean` for plain text")
        }
        // Rules of a site may ask for any attribute.
        let attributes = rules == nil ? Self.attributes : .all
        do {
            var text = try Document.decode(page.bytes, transportCharset: page.charset)
            if let body { text = body.inserted(into: text) }
            watch.end(.decode)
            document = try Document.parse(text: text, attributes: attributes)
            watch.end(.parse)
        } catch {
            throw ExtractionError(error)
        }
        head = PageHead(document)
        elements = PageElements(document)
        siteMatches = rules.map { [document, elements] in SiteMatches(document, elements, $0) }
        segmentation = Segmentation(document, elements, cuts: siteMatches?.cuts.map(\.element) ?? [])
        let containers = Containers(document, elements, segmentation.blocks)
        watch.end(.segmentation)
        features = PageFeatures(document, elements, segmentation, containers, head)
        watch.end(.features)
    }

    /// All that extraction asks for, itself.
    private static let attributes = AttributeSelection([
        "alt", "aria-hidden", "class", "content", "data-component", "data-component-name", "data-testid", "datetime",
        "hidden", "href", "http-equiv", "id", "itemprop", "itemscope", "itemtype", "lang", "name", "property", "rel",
        "role", "shadowrootmode", "style", "title", "type", "xml:lang",
    ])

    /// Whether a tag stands anywhere: "<", perhaps "/", a name, and what may follow a name (HTML, section 13.2.5.8). That leaves
    /// out <https://…> and <name@host> of plain texts. A NUL in between is the other half of UTF-16.
    private static func hasMarkup(_ bytes: [UInt8]) -> Bool {
        enum Place { case text, afterLess, name }
        var place = Place.text
        for byte in bytes where byte != 0 {
            let isLetter = (byte | 0x20) &- 0x61 < 26
            switch place {
            case .name where isLetter || byte &- 0x30 < 10 || byte == UInt8(ascii: "-"): break
            case .name where byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || byte <= 0x20: return true
            case .afterLess where isLetter: place = .name
            case .afterLess where byte == UInt8(ascii: "/"): break
            default: place = byte == UInt8(ascii: "<") ? .afterLess : .text
            }
        }
        return false
    }
}
