/// What the page's titles and descriptions say, as word sets to compare blocks with.
struct TitleContext {
    /// Every title the page gives, whole and cut at its separators.
    private(set) var titles: [WordSet] = []
    /// The words of the shortest; nil without one.
    private(set) var shortest: Int?
    /// Keys of the titles and of the h1 headings.
    private(set) var keys: Set<UInt64> = []
    /// Of the first h1 headings: every block is compared with each.
    private(set) var headings: [WordSet] = []
    private(set) var descriptions: [SortedSet<UInt64>] = []
    /// The words of all descriptions.
    private(set) var descriptionWords: WordSet
    /// The words of the title that others are compared with first.
    private(set) var main: WordSet

    private static let headingLimit = 64
    static let separators = [" | ", " - ", " – ", " — ", " • ", " · ", " :: ", " » ", " / "]

    init(_ segmentation: Segmentation, _ head: PageHead) {
        main = WordSet(WordHash.words(head.first("og:title") ?? head.title ?? ""))
        for title in [head.first("og:title"), head.first("twitter:title"), head.title, head.first("title")] {
            for part in Self.parts(of: title ?? "") {
                let words = WordHash.words(part)
                if words.count >= 3 { titles.append(WordSet(words)) }
                if words.count >= 2 { keys.insert(WordHash.sequence(words)) }
            }
        }
        shortest = titles.map(\.count).min()
        for block in segmentation.blocks where block.headingLevel == 1 && block.wordCount >= 3 {
            if headings.count < Self.headingLimit { headings.append(WordSet(segmentation.words(of: block))) }
            keys.insert(block.key)
        }
        let descriptions = ["og:description", "description", "twitter:description"]
            .map { WordHash.words(head.first($0) ?? "") }.filter { $0.count >= 5 }
        self.descriptions = descriptions.map { WordHash.trigrams($0) }
        descriptionWords = WordSet(descriptions.joined())
    }

    /// A title, and what is left of it without its first or its last part.
    static func parts(of title: String) -> [String] {
        guard !title.isEmpty else { return [] }
        var parts = [title]
        for separator in separators {
            if let last = title.range(of: separator, backwards: true) {
                parts.append(String(title[..<last.lowerBound]))
            }
            if let first = title.range(of: separator) { parts.append(String(title[..<first.lowerBound])) }
        }
        return parts
    }
}
