import URLs

/// Whether a page holds an article at all.
enum PageKind {
    /// Fewer expected words than this are no article, whatever the page says.
    private static let fewestWords = 25.0
    /// Up to this many kept words a page may be nothing but a consent or login wall.
    private static let wallWords = 200

    static func of(_ page: AnalysedPage, _ selection: Selection) -> Article.Kind {
        let insisted = selection.verdicts.filter { $0.value.removed == nil }.keys
        let insistedWords = insisted.reduce(0) { $0 + page.features.blocks[$1].wordCount }
        if Double(insistedWords) >= fewestWords { return .article }
        let blocks = page.segmentation.blocks
        let keptIndices = blocks.indices.filter { selection.labels[$0].isKept }
        let expected = keptIndices.reduce(0.0) {
            $0 + selection.labels[$1].probability * Double(blocks[$1].wordCount)
        }
        if expected < fewestWords || selection.confidence < 0.3 { return .other }
        let kept = keptIndices.lazy.map { blocks[$0] }
        if saysItIsNone(page) || isError(page, kept) { return .other }
        let index = IndexPage(page.features, selection)
        let isOther = isWall(kept) || isLinkList(kept) || index.isTeasers || index.isShelf
        return isOther ? .other : .article
    }

    /// Whether the page itself says that it is something else: a product that is for sale, a collection or, at the root of its
    /// host, the front page. Of wcxb-dev's and news-dev's 914 articles 2 fall, both at a root; of its 335 products,
    /// listings and collections 112 more than by the rest of these rules.
    private static func saysItIsNone(_ page: AnalysedPage) -> Bool {
        let genre = page.features.genre
        guard !genre.isNews, !genre.isArticle else { return false }
        if genre.isCollection || genre.isOpenGraphProduct { return true }
        return !genre.isOpenGraphArticle && (genre.isProduct || isFrontPage(page))
    }

    private static func isFrontPage(_ page: AnalysedPage) -> Bool {
        guard let url = page.page.url.flatMap(WebURL.parse), url.isWeb else { return false }
        let isRoot = (url.path.isEmpty || url.path == "/") && (url.query.map(onlyTracks) ?? true)
        return isRoot && page.head.first("article:published_time") == nil
    }

    /// Whether a query says where the reader came from and nothing about the page.
    private static func onlyTracks(_ query: String) -> Bool {
        query.split(separator: "&").allSatisfy { parameter in
            ["utm_", "srsltid=", "gclid=", "fbclid=", "msclkid=", "mc_cid=", "mc_eid="].contains {
                parameter.hasPrefix($0)
            }
        }
    }

    /// Whether the title or the headline over a short text says that there is no page.
    private static func isError(_ page: AnalysedPage, _ kept: some Sequence<Block>) -> Bool {
        guard kept.reduce(0, { $0 + $1.wordCount }) <= wallWords, !page.features.genre.claimsArticle else {
            return false
        }
        let heading = page.features.layout.mainHeading
        let titles = [page.head.title, page.head.first("og:title")].compactMap { $0 }
        return titles.contains { ClosingPhrase.all(in: $0).contains(.error) }
            || heading >= 0 && page.features.closingPhrases(heading).contains(.error)
    }

    /// Whether most of what is kept leads elsewhere.
    private static func isLinkList(_ kept: some Sequence<Block>) -> Bool {
        2 * kept.reduce(0) { $0 + $1.linkCharacters } > kept.reduce(0) { $0 + $1.characters }
    }

    /// Whether most of a short text asks for consent, a login or a subscription.
    private static func isWall(_ kept: some Sequence<Block>) -> Bool {
        let words = kept.reduce(0) { $0 + $1.wordCount }
        guard words <= wallWords else { return false }
        let asking = kept.reduce(0) {
            $1.phrases.isDisjoint(with: [.consent, .login, .subscribe]) ? $0 : $0 + $1.wordCount
        }
        return 2 * asking > words
    }
}
