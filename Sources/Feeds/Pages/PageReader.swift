internal import HTML
internal import URLs

/// A web page as a list of articles: the feeds that it names (autodiscovery), and the articles that it links to.
enum PageReader {
    static func read(_ input: FeedInput) throws(FeedError) -> Feed {
        var feed = Feed(kind: .page)
        guard let page = input.url.flatMap(WebURL.parse) else { return feed }
        let document: Document
        do throws(HTMLError) {
            document = try Document.parse(input.bytes, transportCharset: input.charset)
        } catch {
            throw .notAFeed
        }
        let base = base(of: document, page) ?? page
        feed.url = page.withoutFragment.description
        feed.title = title(of: document)
        feed.feeds = feeds(of: document, base)
        feed.items = ArticleLinks.find(PageAnchor.all(of: document, at: page, base: base))
        feed.limits = document.limitsReached.map(\.rawValue)
        return feed
    }

    private static func base(of document: Document, _ page: WebURL) -> WebURL? {
        document.nodes.indices.first { document.nodes[$0].tag == .base }
            .flatMap { document.attribute(.href, of: $0) }.flatMap { page.resolve(document.string($0)) }
    }

    private static func title(of document: Document) -> String? {
        document.nodes.indices.first { document.nodes[$0].tag == .title }
            .flatMap { FeedText.line(document.text(of: $0)) }
    }

    /// Feeds of comments come last: what a reader means by the site's feed has its articles. Otherwise in page order.
    private static func feeds(of document: Document, _ base: WebURL) -> [String] {
        var found: [(url: String, isOfComments: Bool)] = []
        for index in document.nodes.indices where document.nodes[index].tag == .link {
            guard found.count < FeedLimits.pageFeeds, let url = feed(document, index, base),
                !found.contains(where: { $0.url == url })
            else { continue }
            let title = attribute(.title, document, index)
            found.append((url, (url + " " + title).lowercased().contains("comment")))
        }
        return found.filter { !$0.isOfComments }.map(\.url) + found.filter(\.isOfComments).map(\.url)
    }

    private static func feed(_ document: Document, _ index: Int, _ base: WebURL) -> String? {
        let relations = attribute(.rel, document, index).split(separator: " ")
        guard relations.contains("alternate") || relations.contains("feed"), !relations.contains("stylesheet"),
            types.contains(String(attribute(.type, document, index).prefix { $0 != ";" && $0 != " " })),
            let reference = document.attribute(.href, of: index), reference.count <= FeedURL.lengthLimitBytes,
            let url = base.resolve(document.string(reference)), url.isWeb
        else { return nil }
        return url.withoutFragment.description
    }

    private static func attribute(_ name: AttributeName, _ document: Document, _ index: Int) -> String {
        document.attribute(name, of: index).map { FeedText.trimmed(document.string($0)).lowercased() } ?? ""
    }

    private static let types: Set<String> = [
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
        "application/x.atom+xml", "application/x-rss+xml", "text/rss+xml",
    ]
}
