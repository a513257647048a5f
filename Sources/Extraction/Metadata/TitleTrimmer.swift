/// Cuts what a site adds to its titles: its own name and the names of its sections, at either end.
struct TitleTrimmer {
    let site: SiteName
    /// The page's main heading: where it ends inside a title, the rest is an addition.
    let heading: String?
    let sections: SectionNames

    private let headingWords: [UInt32]

    /// Separators between a headline and an addition, with whether an unknown short end after them is an addition too.
    private static let separators: [(text: String, isSure: Bool)] = [
        (" | ", true), (" - ", false), (" – ", false), (" — ", false), (" • ", false), (" · ", false), (" :: ", true),
        (" » ", false), (" « ", false), (" / ", false), (" // ", false), (" ‹ ", false), (" › ", false), (" ~ ", false),
        (" : ", false), ("|", false), ("｜", false), (": ", false), ("：", false), ("-", false), ("_", false),
    ]
    /// Longer texts are no titles.
    static let maximumBytes = 2_000

    init(site: SiteName, heading: String?, sections: SectionNames) {
        self.site = site
        self.heading = heading
        self.sections = sections
        headingWords = heading.map(WordHash.words) ?? []
    }

    /// The title without additions, as long as there are any.
    func trim(_ title: String) -> String {
        guard title.utf8.count <= Self.maximumBytes else { return title }
        var title = title
        for _ in 0..<4 {
            guard let shorter = cutOnce(title) else { break }
            title = shorter
        }
        return title
    }

    private func cutOnce(_ title: String) -> String? {
        for (separator, isSure) in Self.separators {
            if let cut = title.range(of: separator, backwards: true) {
                let (front, back) = (String(title[..<cut.lowerBound]), String(title[cut.upperBound...]))
                if isAddition(back, to: front, after: separator, isSure: isSure) { return CleanText.field(front) }
            }
            // Without spaces around it, a hyphen joins words: only behind it may a name be cut.
            guard separator.utf8.count > 1 else { continue }
            if let cut = title.range(of: separator) {
                let (front, back) = (String(title[..<cut.lowerBound]), String(title[cut.upperBound...]))
                if site.matches(front), let rest = CleanText.field(back) { return rest }
            }
        }
        return nil
    }

    private func isAddition(_ end: String, to front: String, after separator: String, isSure: Bool) -> Bool {
        guard !front.isEmpty, !end.isEmpty else { return false }
        if site.matches(end) { return true }
        let words = WordHash.words(front)
        // After a colon the headline goes on: a heading may hold its first line only.
        let isColon = separator.contains(":") && separator != " :: " || separator == "："
        if !isColon, !words.isEmpty, words == headingWords { return true }
        guard isSure || end.count < front.count, words.count >= 2 else { return false }
        if sections.contains(end) { return true }
        return isSure && words.count >= 3 && (1...4).contains(WordHash.words(end).count)
    }
}

/// Names of the site's sections that a title may end with: the declared section and the folders of the address.
struct SectionNames {
    private let keys: Set<String>

    init(_ head: PageHead, _ structured: StructuredData, url: String?) {
        let folders = (url ?? head.canonical ?? "").split(separator: "/").dropFirst(2).dropLast().prefix(6).map(
            String.init)
        let declared = head.all("article:section").prefix(4) + structured.texts("articleSection").prefix(4)
        keys = Set((folders + declared).map(SiteName.key).filter { $0.count > 2 })
    }

    func contains(_ text: String) -> Bool { keys.contains(SiteName.key(text)) }
}
