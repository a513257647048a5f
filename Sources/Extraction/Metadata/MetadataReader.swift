import Dates
import URLs

/// Reads the article's fields: from JSON-LD, meta elements and the page itself, in the order that proved most reliable.
struct MetadataReader {
    private let page: AnalysedPage
    private let labels: [Label]
    private let head: PageHead
    private let structured: StructuredData
    private let site: SiteName

    init(_ page: AnalysedPage, _ labels: [Label]) {
        self.page = page
        self.labels = labels
        head = page.head
        structured = StructuredData(page.head)
        site = SiteName(page.head, structured, url: page.page.url)
    }

    func read() -> Metadata {
        let dates = DateReader(page: page, head: head, structured: structured)
        var metadata = Metadata()
        metadata.title = TitleReader(
            head: head, structured: structured, site: site, heading: heading, url: page.page.url
        ).read()
        metadata.authors = AuthorReader(page: page, head: head, structured: structured, site: site).read()
        metadata.published = dates.published()?.iso8601
        metadata.modified = dates.modified()?.iso8601
        metadata.language = language
        metadata.site = site.name
        metadata.canonicalURL = address(head.canonical) ?? address(head.first("og:url"))
        metadata.image =
            address(head.first("og:image", "og:image:url", "og:image:secure_url")) ?? address(
                structured.address("image"))
            ?? address(head.first("twitter:image", "twitter:image:src"))
        metadata.section = field(head.first("article:section") ?? structured.text("articleSection"))
        metadata.tags = tags
        metadata.summary = field(
            head.first("og:description", "description", "twitter:description") ?? structured.text("description"))
        metadata.syndicatedFrom = SourceNotice.source(in: keptTexts)
        return metadata
    }

    private var heading: String? {
        let index = page.features.layout.mainHeading
        return index < 0 ? nil : page.segmentation.string(of: page.segmentation.blocks[index])
    }

    private var keptTexts: [String] {
        zip(page.segmentation.blocks, labels).filter { $0.1.isKept }.map { page.segmentation.string(of: $0.0) }
    }

    private func field(_ text: String?) -> String? {
        CleanText.field(text.map { CharacterReferences.resolved(MarkupText.stripped($0)) })
    }

    /// BCP 47 spelling of the declared language: `de_DE` is `de-DE`.
    private var language: String? {
        let declared = [
            head.language, structured.text("inLanguage"),
            head.first("content-language", "og:locale", "language", "dc.language"),
        ]
        return declared.lazy.compactMap { $0.flatMap(Self.languageTag) }.first
    }

    private static func languageTag(_ text: String) -> String? {
        let first = text.split(whereSeparator: { $0 == "," || $0 == ";" || $0 == " " }).first
        let tag = String(first ?? "").replacing("_", with: "-")
        let primary = tag.split(separator: "-").first ?? ""
        let isTag = tag.utf8.allSatisfy { byte in
            (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
        }
        return (2...3).contains(primary.count) && tag.utf8.count <= 12 && isTag ? tag : nil
    }

    private var tags: [String] {
        let found = head.all("article:tag") + (structured.article?["keywords"]?.array?.compactMap(\.string) ?? [])
        let listed =
            found.isEmpty
            ? (structured.text("keywords") ?? head.first("news_keywords", "keywords") ?? "").split(separator: ",").map(
                String.init) : found
        var tags: [String] = []
        for tag in listed.prefix(60) {
            if let clean = field(tag), clean.count <= 80, !tags.contains(clean) { tags.append(clean) }
        }
        return tags
    }

    /// An absolute http(s) address, resolved against the page's base.
    private func address(_ reference: String?) -> String? {
        guard let reference, !reference.isEmpty else { return nil }
        let page = self.page.page.url.flatMap(WebURL.parse)
        let base = head.base.flatMap { page?.resolve($0) ?? WebURL.parse($0) } ?? page
        guard let url = base?.resolve(reference) ?? WebURL.parse(reference), url.isWeb, url.host != nil else {
            return nil
        }
        return CleanText.field(url.description)
    }
}
