import URLs

/// What a source's document turned out to be good for. Pure.
enum PollFinding: Equatable {
    /// It lists articles.
    case items
    /// It is a page, and an article itself.
    case article
    /// It is a page that names a feed of the same articles, or sends its reader on, to what is polled instead.
    case feed(String)
    /// It lists sitemaps.
    case sitemaps
    case nothing(reason: String)

    /// - Parameter url: where the document came from.
    init(_ reply: FeedReply, kind: Configuration.SourceKind, url: String) {
        switch (reply.kind, kind) {
        case ("sitemapIndex", _): self = .sitemaps
        case ("opml", _):
            self = .nothing(reason: "it is a list of feeds (OPML): `copydesk sources import` takes them over")
        case ("page", .section):
            self =
                reply.items.isEmpty
                ? .nothing(reason: "the page links to no articles that can be told by shape") : .items
        case ("page", .site):
            self = reply.feeds.first.map { .feed($0) } ?? Self.links(reply, url)
        case ("page", _): self = Self.page(reply, url)
        default: self = .items
        }
    }

    /// A front page stands for the whole site, and so does its feed. On other pages such a feed would bring more than what was
    /// named, unless it is the page's own.
    private static func page(_ reply: FeedReply, _ url: String) -> PollFinding {
        let page = WebURL.parse(url)
        let isFront = page.map(isFrontPage) ?? false
        if reply.isArticle, !isFront { return .article }
        if let feed = reply.feeds.first(where: { feed in isFront || page.map { isFeed(feed, of: $0) } ?? false }) {
            return .feed(feed)
        }
        if !reply.items.isEmpty { return .items }
        return reply.feeds.first.map { .feed($0) } ?? links(reply, url)
    }

    private static func links(_ reply: FeedReply, _ url: String) -> PollFinding {
        guard reply.items.isEmpty else { return .items }
        // Not from https to http, as a redirect would not.
        if let target = reply.refresh, target.hasPrefix("https:") || !url.hasPrefix("https:") { return .feed(target) }
        return .nothing(reason: "it is a web page that names no feed, is no article and links to none")
    }

    /// The root of a host, or of one of its languages: `/`, `/index.html`, `/en/`, `/pt-br`.
    static func isFrontPage(_ url: WebURL) -> Bool {
        guard url.query == nil else { return false }
        let segments = url.path.split(separator: "/")
        guard let first = segments.first else { return true }
        guard segments.count == 1 else { return false }
        if ["index.html", "index.htm", "index.php"].contains(first.lowercased()) { return true }
        let subtags = first.split(separator: "-")
        return subtags.count <= 2 && subtags.allSatisfy { $0.utf8.count == 2 && $0.allSatisfy(\.isLetter) }
    }

    /// Whether a feed's address contains the last part of the page's path, as a section's own feed does.
    private static func isFeed(_ feed: String, of page: WebURL) -> Bool {
        guard let section = page.path.split(separator: "/").last, let feed = WebURL.parse(feed) else { return false }
        let words = feed.path.split(whereSeparator: { "/.-_".contains($0) }) + (feed.query ?? "").split(separator: "=")
        return words.contains(section) || feed.path.split(separator: "/").contains(section)
    }
}
