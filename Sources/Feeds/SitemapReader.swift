internal import HTML

/// Sitemaps and their indexes (sitemaps.org, 0.9) with Google's news and image extensions.
enum SitemapReader {
    static func read(_ root: FeedElement) -> Feed {
        let isIndex = root.key == "sitemapindex"
        var feed = Feed(kind: isIndex ? .sitemapIndex : .sitemap)
        let entries = root.descendants([isIndex ? "sitemap" : "url"], in: [.sitemap, .none, .other])
        feed.items = entries.map { entry in
            var item = FeedItem()
            for child in entry.children { take(child, into: &item, kind: &feed.kind) }
            return item
        }
        return feed
    }

    private static func take(_ child: FeedElement, into item: inout FeedItem, kind: inout Feed.Kind) {
        switch (child.namespace, child.key) {
        case (.sitemapNews, "news"):
            kind = .newsSitemap
            for inner in child.children { takeNews(inner, into: &item) }
        case (.sitemapImage, "image"): item.image = item.image ?? child.child("loc")?.link
        case (.sitemap, "loc"), (.none, "loc"), (.other, "loc"): item.url = item.url ?? child.link
        case (.sitemap, "lastmod"), (.none, "lastmod"), (.other, "lastmod"):
            item.updated = item.updated ?? child.instant(order: .dayFirst)
        default: break
        }
    }

    private static func takeNews(_ child: FeedElement, into item: inout FeedItem) {
        switch child.key {
        case "title": item.title = item.title ?? child.plainFromHTML
        case "publication_date": item.published = item.published ?? child.instant(order: .dayFirst)
        case "publication": item.language = child.child("language")?.text.flatMap { FeedText.tag($0) }
        default: break
        }
    }
}
