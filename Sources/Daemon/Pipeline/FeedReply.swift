import JSON
import Ledger
import Scheduling
import URLs

/// A worker's answer for a feed, in the daemon's terms.
struct FeedReply {
    struct Item {
        let url: String
        let guid: String?
        let title: String?
        let published: String?
    }

    /// In document order, only those with a usable address.
    let items: [Item]

    /// - Parameter body: JSON lines, the feed first (DESIGN: `copydesk feed`).
    init(jsonLines body: [UInt8]) throws(CommandFailure) {
        var items: [Item] = []
        for line in body.split(separator: 0x0A) {
            let value = try PageCommands.parsed(Array(line))
            guard value["type"]?.string == "item", let url = value["url"]?.string else { continue }
            items.append(
                Item(
                    url: url, guid: value["id"]?.string, title: value["title"]?.string,
                    published: value["published"]?.string ?? value["updated"]?.string))
        }
        self.items = items
    }

    init(urls: [String]) {
        items = urls.map { Item(url: $0, guid: nil, title: nil, published: nil) }
    }

    /// The items as the ledger takes them: those a source's options let through, each address once.
    func discovered(_ source: Configuration.Source, now: Instant) -> [DiscoveredItem] {
        var keys: Set<String> = []
        // Addresses that people wrote down are all meant.
        var limit = source.maxItems
        if case .articles(let urls) = source.origin { limit = urls.count }
        return items.prefix(limit).compactMap { item in
            guard let key = ArticleKey.of(item.url), keys.insert(key).inserted else { return nil }
            if let age = source.maxAge, let published = item.published.flatMap(PublishedInstant.of),
                published < now - age
            {
                return nil
            }
            return DiscoveredItem(
                key: key, url: item.url, guid: item.guid, title: item.title, published: item.published)
        }
    }
}
