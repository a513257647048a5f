import Feeds
import Testing

/// A document and some of what must be read from it. Each check is a line `path = value`: `kind`, `count`,
/// `feed.title`, `0.url` … as in the JSON lines; `nil` where nothing may stand.
struct FeedCase: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let checks: [String]
    var url: String?
    var charset: String?

    init(_ name: String, _ document: String, url: String? = nil, charset: String? = nil, _ checks: [String]) {
        self.init(name, bytes: Array(document.utf8), url: url, charset: charset, checks)
    }

    init(_ name: String, bytes: [UInt8], url: String? = nil, charset: String? = nil, _ checks: [String]) {
        self.name = name
        self.bytes = bytes
        self.url = url
        self.charset = charset
        self.checks = checks
    }

    var testDescription: String { name }

    func run() throws {
        let feed = try Feeds.read(FeedInput(bytes: bytes, url: url, charset: charset))
        for check in checks {
            let parts = check.split(separator: " = ", maxSplits: 1).map(String.init)
            let path = try #require(parts.first)
            let found = value(path, in: feed)
            #expect(found == (parts.count > 1 ? parts[1] : ""), "\(name): \(path)")
        }
    }

    private func value(_ path: String, in feed: Feed) -> String? {
        switch path {
        case "kind": return feed.kind.rawValue
        case "count": return String(feed.items.count)
        case "urls": return feed.items.map { $0.url ?? "nil" }.joined(separator: " ")
        case "titles": return feed.items.map { $0.title ?? "nil" }.joined(separator: "|")
        case "feed.id": return feed.id ?? "nil"
        case "feed.url": return feed.url ?? "nil"
        case "feed.title": return feed.title ?? "nil"
        case "feed.published": return feed.published ?? "nil"
        case "feed.updated": return feed.updated ?? "nil"
        case "feed.authors": return feed.authors.joined(separator: "|")
        case "feed.summary": return feed.summary ?? "nil"
        case "feed.language": return feed.language ?? "nil"
        case "ttl": return feed.polling.ttlMinutes.map { String($0) } ?? "nil"
        case "interval": return feed.polling.updateIntervalMinutes.map { String($0) } ?? "nil"
        case "skipHours": return feed.polling.skipHours.map { String($0) }.joined(separator: ",")
        case "skipDays": return feed.polling.skipDays.map { String($0) }.joined(separator: ",")
        case "hub": return feed.polling.hub ?? "nil"
        case "self": return feed.polling.selfURL ?? "nil"
        default: return itemValue(path, in: feed.items)
        }
    }

    private func itemValue(_ path: String, in items: [FeedItem]) -> String? {
        let parts = path.split(separator: ".")
        guard parts.count == 2, let index = Int(parts[0]), items.indices.contains(index) else { return nil }
        let item = items[index]
        switch parts[1] {
        case "id": return item.id ?? "nil"
        case "url": return item.url ?? "nil"
        case "title": return item.title ?? "nil"
        case "published": return item.published ?? "nil"
        case "updated": return item.updated ?? "nil"
        case "authors": return item.authors.joined(separator: "|")
        case "summary": return item.summary ?? "nil"
        case "content": return item.content ?? "nil"
        case "language": return item.language ?? "nil"
        case "image": return item.image ?? "nil"
        default: return nil
        }
    }
}

/// An RSS 2.0 document around items, with the usual namespaces.
func rss(_ body: String, channel: String = "<title>T</title><link>https://e.org/</link>") -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
      xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"
      xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dcterms="http://purl.org/dc/terms/"
      xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
    <channel>\(channel)
    \(body)
    </channel></rss>
    """
}

/// An Atom 1.0 document around entries.
func atom(_ body: String, attributes: String = "") -> String {
    """
    <?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" \(attributes)>
    <title>T</title><id>urn:f</id><updated>2024-05-03T10:00:00Z</updated>
    \(body)
    </feed>
    """
}

func sitemap(_ body: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
      xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
    \(body)
    </urlset>
    """
}
