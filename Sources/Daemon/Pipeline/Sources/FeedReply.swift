import Fetching
import JSON
import Ledger
import Scheduling
import URLs
import Worker

/// A worker's answer for a feed, in the daemon's terms. What a worker sends is checked, not trusted: it read foreign bytes.
struct FeedReply {
    struct Item {
        let url: String
        let guid: String?
        let title: String?
        let published: String?
        let updated: String?
        /// What the feed carries of its text.
        let text: String?

        init(
            url: String, guid: String? = nil, title: String? = nil, published: String? = nil, updated: String? = nil,
            text: String? = nil
        ) {
            self.url = url
            self.guid = guid
            self.title = title
            self.published = published
            self.updated = updated
            self.text = text
        }
    }

    /// In document order, only those with a usable address.
    let items: [Item]
    /// What the document is, in the worker's word: `rss`, `sitemapIndex`, `page` …
    private(set) var kind = ""
    /// When the feed asks to be polled.
    private(set) var hints = PollHints()
    /// The feeds that a page names, the likeliest first.
    private(set) var feeds: [String] = []
    /// Where a page sends its reader at once.
    private(set) var refresh: String?
    /// Whether a page is an article itself.
    private(set) var isArticle = false

    /// - Parameter body: JSON lines, the feed first (DESIGN: `copydesk feed`).
    init(jsonLines body: [UInt8]) throws(CommandFailure) {
        var items: [Item] = []
        var head: JSONValue?
        for line in body.split(separator: 0x0A) {
            let value = try PageCommands.parsed(Array(line))
            if value["type"]?.string == "feed" { head = value }
            guard value["type"]?.string == "item", let url = value["url"]?.string else { continue }
            items.append(
                Item(
                    url: url, guid: value["id"]?.string, title: value["title"]?.string,
                    published: value["published"]?.string, updated: value["updated"]?.string,
                    text: (value["content"]?.string ?? value["summary"]?.string).flatMap(Self.worthKeeping)))
        }
        self.items = items
        if let head { readHead(head) }
    }

    init(urls: [String]) {
        items = urls.map { Item(url: $0) }
    }

    /// Less is a teaser, and what is more than a worker's job takes is no article.
    private static let textLengths = 400...500_000

    private static func worthKeeping(_ text: String) -> String? {
        textLengths.contains(text.utf8.count) && !text.utf8.contains(0) ? text : nil
    }

    private mutating func readHead(_ value: JSONValue) {
        kind = value["kind"]?.string ?? ""
        hints = value["polling"].map { PollHints($0) } ?? PollHints()
        feeds = (value["feeds"]?.array ?? []).compactMap(\.string)
        refresh = value["refresh"]?.string
        isArticle = value["article"]?.bool ?? false
    }

    /// The items as the ledger takes them: those a source's options let through, each address once.
    /// - Parameter limit: the most that are taken; nil where people wrote the addresses down.
    func discovered(_ source: Configuration.Source, limit: Int?, now: Instant) -> [DiscoveredItem] {
        var keys: Set<String> = []
        let found = ordered.compactMap { item -> DiscoveredItem? in
            guard let key = ArticleKey.of(item.url), source.filter.allows(url: item.url, title: item.title),
                keys.insert(key).inserted
            else { return nil }
            let published = item.published ?? item.updated
            let instant = published.flatMap(PublishedInstant.of)
            if let age = source.maxAge, let instant, instant < now - age { return nil }
            // Nothing was published after it was read: the date is a mistake, or of a zone that is not said.
            let isAhead = instant.map { $0 > now } ?? false
            return DiscoveredItem(
                key: key, url: item.url, guid: item.guid, title: item.title,
                published: isAhead ? PublishedInstant.text(now) : published, text: item.text)
        }
        return Array(found.prefix(limit ?? items.count))
    }

    /// A feed has its news on top. A sitemap is in any order: what changed last comes first.
    private var ordered: [Item] {
        guard kind == "sitemap" || kind == "newsSitemap" else { return items }
        let dated = items.enumerated().map { place, item in
            (place, item, (item.published ?? item.updated).flatMap(PublishedInstant.of) ?? .distantPast)
        }
        return dated.sorted { ($0.2, $1.0) > ($1.2, $0.0) }.map(\.1)
    }
}

extension Job {
    /// Reads a document that lists articles, as a poll does.
    /// - Parameter kind: what it has to be.
    static func list(_ response: FetchResponse, kind: Configuration.SourceKind) -> Job {
        var job = Job(id: 0, operation: .feed, body: response.body)
        job["url"] = response.url
        job["charset"] = response.charset
        job["poll"] = "yes"
        if kind != .auto { job["kind"] = kind.rawValue }
        return job
    }
}

extension PollHints {
    fileprivate init(_ value: JSONValue) {
        self.init()
        timeToLive = Self.minutes(value["ttl_minutes"])
        updateInterval = Self.minutes(value["update_minutes"])
        skipHours = Self.numbers(value["skip_hours"], in: 0...23)
        skipDays = Self.numbers(value["skip_days"], in: 0...6)
    }

    private static func minutes(_ value: JSONValue?) -> Duration? {
        value?.number.flatMap { Int(exactly: $0) }.flatMap { (1...10_000_000).contains($0) ? .seconds($0 * 60) : nil }
    }

    private static func numbers(_ value: JSONValue?, in range: ClosedRange<Int>) -> Set<Int> {
        Set((value?.array ?? []).compactMap { $0.number.flatMap { Int(exactly: $0) } }.filter(range.contains))
    }
}
