import HTML
import JSON

/// The body of an article that stands nowhere in the page's markup: in JSON-LD (schema.org/articleBody) or in the state of a
/// page that builds itself in the browser. It is put into the page as an `article` element in front of all else, and then
/// read like one that was there.
struct EmbeddedBody {
    enum Source: String {
        case linkedData = "JSON-LD"
        case state = "embedded state"
    }

    let source: Source
    let headline: String?
    let markup: String

    /// Up to this share of the body's word triples on the page, the body is not on the page.
    private static let shownShare = 0.4
    /// Shorter bodies are teasers.
    private static let fewestWords = 40
    /// A page that shows this many words of text is not searched for state, which costs more than the page itself.
    private static let enoughWords = 250

    /// What was found in a page's data.
    struct Search {
        /// The body that the page keeps to itself; nil where what it shows is all or most of it.
        var body: EmbeddedBody?
        /// Why there is more state than was searched.
        var limits: Set<PageLimit> = []
    }

    /// - Parameter shownWords: of what was found to be article text on the page.
    static func search(_ page: AnalysedPage, shownWords: Int) -> Search {
        let heading = page.features.layout.mainHeading
        let identity = PageIdentity(
            page.head, url: page.page.url,
            heading: heading < 0 ? nil : page.segmentation.string(of: page.segmentation.blocks[heading]))
        if let body = linkedData(page, identity, shownWords), body.isHidden(from: page, shownWords) {
            return Search(body: body)
        }
        guard shownWords < enoughWords else { return Search() }
        let state = EmbeddedState(page.document)
        let found = BodyCandidates(state.values)
        let body = body(among: found, identity)
        return Search(
            body: body?.isHidden(from: page, shownWords) == true ? body : nil, limits: state.limits.union(found.limits))
    }

    private static func linkedData(
        _ page: AnalysedPage, _ identity: PageIdentity, _ shownWords: Int
    ) -> EmbeddedBody? {
        guard let article = StructuredData(page.head, identity).article,
            mayHold(moreWordsThan: 2 * shownWords, article),
            identity.isOwn(article, headline: article["headline"]?.elements.first?.string) || identity.isUntitled
        else { return nil }
        var markup = (article["articleBody"]?.elements ?? []).map { EmbeddedMarkup($0).text }.joined()
        for entry in article["liveBlogUpdate"]?.elements ?? [] {
            let headline = entry["headline"]?.string.map { "<h2>\(EmbeddedBody.escaped($0))</h2>" } ?? ""
            markup += headline + EmbeddedMarkup(entry["articleBody"] ?? .null).text
        }
        guard !markup.isEmpty else { return nil }
        return EmbeddedBody(source: .linkedData, headline: article["headline"]?.string, markup: markup)
    }

    /// Whether an article's members can have more words, by the places where one may begin: most pages show what their JSON-LD
    /// says again, and that is known before it is read as markup.
    private static func mayHold(moreWordsThan limit: Int, _ article: JSONValue) -> Bool {
        var count = 0
        var waiting = (article["articleBody"]?.elements ?? []) + (article["liveBlogUpdate"]?.elements ?? [])
        while let next = waiting.popLast(), count <= limit {
            switch next {
            case .string(let text): count += beginnings(in: text)
            case .array(let elements): waiting += elements
            case .object(let members): waiting += members.map(\.value)
            default: break
            }
        }
        return count > limit
    }

    /// Letters and digits behind something else, and all that is not ASCII.
    private static func beginnings(in text: String) -> Int {
        var (count, isInWord) = (0, false)
        for byte in text.utf8 {
            let isWord = CharacterClass.isASCIIWord(byte)
            if isWord && !isInWord || byte >= 0xC0 { count += 1 }
            isInWord = isWord
        }
        return count
    }

    /// The largest body under a headline of this page's own; on a page without a title the only large one.
    private static func body(among found: BodyCandidates, _ identity: PageIdentity) -> EmbeddedBody? {
        let candidates = found.all.sorted { $0.size > $1.size }
        let owns = found.owners.map { identity.isOwn($0.node, headline: $0.headline) }
        let own = candidates.first { candidate in candidate.owner.map { owns[$0] } == true }
        let isAlone = candidates.count == 1 || candidates.count > 1 && candidates[0].size > 3 * candidates[1].size
        guard let best = own ?? (isAlone && identity.isUntitled ? candidates[0] : nil) else { return nil }
        return EmbeddedBody(
            source: .state, headline: best.owner.map { found.owners[$0].headline },
            markup: EmbeddedMarkup(best.body).text)
    }

    /// Whether the body is longer than what the page shows, and most of it is not on the page.
    private func isHidden(from page: AnalysedPage, _ shownWords: Int) -> Bool {
        guard let words = words, words.count >= Self.fewestWords, words.count > 2 * shownWords else { return false }
        let own = WordHash.trigrams(words)
        let shown = SortedSet(
            page.segmentation.blocks.flatMap { WordHash.trigrams(page.segmentation.words(of: $0)).numbers })
        return Double(own.overlap(shown)) < Self.shownShare * Double(own.count)
    }

    /// The words of the body; nil where it cannot be parsed.
    private var words: [UInt32]? {
        // A body that is no markup to the parser is no body.
        guard let document = try? Document.parse(text: DecodedText(utf8: markup)) else { return nil }
        let segmentation = Segmentation(document, PageElements(document))
        return segmentation.blocks.flatMap { segmentation.words(of: $0) }
    }

    private static func escaped(_ text: String) -> String {
        MarkupText.stripped(text).split(separator: "<", omittingEmptySubsequences: false).joined(separator: "&lt;")
    }
}

extension EmbeddedBody {
    /// The page with the body behind its `body` tag, or on top where it has none.
    func inserted(into page: DecodedText) -> DecodedText {
        let title = headline.map { "<h1>\(Self.escaped($0))</h1>\n" } ?? ""
        let article = Array("<article>\(title)\(markup)</article>\n".utf8)
        let place = Self.bodyStart(page.bytes)
        return DecodedText(utf8: String(decoding: page.bytes[..<place] + article + page.bytes[place...], as: UTF8.self))
    }

    /// One past the first `<body …>`; 0 without one.
    private static func bodyStart(_ bytes: [UInt8]) -> Int {
        let name = Array("<body".utf8)
        var position = 0
        while let bracket = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            position = bracket + 1
            guard bytes.count > bracket + name.count,
                zip(bytes[bracket...], name).allSatisfy({ $0 | 0x20 == $1 | 0x20 }),
                bytes[bracket + name.count] <= 0x20 || bytes[bracket + name.count] == UInt8(ascii: ">")
            else { continue }
            return bytes[bracket...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? 0
        }
        return 0
    }
}
