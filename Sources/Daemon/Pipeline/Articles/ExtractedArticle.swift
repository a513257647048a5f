import Delivery
import JSON

/// A worker's answer for a page, in the daemon's terms. What a worker sends is checked, not trusted: it read foreign bytes.
struct ExtractedArticle {
    let isArticle: Bool
    var text: String { template.paragraphs.map(\.text).joined(separator: "\n\n") }
    let confidence: Double?
    /// Whether the page says that one has to pay for more.
    let isPaywalled: Bool
    /// Where the article goes on, and where it is on one page.
    let nextPage: String?
    let singlePage: String?
    /// Whether the text is the one that the feed carried, or the headline is; the page has them not.
    private(set) var isOfFeed: Bool
    /// Where the page sends its reader at once.
    let refreshURL: String?
    /// Everything but source, key and fetch, which the worker does not know.
    private var template: DeliveredArticle

    init(json body: [UInt8]) throws(CommandFailure) {
        let value = try PageCommands.parsed(body)
        guard let kind = value["kind"]?.string, let paragraphs = value["paragraphs"]?.array else {
            throw CommandFailure(.bug, "a worker's answer is no article")
        }
        isArticle = kind == "article"
        confidence = value["confidence"]?.number
        isPaywalled = value["paywalled"]?.bool ?? false
        nextPage = value["pages"]?["next"]?.string
        singlePage = value["pages"]?["single"]?.string
        refreshURL = value["refresh_url"]?.string
        isOfFeed = value["feed_text"]?["taken"]?.bool ?? false
        let fetch = DeliveredArticle.Fetch(timeMilliseconds: 0, status: 0, url: "")
        var article = DeliveredArticle(
            source: "", key: "", url: value["url"]?.string ?? "", title: value["title"]?.string,
            paragraphs: paragraphs.map(Self.paragraph), fetch: fetch)
        article.authors = Self.strings(value["authors"])
        article.tags = Self.strings(value["tags"])
        article.published = value["published"]?.string
        article.modified = value["modified"]?.string
        article.language = value["language"]?.string
        article.site = value["site"]?.string
        article.section = value["section"]?.string
        article.image = value["image"]?.string
        article.canonicalURL = value["canonical_url"]?.string
        article.syndicatedFrom = value["syndicated_from"]?.string
        article.confidence = confidence
        article.warnings = Self.strings(value["warnings"])
        article.warnings += Self.strings(value["limits"]).map { "the page is cut: it is over the limit \($0)" }
        if isOfFeed { article.warnings.append("the text is the feed's, which carries more than the page") }
        for kind in value["removed"]?.object ?? [] {
            article.removed[kind.key] = kind.value.number.flatMap { Int(exactly: $0) }
        }
        template = article
    }

    /// The article as delivery takes it.
    func delivered(source: String, key: String, url: String, fetch: DeliveredArticle.Fetch) -> DeliveredArticle {
        var article = template
        article.source = source
        article.key = key
        article.url = url
        article.fetch = fetch
        return article
    }

    /// Fills in what the page does not say: title and date as its feed gave them, the language of its source, which also
    /// says words that the tags begin with.
    mutating func complete(title: String? = nil, published: String? = nil, source: Configuration.Source?) {
        if template.title == nil, title != nil {
            template.title = title
            isOfFeed = true
        }
        template.published = template.published ?? published
        template.language = template.language ?? source?.language
        let tags = source?.tags ?? []
        template.tags = tags + template.tags.filter { !tags.contains($0) }
    }

    var warnings: [String] { template.warnings }

    mutating func warn(_ sentence: String) { template.warnings.append(sentence) }

    /// Adds the paragraphs of the article's next page that are not there yet: standfirsts and notes come on every page.
    /// - Returns: whether there were any.
    mutating func append(_ page: ExtractedArticle) -> Bool {
        var known = Set(template.paragraphs.map(\.text))
        let new = page.template.paragraphs.filter { known.insert($0.text).inserted }
        guard !new.isEmpty else { return false }
        template.paragraphs += new
        template.warnings += page.template.warnings.filter { !template.warnings.contains($0) }
        template.removed.merge(page.template.removed, uniquingKeysWith: +)
        return true
    }

    /// Where the article may be when it is not on the page at this address: where that sends its reader, or what it calls its
    /// canonical address.
    func elsewhere(than url: String) -> String? {
        guard !isArticle, let own = ArticleKey.of(url) else { return nil }
        return [refreshURL, template.canonicalURL].compactMap(\.self).first { target in
            ArticleKey.of(target).map { $0 != own } ?? false
        }
    }

    var markdown: String { Rendering.markdown(template) }

    private static func strings(_ value: JSONValue?) -> [String] { (value?.array ?? []).compactMap(\.string) }

    private static func paragraph(_ value: JSONValue) -> DeliveredArticle.Paragraph {
        let text = value["text"]?.string ?? ""
        let role: DeliveredArticle.Paragraph.Role =
            switch value["role"]?.string {
            case "heading": .heading(level: min(6, max(1, Int(value["level"]?.number ?? 2))))
            case "list_item", "ordered_item": .listItem
            case "quote": .quote
            case "preformatted": .preformatted
            case "table_row": .tableRow
            default: .paragraph
            }
        return DeliveredArticle.Paragraph(text, role: role)
    }
}
