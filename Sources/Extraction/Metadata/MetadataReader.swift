import Dates

/// Reads the article's fields: from JSON-LD, meta elements and the page itself, in the order that proved most reliable.
struct MetadataReader {
    private let page: AnalysedPage
    private let labels: [Label]
    private let head: PageHead
    private let structured: StructuredData
    private let site: SiteName
    /// The main heading's text.
    private let heading: String?
    private let keptTexts: [String]

    init(_ page: AnalysedPage, _ labels: [Label]) {
        self.page = page
        self.labels = labels
        head = page.head
        let main = page.features.layout.mainHeading
        heading = main < 0 ? nil : page.segmentation.string(of: page.segmentation.blocks[main])
        structured = StructuredData(page.head, PageIdentity(page.head, url: page.page.url, heading: heading))
        site = SiteName(page.head, structured, url: page.page.url)
        keptTexts = labels.indices.filter { labels[$0].isKept }
            .map { page.segmentation.string(of: page.segmentation.blocks[$0]) }
    }

    func read() -> Metadata {
        let dates = DateReader(page: page, head: head, structured: structured, text: keptBlocks)
        let addresses = PageAddresses(head: head, structured: structured, url: page.page.url)
        var metadata = Metadata()
        metadata.title =
            TitleReader(head: head, structured: structured, site: site, heading: heading, url: page.page.url).read()
        metadata.authors = AuthorReader(
            page: page, head: head, structured: structured, site: site, textEnd: keptBlocks?.upperBound
        ).read()
        metadata.published = dates.published()?.iso8601
        metadata.modified = dates.modified()?.iso8601
        metadata.language = language
        metadata.site = site.name
        metadata.canonicalURL = addresses.canonical
        metadata.refreshURL = addresses.refresh
        metadata.image = addresses.image
        metadata.section = MarkupText.field(head.first("article:section") ?? structured.text("articleSection"))
        metadata.tags = tags
        metadata.summary = MarkupText.field(
            head.first("og:description", "description", "twitter:description") ?? structured.text("description"))
        metadata.syndicatedFrom = SourceNotice.source(in: keptTexts) ?? SourceNotice.source(in: bylinesBehind)
        metadata.paywalled = paywalled
        return metadata
    }

    /// The first and the last block of the text.
    private var keptBlocks: ClosedRange<Int>? {
        guard let first = labels.firstIndex(where: \.isKept), let last = labels.lastIndex(where: \.isKept) else {
            return nil
        }
        return first...last
    }

    /// What was cut as a byline right behind the text: there stands the source of what was taken over.
    private var bylinesBehind: [String] {
        guard let last = labels.lastIndex(where: \.isKept) else { return [] }
        return (last + 1..<min(labels.count, last + 3)).filter { labels[$0].removed == .byline }
            .map { page.segmentation.string(of: page.segmentation.blocks[$0]) }
    }

    private var language: String? {
        let declared = [
            head.language, structured.text("inLanguage"),
            head.first("content-language", "og:locale", "language", "dc.language"),
        ]
        return LanguageReader(declared: declared, texts: keptTexts.isEmpty ? [heading ?? ""] : keptTexts).read()
    }

    /// What the page says in JSON-LD (schema.org/isAccessibleForFree) or in its meta elements. Where it says nothing, a text
    /// that breaks off at a prompt is paywalled.
    private var paywalled: Bool? {
        if let isFree = structured.isAccessibleForFree { return !isFree }
        return switch head.first("article:content_tier")?.lowercased() {
        case "locked": true
        case "free": false
        default: breaksOffAtPrompt ? true : nil
        }
    }

    private var breaksOffAtPrompt: Bool { Paywall(page: page, labels: labels).breaksOffText }

    private var tags: [String] {
        let found = head.all("article:tag") + (structured.article?["keywords"]?.array?.compactMap(\.string) ?? [])
        let listed =
            found.isEmpty
            ? (structured.text("keywords") ?? head.first("news_keywords", "keywords") ?? "").split(separator: ",").map(
                String.init) : found
        var tags: [String] = []
        for tag in listed.prefix(60) {
            if let clean = MarkupText.field(tag), clean.count <= 80, clean.utf8.count <= 320, !tags.contains(clean) {
                tags.append(clean)
            }
        }
        return tags
    }
}
