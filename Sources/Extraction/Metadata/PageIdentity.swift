import JSON
import URLs

/// What tells a page's own article from the others that its JSON-LD describes: the page's addresses and its titles.
struct PageIdentity {
    private let addresses: Set<String>
    private let titles: [[UInt32]]

    init(_ head: PageHead, url: String?, heading: String?) {
        let page = url.flatMap(WebURL.parse)
        let declared = [head.canonical, head.first("og:url")].compactMap { $0 }
        let resolved = declared.compactMap { page?.resolve($0) ?? WebURL.parse($0) }
        addresses = Set(([page].compactMap { $0 } + resolved).map(Self.key))
        titles = [heading, head.first("og:title"), head.first("twitter:title"), head.title]
            .compactMap { $0.map { WordHash.words(String($0.prefix(500))) } }.filter { !$0.isEmpty }
    }

    /// The article of this page: by its address, by its headline, by how much it says; of equals the first.
    func best(of articles: [JSONValue]) -> JSONValue? {
        guard articles.count > 1 else { return articles.first }
        var best: (article: JSONValue, score: Int)?
        for article in articles {
            let score = score(article)
            if best.map({ score > $0.score }) ?? true { best = (article, score) }
        }
        return best?.article
    }

    private func score(_ article: JSONValue) -> Int {
        let stated = addresses(of: article)
        let isOwn = stated.contains { addresses.contains(Self.key($0)) }
        return (isOwn ? 4 : stated.isEmpty ? 0 : -1) + 4 * likeness(of: article)
            + (article["headline"] != nil ? 2 : 0) + (article["datePublished"] != nil ? 1 : 0)
    }

    /// Whether the page has no title to compare with.
    var isUntitled: Bool { titles.isEmpty }

    /// Whether a node of any vocabulary describes this page's article, by its address or its headline.
    func isOwn(_ node: JSONValue, headline: String?) -> Bool {
        addresses(of: node).contains { addresses.contains(Self.key($0)) }
            || likeness(of: [headline].compactMap { $0 }) > 0
    }

    /// 2 for a headline that is one of the page's titles, 1 for one much like it or a title's beginning.
    private func likeness(of article: JSONValue) -> Int {
        likeness(of: ["headline", "name"].compactMap { article[$0]?.elements.first?.string })
    }

    private func likeness(of texts: [String]) -> Int {
        var best = 0
        for text in texts {
            let words = WordHash.words(MarkupText.field(String(text.prefix(500))) ?? "")
            guard !words.isEmpty else { continue }
            if titles.contains(words) { return 2 }
            let set = WordSet(words)
            if titles.contains(where: { $0.starts(with: words) || set.likeness(WordSet($0)) > 0.5 }) { best = 1 }
        }
        return best
    }

    private func addresses(of article: JSONValue) -> [WebURL] {
        let values = ["url", "mainEntityOfPage", "@id"].flatMap { article[$0]?.elements.prefix(4) ?? [] }
        return values.compactMap { $0.string ?? $0["@id"]?.string ?? $0["url"]?.string }.compactMap(WebURL.parse)
            .filter { $0.isWeb && $0.path.utf8.count > 1 }
    }

    /// Host and path; schemes, "www.", queries and closing slashes differ between a page's own addresses.
    private static func key(_ url: WebURL) -> String {
        let host = url.host ?? ""
        let path = url.path.hasSuffix("/") ? String(url.path.dropLast()) : url.path
        return (host.hasPrefix("www.") ? String(host.dropFirst(4)) : host) + path
    }
}
