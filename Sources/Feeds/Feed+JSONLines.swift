internal import JSON

extension Feed {
    /// What `copydesk feed` prints: the feed, then every item, one JSON object each, without line feeds.
    /// - Parameter polled: adds to the feed's line what only the daemon asks for: its kind, when to come again, and what a page
    /// leads to.
    public func jsonLines(polled: Bool = false) -> [[UInt8]] {
        var head = JSONLine(
            type: "feed", id: id, url: url, title: title, published: published, updated: updated, authors: authors,
            summary: summary, content: nil, language: language, limits: limits)
        if polled { head.polled = self }
        return [head.bytes] + items.map { $0.jsonLine.bytes }
    }
}

extension FeedItem {
    fileprivate var jsonLine: JSONLine {
        JSONLine(
            type: "item", id: id, url: url, title: title, published: published, updated: updated, authors: authors,
            summary: summary, content: content, language: language)
    }
}

private struct JSONLine {
    let type: String
    let id, url, title, published, updated: String?
    let authors: [String]
    let summary, content, language: String?
    var limits: [String] = []
    var polled: Feed?

    /// Every member is always there, but for those of a cut document; what is unknown is null.
    var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("type", type)
        writer.nullableMember("id", id)
        writer.nullableMember("url", url)
        writer.nullableMember("title", title)
        writer.nullableMember("published", published)
        writer.nullableMember("updated", updated)
        writer.member("authors", authors)
        writer.nullableMember("summary", summary)
        writer.nullableMember("content", content)
        writer.nullableMember("language", language)
        if !limits.isEmpty {
            writer.key("truncated")
            writer.bool(true)
            writer.member("limits", limits)
        }
        if let polled {
            writer.member("kind", polled.kind.rawValue)
            polled.polling.write(to: &writer)
            if !polled.feeds.isEmpty { writer.member("feeds", polled.feeds) }
            writer.member("refresh", polled.refresh)
            if polled.isArticle {
                writer.key("article")
                writer.bool(true)
            }
        }
        writer.endObject()
        return writer.bytes
    }
}

extension FeedPolling {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.key("polling")
        writer.beginObject()
        for (name, minutes) in [("ttl_minutes", ttlMinutes), ("update_minutes", updateIntervalMinutes)] {
            guard let minutes else { continue }
            writer.key(name)
            writer.integer(minutes)
        }
        for (name, numbers) in [("skip_hours", skipHours), ("skip_days", skipDays)] where !numbers.isEmpty {
            writer.key(name)
            writer.beginArray()
            for number in numbers { writer.integer(number) }
            writer.endArray()
        }
        writer.endObject()
    }
}
