/// Whether a page holds an article at all.
enum PageKind {
    /// Fewer expected words than this are no article, whatever the page says.
    private static let fewestWords = 25.0

    static func of(_ page: AnalysedPage, _ selection: Selection) -> Article.Kind {
        let kept = zip(page.segmentation.blocks, selection.labels).filter { $0.1.isKept }
        let expected = kept.reduce(0.0) { $0 + $1.1.probability * Double($1.0.wordCount) }
        return expected < fewestWords || selection.confidence < 0.3 ? .other : .article
    }
}
