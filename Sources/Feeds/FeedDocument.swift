internal import HTML

/// The tree of one XML feed and where it came from. Never changed, and an object so that each of millions of elements refers to it
/// with a word.
final class FeedDocument: Sendable {
    let tree: XMLTree
    let base: FeedURL
    private let scopes: FeedScopes

    convenience init(_ bytes: [UInt8], base: FeedURL) {
        self.init(XMLTree.parse(bytes, leaves: FeedVocabulary.leaves, containers: FeedVocabulary.containers), base)
    }

    private init(_ tree: XMLTree, _ base: FeedURL) {
        self.tree = tree
        self.base = base
        scopes = FeedScopes(tree, base)
    }

    /// The same document as if it came from elsewhere.
    func moved(to base: FeedURL) -> FeedDocument { FeedDocument(tree, base) }

    /// What relative references at a node are relative to.
    func base(at node: Int) -> FeedURL { scopes[tree.scope(of: node)]?.base ?? base }

    /// The `xml:lang` in force at a node.
    func language(at node: Int) -> String? { scopes[tree.scope(of: node)]?.language }

    /// Names of the soft caps that the document ran into.
    var limits: [String] { tree.limitsReached.map(\.rawValue) + (scopes.isCut ? ["bases"] : []) }

    /// The element that says which kind of feed this is. It may stand below what a server wrote before the feed, but
    /// not in a web page.
    var root: FeedElement? {
        guard !isPage else { return nil }
        var seen = 0
        for node in 0..<tree.count where tree.isElement(node) {
            let element = FeedElement(document: self, node: node)
            if FeedVocabulary.roots.contains(element.key) { return element }
            seen += 1
            if seen == 64 { return nil }
        }
        return nil
    }

    var isPage: Bool {
        let first = (0..<tree.count).first { tree.isElement($0) }
        return first.map { tree.name($0).lowercased() == "html" } ?? false
    }
}

/// The names of elements by the part they play, lower-case.
enum FeedVocabulary {
    static let roots: Set<String> = ["rss", "rdf", "channel", "feed", "entry", "urlset", "sitemapindex", "opml"]

    static let containers: Set<String> = [
        "item", "entry", "channel", "url", "sitemap", "image", "news:news", "news:publication", "image:image",
        "media:group", "media:content",
    ]

    /// Elements that hold text or inline markup only.
    static let leaves: Set<String> = [
        "title", "link", "guid", "pubdate", "description", "category", "comments", "author", "summary", "id",
        "published", "updated", "issued", "modified", "created", "language", "ttl", "generator", "docs", "copyright",
        "managingeditor", "webmaster", "lastbuilddate", "subtitle", "tagline", "rights", "loc", "lastmod", "changefreq",
        "priority", "dc:creator", "dc:date", "dc:title", "dc:language", "dc:subject", "dc:publisher", "dc:identifier",
        "content:encoded", "news:name", "news:language", "news:title", "news:publication_date", "news:keywords",
        "image:loc", "media:title", "media:description", "media:credit", "itunes:author", "itunes:title",
        "itunes:summary", "itunes:subtitle",
    ]
}
