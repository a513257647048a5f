internal import JSON

/// JSON Feed 1.0 and 1.1.
enum JSONFeedReader {
    static func read(_ bytes: [UInt8], base: FeedURL) -> Feed? {
        guard let root = value(of: bytes), let items = root["items"]?.array else { return nil }
        let isFeed = root["version"]?.string?.contains("jsonfeed.org") ?? false
        guard isFeed || (root["title"]?.string != nil && items.allSatisfy { $0.object != nil }) else { return nil }
        let base = base.isKnown ? base : FeedURL(root["feed_url"]?.string ?? root["home_page_url"]?.string)
        var feed = Feed(kind: .jsonFeed)
        feed.url = link(root["home_page_url"], base: base)
        feed.title = line(root["title"])
        feed.summary = block(root["description"])
        feed.language = root["language"]?.string.flatMap { FeedText.tag($0) }
        feed.authors = authors(of: root)
        feed.polling.selfURL = link(root["feed_url"], base: base)
        feed.polling.hub = root["hubs"]?.array?.lazy.compactMap { link($0["url"], base: base) }.first
        let authors = feed.authors
        // One more says that there are too many.
        feed.take(items.prefix(FeedLimits.items + 1)) { item($0, inherited: authors, base: base) }
        return feed
    }

    private static func value(of bytes: [UInt8]) -> JSONValue? {
        // A text that is not quite JSON is read as far as it goes.
        do { return try JSONValue.parse(bytes) } catch {}
        do { return try JSONValue.parse(bytes, tolerance: .pages) } catch { return nil }
    }

    private static func item(_ value: JSONValue, inherited: [String], base: FeedURL) -> FeedItem {
        var item = FeedItem()
        item.id = line(value["id"]) ?? value["id"]?.number.flatMap { Int(exactly: $0) }.map { String($0) }
        item.url = link(value["url"], base: base) ?? link(value["external_url"], base: base)
        item.title = line(value["title"])
        item.summary = block(value["summary"])
        item.content = html(value["content_html"], base: base) ?? block(value["content_text"])
        item.published = instant(value["date_published"])
        item.updated = instant(value["date_modified"])
        item.language = value["language"]?.string.flatMap { FeedText.tag($0) }
        item.image = link(value["image"], base: base) ?? link(value["banner_image"], base: base)
        item.authors = authors(of: value)
        if item.authors.isEmpty { item.authors = inherited }
        return item
    }

    private static func authors(of value: JSONValue) -> [String] {
        let people = value["authors"]?.array ?? value["author"].map { [$0] } ?? []
        return FeedPerson.names(people.compactMap { $0["name"]?.string ?? $0.string })
    }

    private static func link(_ value: JSONValue?, base: FeedURL) -> String? {
        value?.string.flatMap { base.link($0) }
    }

    private static func line(_ value: JSONValue?) -> String? {
        value?.string.flatMap { FeedText.line($0) }
    }

    private static func block(_ value: JSONValue?) -> String? {
        value?.string.flatMap { FeedText.block($0) }
    }

    private static func html(_ value: JSONValue?, base: FeedURL) -> String? {
        value?.string.flatMap { FeedText.block(FeedMarkup.absolute(Array($0.utf8)[...], base: base)) }
    }

    private static func instant(_ value: JSONValue?) -> String? {
        value?.string.flatMap { FeedInstant.iso8601($0, order: .dayFirst) }
    }
}
