internal import HTML

/// The tree of one XML feed and where it came from.
struct FeedDocument {
    let tree: XMLTree
    var base: FeedURL

    init(_ bytes: [UInt8], base: FeedURL) {
        tree = XMLTree.parse(bytes, leaves: FeedVocabulary.leaves, containers: FeedVocabulary.containers)
        self.base = base
    }

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
