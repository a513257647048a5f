import URLs

/// The addresses that a page declares: its own and its lead image's, absolute and checked.
struct PageAddresses {
    let head: PageHead
    let structured: StructuredData
    let url: String?

    private static let imageKeys = [
        "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "thumbnail",
    ]
    /// Words of a short file name that say the picture is the site's, not the article's.
    private static let placeholders: Set<String> = [
        "logo", "logos", "placeholder", "default", "favicon", "icon", "avatar", "blank", "spacer", "fallback",
        "noimage",
        "dummy", "sprite", "pixel", "transparent",
    ]

    /// The canonical address. One that leads from an article to a front page is a mistake; of two, the one that has
    /// the page's own path is right.
    var canonical: String? {
        let page = url.flatMap(WebURL.parse)
        let found = [head.canonical, head.first("og:url")].compactMap(absolute).filter { candidate in
            !Self.isFrontPage(candidate) || page.map(Self.isFrontPage) ?? false
        }
        let own = found.first { candidate in page.map { $0.path == candidate.path } ?? false }
        return (own ?? found.first).flatMap { CleanText.field($0.withoutFragment.description) }
    }

    /// Where the page sends its reader at once, unless that is the page itself.
    var refresh: String? {
        guard let target = absolute(head.refresh)?.withoutFragment.description, target != url else { return nil }
        return CleanText.field(target)
    }

    var image: String? {
        let declared =
            Self.imageKeys.flatMap { head.all($0).prefix(3) } + [structured.address("image")].compactMap { $0 }
        return declared.lazy.compactMap(absolute).first { !Self.isPlaceholder($0) }.flatMap {
            CleanText.field($0.description)
        }
    }

    /// An absolute http(s) address, resolved against the page's base.
    private func absolute(_ reference: String?) -> WebURL? {
        guard let reference, !reference.isEmpty, reference.utf8.count <= 4_000 else { return nil }
        let page = url.flatMap(WebURL.parse)
        let base = head.base.flatMap { page?.resolve($0) ?? WebURL.parse($0) } ?? page
        guard let found = base?.resolve(reference) ?? WebURL.parse(reference), found.isWeb, found.host != nil else {
            return nil
        }
        return found
    }

    private static func isFrontPage(_ url: WebURL) -> Bool {
        url.query == nil && ["/", "", "/index.html", "/index.php"].contains(url.path)
    }

    private static func isPlaceholder(_ url: WebURL) -> Bool {
        let file = url.path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        let words = file.split(whereSeparator: { !$0.isLetter }).map(String.init)
        if file.hasSuffix(".svg") || file.isEmpty { return true }
        return words.count <= 4 && words.contains { placeholders.contains($0) }
    }
}
