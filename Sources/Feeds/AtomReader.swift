internal import HTML

/// Atom 1.0 (RFC 4287) and 0.3.
enum AtomReader {
    private static let namespaces: Set<XMLNamespace> = [.atom, .atom03, .none, .other]

    static func read(_ root: FeedElement) -> Feed {
        var feed = Feed(kind: .atom)
        let root = root.withFallbackBase
        guard root.key == "feed" else {
            feed.language = root.language
            feed.items = [AtomEntry.read(root, inherited: [])]
            return feed
        }
        describe(&feed, by: root)
        let authors = feed.authors
        feed.take(root.descendants(["entry"], in: namespaces)) { AtomEntry.read($0, inherited: authors) }
        return feed
    }

    private static func describe(_ feed: inout Feed, by root: FeedElement) {
        var links = AtomLinks()
        var authors: [String] = []
        feed.language = root.language
        for child in root.children where namespaces.contains(child.namespace) {
            switch child.key {
            case "id": feed.id = feed.id ?? child.text
            case "title": feed.title = feed.title ?? AtomText(child).plain
            case "subtitle", "tagline": feed.summary = feed.summary ?? AtomText(child).markup
            case "updated", "modified": feed.updated = feed.updated ?? child.instant(order: .dayFirst)
            case "published", "issued": feed.published = feed.published ?? child.instant(order: .dayFirst)
            case "author": authors.append(AtomEntry.name(of: child))
            case "link": links.add(child)
            default: break
            }
        }
        feed.authors = FeedPerson.names(authors)
        feed.url = links.alternate
        feed.polling.selfURL = links.own
        feed.polling.hub = links.hub
        FeedPollingReader.read(root, into: &feed.polling)
    }
}

extension FeedElement {
    fileprivate var withFallbackBase: FeedElement {
        guard !document.base.isKnown else { return self }
        var links = AtomLinks()
        for child in children where child.key == "link" { links.add(child) }
        return FeedElement(document: document.moved(to: FeedURL(links.own ?? links.alternate)), node: node)
    }
}

/// One entry.
enum AtomEntry {
    static func read(_ entry: FeedElement, inherited: [String]) -> FeedItem {
        var item = FeedItem()
        var media = FeedItem()
        var links = AtomLinks()
        var authors: [String] = []
        var source: [String] = []
        item.language = entry.language
        for child in entry.children {
            switch (child.namespace, child.key) {
            case (.dublinCore, "creator"): authors.append(child.text ?? "")
            case (.dublinCore, "date"), (.dublinCore, "issued"):
                media.published = media.published ?? child.instant(order: .dayFirst)
            case (.dublinCore, "language"): item.language = child.text.flatMap { FeedText.tag($0) } ?? item.language
            case (.media, _): takeMedia(child, into: &media)
            case (.atom, "link"), (.atom03, "link"), (.none, "link"), (.other, "link"): links.add(child)
            case (.atom, "author"), (.atom03, "author"), (.none, "author"): authors.append(name(of: child))
            case (.atom, "source"), (.none, "source"):
                source = child.children.filter { $0.key == "author" }.map { name(of: $0) }
            case (.atom, _), (.atom03, _), (.none, _), (.other, _): take(child, into: &item)
            default: break
            }
        }
        item.url = links.alternate ?? entry.child("content")?.link(attribute: "src")
        item.title = item.title ?? media.title
        item.summary = item.summary ?? media.summary
        item.published = item.published ?? media.published
        item.image = links.picture ?? media.image
        item.authors = FeedPerson.names(authors.isEmpty ? source : authors)
        // RFC 4287, 4.2.1: without an author of its own, the entry has the feed's.
        if item.authors.isEmpty { item.authors = inherited }
        return item
    }

    static func name(of person: FeedElement) -> String {
        guard person.hasElements else { return person.text ?? "" }
        return person.child("name")?.text ?? person.child("email")?.text ?? ""
    }

    private static func take(_ child: FeedElement, into item: inout FeedItem) {
        switch child.key {
        case "id": item.id = item.id ?? child.text
        case "title": item.title = item.title ?? AtomText(child).plain
        case "summary": item.summary = item.summary ?? AtomText(child).markup
        case "content": item.content = item.content ?? AtomText(child).markup
        case "published", "issued", "created":
            item.published = item.published ?? child.instant(order: .dayFirst)
        case "updated", "modified": item.updated = item.updated ?? child.instant(order: .dayFirst)
        default: break
        }
    }

    private static func takeMedia(_ child: FeedElement, into item: inout FeedItem) {
        switch child.key {
        case "group":
            for inner in child.children where inner.namespace == .media && inner.key != "group" {
                takeMedia(inner, into: &item)
            }
        case "title": item.title = item.title ?? child.plainFromHTML
        case "description": item.summary = item.summary ?? child.html
        case "thumbnail": item.image = item.image ?? child.link(attribute: "url")
        default: break
        }
    }
}
