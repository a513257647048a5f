/// What a feed says about itself, and its items.
public struct Feed: Sendable, Equatable {
    /// What a document turned out to be.
    public enum Kind: String, Sendable {
        case rss, rdf, atom, sitemap, sitemapIndex, newsSitemap, opml, linkList, jsonFeed
        /// A web page that links to articles.
        case page
    }

    public var kind: Kind
    /// The feed's own identifier: Atom's `id`, RDF's `about`.
    public var id: String?
    /// The site the feed belongs to, absolute.
    public var url: String?
    /// Plain text.
    public var title: String?
    /// ISO 8601, with the precision and the offset of the source.
    public var published: String?
    /// ISO 8601, with the precision and the offset of the source.
    public var updated: String?
    public var authors: [String] = []
    /// The description; markup in it keeps absolute links.
    public var summary: String?
    /// A language tag as written.
    public var language: String?
    public var polling = FeedPolling()
    /// The feeds that a page names, the likeliest first.
    public var feeds: [String] = []
    /// Where a page sends its reader at once. As `isArticle` it is set by whoever extracts.
    public var refresh: String?
    /// Whether a page is an article itself. That is not seen here: whoever extracts sets it.
    public var isArticle = false
    /// In document order, also those without link or identifier.
    public var items: [FeedItem] = []
    /// Names of the soft limits that the document ran into; what lies beyond them is missing here.
    public var limits: [String] = []

    init(kind: Kind) {
        self.kind = kind
    }

    /// Takes in what an item is made of, up to the caps. Items may stand in one another, so that the same text is the content
    /// of many.
    mutating func take<Source>(_ sources: some Sequence<Source>, _ item: (Source) -> FeedItem?) {
        var contentBytes = 0
        for source in sources {
            guard contentBytes <= FeedLimits.contentBytes else { return limits.append("contentBytes") }
            guard let item = item(source) else { continue }
            contentBytes += (item.content?.utf8.count ?? 0) + (item.summary?.utf8.count ?? 0)
            items.append(item)
        }
    }
}

/// One article, page or further feed that a feed lists.
public struct FeedItem: Sendable, Equatable {
    /// `guid`, Atom's `id` or RDF's `about`, as written.
    public var id: String?
    /// An absolute http or https URL.
    public var url: String?
    /// Plain text on one line.
    public var title: String?
    /// ISO 8601, with the precision and the offset of the source.
    public var published: String?
    /// ISO 8601, with the precision and the offset of the source.
    public var updated: String?
    /// Names; an address stands where there is no name.
    public var authors: [String] = []
    /// Text or HTML as the feed gives it; links in markup are absolute.
    public var summary: String?
    /// Text or HTML as the feed gives it; links in markup are absolute.
    public var content: String?
    /// A language tag as written: the item's own or the `xml:lang` around it.
    public var language: String?
    /// An absolute URL of a picture.
    public var image: String?

    init() {}
}

/// What a feed says about when to ask for it again.
public struct FeedPolling: Sendable, Equatable {
    /// RSS `ttl`.
    public var ttlMinutes: Int?
    /// RSS `skipHours`: hours of the day, UTC, 0 to 23.
    public var skipHours: [Int] = []
    /// RSS `skipDays`: 0 for Sunday to 6 for Saturday, UTC.
    public var skipDays: [Int] = []
    /// `sy:updatePeriod` divided by `sy:updateFrequency`.
    public var updateIntervalMinutes: Int?
    /// A WebSub hub.
    public var hub: String?
    /// Where the feed says it lives.
    public var selfURL: String?

    init() {}
}
