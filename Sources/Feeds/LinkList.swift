internal import URLs

/// A plain list of article URLs: one absolute http or https URL a line, `#` begins a comment. HTML is no list.
enum LinkList {
    /// Nil where the text is something else. A few lines that are no URL are passed over, but not the first one.
    static func read(_ bytes: [UInt8]) -> Feed? {
        var feed = Feed(kind: .linkList)
        let base = FeedURL(nil)
        var others = 0
        var rest = bytes[...]
        // One more says that there are too many.
        while !rest.isEmpty, feed.items.count <= FeedLimits.urls {
            let line = rest.prefix { $0 != 0x0A && $0 != 0x0D }
            rest = rest[line.endIndex...].dropFirst()
            let text = FeedText.trimmed(String(decoding: line, as: UTF8.self))
            if text.isEmpty || text.hasPrefix("#") { continue }
            if let url = url(text, base: base) {
                var item = FeedItem()
                item.url = url
                feed.items.append(item)
            } else {
                others += 1
            }
            guard others * 4 <= feed.items.count else { return nil }
        }
        return feed.items.isEmpty ? nil : feed
    }

    private static func url(_ text: String, base: FeedURL) -> String? {
        let scheme = text.prefix(8).lowercased()
        guard scheme.hasPrefix("http://") || scheme.hasPrefix("https://"),
            !text.utf8.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "<") })
        else { return nil }
        return base.link(text)
    }
}
