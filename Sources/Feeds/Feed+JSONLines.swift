internal import JSON

extension Feed {
    /// What `copydesk feed` prints: the feed, then every item, one JSON object each, without line feeds.
    public func jsonLines() -> [[UInt8]] {
        let head = JSONLine(
            type: "feed", id: id, url: url, title: title, published: published, updated: updated, authors: authors,
            summary: summary, content: nil, language: language, limits: limits)
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
        writer.endObject()
        return writer.bytes
    }
}
