internal import HTML

/// OPML: its outlines are feeds to subscribe to.
enum OPMLReader {
    static func read(_ root: FeedElement) -> Feed {
        var feed = Feed(kind: .opml)
        for child in root.child("head")?.children ?? [] {
            switch child.key {
            case "title": feed.title = child.plainFromHTML
            case "datecreated": feed.published = child.instant(order: .dayFirst)
            case "datemodified": feed.updated = child.instant(order: .dayFirst)
            case "ownername": feed.authors = FeedPerson.names([child.text ?? ""])
            case "ownerid": feed.id = child.text
            default: break
            }
        }
        feed.items = root.descendants(["outline"], in: [.none, .other]).compactMap { item($0) }
        return feed
    }

    /// Nil for an outline that only groups others.
    private static func item(_ outline: FeedElement) -> FeedItem? {
        var values: [String: String] = [:]
        for attribute in outline.document.tree.attributes(outline.node) {
            values[attribute.name.lowercased()] = attribute.value
        }
        var item = FeedItem()
        let links = ["xmlurl", "url", "htmlurl"].lazy.compactMap { values[$0].flatMap { outline.base.link($0) } }
        item.url = links.first
        guard item.url != nil || outline.child("outline") == nil else { return nil }
        item.title = (values["title"].flatMap { FeedText.line($0) }) ?? values["text"].flatMap { FeedText.line($0) }
        item.summary = values["description"].flatMap { FeedText.block($0) }
        item.language = values["language"].flatMap { FeedText.tag($0) }
        item.published = values["created"].flatMap { FeedInstant.iso8601($0, order: .dayFirst) }
        return item
    }
}
