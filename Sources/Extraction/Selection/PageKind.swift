import URLs

/// Whether a page holds an article at all.
enum PageKind {
    /// Fewer expected words than this are no article, whatever the page says.
    private static let fewestWords = 25.0
    /// Up to this many kept words a page may be nothing but a consent or login wall.
    private static let wallWords = 200
    /// Texts that are longer on average are no teasers.
    private static let teaserWords = 32
    /// More words than this are a list to read, however short its entries.
    private static let indexWords = 800

    static func of(_ page: AnalysedPage, _ selection: Selection) -> Article.Kind {
        let insisted = selection.verdicts.filter { $0.value.removed == nil }.keys
        let insistedWords = insisted.reduce(0) { $0 + page.features.blocks[$1].wordCount }
        if Double(insistedWords) >= fewestWords { return .article }
        let kept = zip(page.segmentation.blocks, selection.labels).filter { $0.1.isKept }
        let expected = kept.reduce(0.0) { $0 + $1.1.probability * Double($1.0.wordCount) }
        if expected < fewestWords || selection.confidence < 0.3 { return .other }
        if saysItIsNone(page) { return .other }
        let isOther = isWall(kept.map(\.0)) || isLinkList(kept.map(\.0)) || isIndex(page.features, selection)
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
        let isRoot = (url.path.isEmpty || url.path == "/") && url.query == nil
        return isRoot && page.head.first("article:published_time") == nil
    }

    /// Whether most kept texts are teasers: short, and each with a headline over it that is a link and not the page's own
    /// title. A list of recommendations has such headlines too, over text that is worth reading.
    private static func isIndex(_ page: PageFeatures, _ selection: Selection) -> Bool {
        let texts = page.blocks.indices.filter {
            selection.labels[$0].isKept && page.blocks[$0].headingLevel == 0 && page.blocks[$0].wordCount >= 5
        }
        let headlines = texts.compactMap { index in
            (max(0, index - 2)..<index).last {
                page.blocks[$0].headingLevel > 0 && page.blocks[$0].linkDensity > 0.8
                    && !page.titles.keys.contains(page.blocks[$0].key)
            }
        }
        let words = texts.reduce(0) { $0 + page.blocks[$1].wordCount }
        guard !texts.isEmpty, words <= min(teaserWords * texts.count, indexWords) else { return false }
        return 5 * Set(headlines).count > 3 * texts.count
    }

    /// Whether most of what is kept leads elsewhere.
    private static func isLinkList(_ kept: [Block]) -> Bool {
        2 * kept.reduce(0) { $0 + $1.linkCharacters } > kept.reduce(0) { $0 + $1.characters }
    }

    /// Whether most of a short text asks for consent, a login or a subscription.
    private static func isWall(_ kept: [Block]) -> Bool {
        let words = kept.reduce(0) { $0 + $1.wordCount }
        guard words <= wallWords else { return false }
        let asking = kept.filter { !$0.phrases.isDisjoint(with: [.consent, .login, .subscribe]) }
        return 2 * asking.reduce(0) { $0 + $1.wordCount } > words
    }
}
