internal import HTML

/// RSS 0.9x and 2.0, and RSS 0.90 and 1.0 in RDF.
enum RSSReader {
    static func read(_ root: FeedElement) -> Feed {
        var feed = Feed(kind: root.key == "rdf" ? .rdf : .rss)
        let channel = root.key == "channel" ? root : root.child("channel")
        let order = FeedInstant.order(language: channel?.child("language")?.text)
        let root = root.withFallbackBase(of: channel)
        if let channel { describe(&feed, by: root.with(channel), order: order) }
        feed.take(root.descendants(["item"], in: [.none, .rss, .other])) { RSSItem($0, order: order).item }
        return feed
    }

    private static func describe(_ feed: inout Feed, by channel: FeedElement, order: FeedInstant.Order) {
        var authors: [String] = []
        feed.id = channel.attribute("about", .rdf).flatMap { FeedText.line($0) }
        feed.language = channel.language
        for child in channel.children {
            switch (child.namespace, child.key) {
            case (.none, _), (.rss, _), (.other, _): describe(&feed, bySimple: child, order: order)
            case (.atom, "link"), (.atom03, "link"): addLink(child, to: &feed)
            case (.atom, "updated"): feed.updated = feed.updated ?? child.instant(order: order)
            case (.atom, "id"): feed.id = feed.id ?? child.text
            case (.dublinCore, "language"): feed.language = child.text.flatMap { FeedText.tag($0) } ?? feed.language
            case (.dublinCore, "date"): feed.published = feed.published ?? child.instant(order: order)
            case (.dublinCore, "creator"), (.itunes, "author"): authors.append(child.text ?? "")
            case (.dublinCore, "title"): feed.title = feed.title ?? child.plainFromHTML
            case (.itunes, "summary"), (.dublinCore, "description"): feed.summary = feed.summary ?? child.html
            default: break
            }
        }
        feed.authors = FeedPerson.names(authors)
        FeedPollingReader.read(channel, into: &feed.polling)
    }

    private static func describe(_ feed: inout Feed, bySimple child: FeedElement, order: FeedInstant.Order) {
        switch child.key {
        case "title": feed.title = feed.title ?? child.plainFromHTML
        case "link": feed.url = feed.url ?? child.link ?? child.link(attribute: "href")
        case "description": feed.summary = feed.summary ?? child.html
        case "language": feed.language = child.text.flatMap { FeedText.tag($0) } ?? feed.language
        case "pubdate": feed.published = feed.published ?? child.instant(order: order)
        case "lastbuilddate": feed.updated = feed.updated ?? child.instant(order: order)
        default: break
        }
    }

    private static func addLink(_ link: FeedElement, to feed: inout Feed) {
        switch link.attribute("rel") ?? "alternate" {
        case "alternate": feed.url = feed.url ?? link.link(attribute: "href")
        case "self": feed.polling.selfURL = link.link(attribute: "href")
        case "hub": feed.polling.hub = link.link(attribute: "href")
        default: break
        }
    }
}

extension FeedElement {
    /// Where nobody says what a feed's address is, its own word for it serves as the base.
    fileprivate func withFallbackBase(of channel: FeedElement?) -> FeedElement {
        guard let channel, !document.base.isKnown else { return self }
        let children = channel.children
        let own = children.first { $0.namespace == .atom && $0.key == "link" && $0.attribute("rel") == "self" }
        let site = children.first { $0.key == "link" && ($0.namespace == .none || $0.namespace == .rss) }
        let base = FeedURL(own?.link(attribute: "href") ?? site?.link)
        return FeedElement(document: document.moved(to: base), node: node)
    }

    /// The other element, seen as part of this one's document.
    fileprivate func with(_ other: FeedElement) -> FeedElement {
        FeedElement(document: document, node: other.node)
    }
}
