/// Whether a page holds an article at all.
enum PageKind {
    /// Fewer expected words than this are no article, whatever the page says.
    private static let fewestWords = 25.0
    /// Up to this many kept words a page may be nothing but a consent or login wall.
    private static let wallWords = 200

    static func of(_ page: AnalysedPage, _ selection: Selection) -> Article.Kind {
        let kept = zip(page.segmentation.blocks, selection.labels).filter { $0.1.isKept }
        let expected = kept.reduce(0.0) { $0 + $1.1.probability * Double($1.0.wordCount) }
        if expected < fewestWords || selection.confidence < 0.3 { return .other }
        return isWall(kept.map(\.0)) || isIndex(page.features, selection) ? .other : .article
    }

    /// Whether most kept texts are teasers: each has a headline over it that is a link.
    private static func isIndex(_ page: PageFeatures, _ selection: Selection) -> Bool {
        let texts = page.blocks.indices.filter {
            selection.labels[$0].isKept && page.blocks[$0].headingLevel == 0 && page.blocks[$0].wordCount >= 5
        }
        let headlines = texts.compactMap { index in
            (max(0, index - 2)..<index).last {
                page.blocks[$0].headingLevel > 0 && page.blocks[$0].linkDensity > 0.8
            }
        }
        return texts.count >= 2 && 5 * Set(headlines).count > 3 * texts.count
    }

    /// Whether most of a short text asks for consent, a login or a subscription.
    private static func isWall(_ kept: [Block]) -> Bool {
        let words = kept.reduce(0) { $0 + $1.wordCount }
        guard words <= wallWords else { return false }
        let asking = kept.filter { !$0.phrases.isDisjoint(with: [.consent, .login, .subscribe]) }
        return 2 * asking.reduce(0) { $0 + $1.wordCount } > words
    }
}
