/// The signs of a page that leads to others: teasers in place of text, or a shelf of goods with their prices.
struct IndexPage {
    private let page: PageFeatures
    private let selection: Selection
    /// Kept texts, subheads apart.
    private let texts: [Int]

    init(_ page: PageFeatures, _ selection: Selection) {
        self.page = page
        self.selection = selection
        texts = page.blocks.indices.filter {
            selection.labels[$0].isKept && page.blocks[$0].headingLevel == 0 && page.blocks[$0].wordCount >= 5
        }
    }

    /// Texts that are longer on average are no teasers.
    private static let teaserWords = 32
    /// More words than this are a list to read, however short its entries.
    private static let indexWords = 800
    /// Fewer link lines over short texts are no page of teasers where they are no headings.
    private static let fewestTeasers = 6

    /// Whether most kept texts are teasers: short, and each with a headline over it that is a link and not the page's own
    /// title. A list of recommendations has such headlines too, over text that is worth reading. On a page that does not
    /// call itself an article any link line is a headline, and there may be any number of teasers.
    var isTeasers: Bool {
        let words = texts.reduce(0) { $0 + page.blocks[$1].wordCount }
        guard !texts.isEmpty, words <= Self.teaserWords * texts.count else { return false }
        if words <= Self.indexWords, 5 * headlines(of: texts, isHeading: true).count > 3 * texts.count { return true }
        guard !page.genre.claimsArticle else { return false }
        let headlines = headlines(of: texts, isHeading: false).count
        return headlines >= Self.fewestTeasers && 5 * headlines > 3 * texts.count
    }

    /// The linked headlines over texts, each once.
    private func headlines(of texts: [Int], isHeading: Bool) -> Set<Int> {
        Set(
            texts.compactMap { text in
                (max(0, text - 2)..<text).last { index in
                    let block = page.blocks[index]
                    return block.linkDensity > 0.8 && (isHeading ? block.headingLevel > 0 : block.wordCount >= 3)
                        && !page.titles.keys.contains(block.key)
                }
            })
    }

    /// This many prices among what was cut are a shelf. Of 36 collections, 3 listings and 11 products on wcxb-dev that
    /// have so many, against 2 articles.
    private static let fewestPrices = 8

    /// Whether goods with their prices stand around less text than they take, on a page that does not call itself an article.
    var isShelf: Bool {
        guard !page.genre.claimsArticle else { return false }
        var (prices, cut, kept) = (0, 0, 0)
        for (index, label) in selection.labels.enumerated() {
            let block = page.blocks[index]
            if label.isKept { kept += block.wordCount } else { cut += block.wordCount }
            if !label.isKept, block.characters < 40, PriceLabel.isOne(page.segmentation.text[block.text]) {
                prices += 1
            }
        }
        return prices >= Self.fewestPrices && cut > kept
    }
}
