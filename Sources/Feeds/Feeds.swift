/// `Feeds` reads what lists articles: RSS, RDF, Atom, JSON Feed, sitemaps, OPML, plain lists of URLs and, where asked for, web
/// pages. In go the bytes of one document, out comes one `Feed` with its items in document order. Nothing is fetched,
/// merged, sorted or made up: what the document does not say is nil.
internal import HTML

/// A document that may be a feed.
public struct FeedInput: Sendable {
    /// As received, but with any content coding undone.
    public let bytes: [UInt8]
    /// Where it came from; relative links are resolved against it.
    public let url: String?
    /// The character set that HTTP or the user names.
    public let charset: String?

    public init(bytes: [UInt8], url: String? = nil, charset: String? = nil) {
        self.bytes = bytes
        self.url = url
        self.charset = charset
    }
}

/// Why a document is no feed. None of them is cured by trying the same bytes again.
public enum FeedError: Error, Equatable, Sendable {
    /// There is nothing but white space.
    case empty
    /// A web page: its links to feeds may lead on.
    case webPage
    /// Something else.
    case notAFeed
    /// More bytes than the `limit` that is read.
    case tooLarge(limit: Int)
}

/// Caps on what one feed may cost; those on XML are HTML's `XMLLimits`.
public enum FeedLimits {
    /// Hard. Bytes before decoding: the most that a sitemap may have (sitemaps.org, "Sitemap file location").
    public static let bytes = 52_428_800
    /// Hard. Bytes of a JSON Feed, each of which can be a value that takes many times its space.
    public static let jsonBytes = 16 << 20
    /// Soft. Items of a feed; the rest is left out.
    public static let items = 50_000
    /// Soft. Bytes of all items' contents and summaries; the items behind are left out.
    public static let contentBytes = 32 << 20
    /// Soft. Elements with an `xml:base` or `xml:lang` of their own; those of the elements behind are not heeded.
    public static let bases = 100_000
    /// Soft. Addresses of a sitemap or list, again as sitemaps.org has it; the rest is left out.
    public static let urls = 50_000
    /// Soft. Links of a web page that are looked at.
    public static let pageLinks = 5_000
    /// Soft. Feeds that a web page may name.
    public static let pageFeeds = 50
}

/// Reads what lists articles.
public enum Feeds {
    /// Reads one feed of any kind.
    /// - Throws: ``FeedError``, for what is no feed; what is damaged and still one is read as far as it goes.
    public static func read(_ input: FeedInput) throws(FeedError) -> Feed {
        guard input.bytes.count <= FeedLimits.bytes else { throw .tooLarge(limit: FeedLimits.bytes) }
        var feed = try readAll(input)
        let (name, limit) = feed.kind.listsAddresses ? ("urls", FeedLimits.urls) : ("items", FeedLimits.items)
        if feed.items.count > limit {
            feed.items.removeSubrange(limit...)
            feed.limits.append(name)
        }
        feed.limits.sort()
        return feed
    }

    /// Reads a web page as a list of the articles that it links to; `FeedError.webPage` is the occasion.
    /// - Parameter input: with the page's address, without which nothing is of the same site.
    /// - Throws: ``FeedError/notAFeed`` for what is no text.
    public static func readPage(_ input: FeedInput) throws(FeedError) -> Feed { try PageReader.read(input) }

    private static func readAll(_ input: FeedInput) throws(FeedError) -> Feed {
        let bytes = XMLCharset.decode(input.bytes, transport: input.charset).bytes
        guard let start = bytes.firstIndex(where: { $0 > 0x20 }) else { throw .empty }
        let base = FeedURL(input.url)
        if bytes[start] == UInt8(ascii: "{") {
            guard bytes.count <= FeedLimits.jsonBytes else { throw .tooLarge(limit: FeedLimits.jsonBytes) }
            guard let feed = JSONFeedReader.read(Array(bytes[start...]), base: base) else { throw .notAFeed }
            return feed
        }
        if let feed = LinkList.read(bytes) { return feed }
        guard !beginsAsPage(bytes[start...]) else { throw .webPage }
        guard bytes.contains(UInt8(ascii: "<")) else { throw .notAFeed }
        let document = FeedDocument(bytes, base: base)
        var feed = try read(document)
        feed.limits += document.limits
        return feed
    }

    private static func read(_ document: FeedDocument) throws(FeedError) -> Feed {
        guard let root = document.root else { throw document.isPage ? .webPage : .notAFeed }
        switch root.key {
        case "rss", "rdf", "channel": return RSSReader.read(root)
        case "feed", "entry": return AtomReader.read(root)
        case "opml": return OPMLReader.read(root)
        default: return SitemapReader.read(root)
        }
    }

    private static func beginsAsPage(_ bytes: ArraySlice<UInt8>) -> Bool {
        let head = String(decoding: bytes.prefix(20), as: UTF8.self).lowercased()
        return head.hasPrefix("<!doctype html") || head.hasPrefix("<html")
    }
}

extension Feed.Kind {
    fileprivate var listsAddresses: Bool {
        switch self {
        case .sitemap, .newsSitemap, .sitemapIndex, .linkList: true
        case .rss, .rdf, .atom, .opml, .jsonFeed, .page: false
        }
    }
}
