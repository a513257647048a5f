/// The headline without the site's name.
///
/// Candidates are the headline in JSON-LD, the page's main heading and the declared titles, each without what the site
/// added at its ends. News sites maintain the JSON-LD headline with care; elsewhere the shown heading is most reliable,
/// as long as it speaks of the same thing as the declared titles.
struct TitleReader {
    let head: PageHead
    let structured: StructuredData
    /// The h1 most like the declared titles, or the first.
    let heading: String?
    let trimmer: TitleTrimmer

    /// Declared titles, most reliable first.
    private static let declaredKeys = [
        "og:title", "twitter:title", "dc.title", "dcterms.title", "sailthru.title", "parsely-title", "title",
    ]

    init(head: PageHead, structured: StructuredData, site: SiteName, heading: String?, url: String?) {
        self.head = head
        self.structured = structured
        self.heading = MarkupText.field(heading)
        trimmer = TitleTrimmer(site: site, heading: self.heading, sections: SectionNames(head, structured, url: url))
    }

    func read() -> String? {
        let headline = trimmed(structured.text("headline"))
        let heading = trimmed(heading)
        let declared = declaredTitles(headline)
        if structured.isNews, let headline, !isCutOff(headline) {
            return agreed([heading, trimmed(head.first("og:title"))], without: headline) ?? headline
        }
        guard let first = declared.first(where: { !isCutOff($0) }) ?? declared.first else {
            return heading ?? self.heading ?? field(head.title)
        }
        guard let heading else { return first }
        return TitleChoice(heading: heading, declared: declared, first: first).best
    }

    /// What both others say, where they agree against a headline.
    private func agreed(_ others: [String?], without headline: String) -> String? {
        let texts = others.compactMap { $0 }
        guard texts.count == 2, WordHash.words(texts[0]) == WordHash.words(texts[1]) else { return nil }
        return texts[0]
    }

    private func declaredTitles(_ headline: String?) -> [String] {
        let values = Self.declaredKeys.lazy.map { trimmed(head.first($0)) }
        return
            (values.prefix(1) + [headline, trimmed(structured.text("name"))] + values.dropFirst()
            + [trimmed(head.title)]).compactMap { $0 }
    }

    /// Without the site's additions; nil when nothing else is there.
    private func trimmed(_ text: String?) -> String? {
        guard let field = field(text) else { return nil }
        let title = trimmer.trim(field)
        return trimmer.site.matches(title) ? nil : title
    }

    /// A text too long for a title is none.
    private func field(_ text: String?) -> String? {
        MarkupText.field(text).flatMap { $0.utf8.count <= TitleTrimmer.maximumBytes ? $0 : nil }
    }

    private func isCutOff(_ title: String) -> Bool { title.hasSuffix("…") || title.hasSuffix("...") }
}

/// Chooses between the shown heading and the declared titles.
struct TitleChoice {
    let heading: String
    let declared: [String]
    /// The most reliable declared title.
    let first: String

    var best: String {
        let own = WordHash.words(heading)
        let others = declared.map(WordHash.words)
        if others.contains(own) { return heading }
        if let title = withoutKicker(own, others) { return title }
        let likeness = others.map { WordSet($0).likeness(WordSet(own)) }.max() ?? 0
        return likeness > Self.sameSubject ? heading : first
    }

    /// Below it, the heading and the titles speak of different things. Found on half of the publishers.
    private static let sameSubject = 0.2

    /// A heading that runs a kicker and the headline together ends with a declared title.
    private func withoutKicker(_ own: [UInt32], _ others: [[UInt32]]) -> String? {
        for (title, words) in zip(declared, others) where words.count >= 3 && words.count < own.count {
            if own.suffix(words.count).elementsEqual(words) { return title }
        }
        return nil
    }
}
