import HTML

/// The names of the people, failing them the organisations, who wrote the article.
struct AuthorReader {
    let page: AnalysedPage
    let head: PageHead
    let structured: StructuredData
    let site: SiteName
    /// The last block of the text; nil where nothing was kept.
    let textEnd: Int?

    /// Meta elements that name authors, most reliable first.
    private static let metaKeys = [
        "citation_author", "author", "article:author", "parsely-author", "sailthru.author", "cxenseparse:author",
        "dc.creator", "dcterms.creator", "dc.creator.personalname", "byl", "og:article:author", "article:author_name",
        "article.author", "nar_author", "citation_authors", "authors", "creator", "shareaholic:article_author_name",
    ]

    /// Sources in order; one that names only the site stands back behind all others.
    func read() -> [String] {
        let named = structured.names("author")
        let sources: [(read: () -> [String], isField: Bool)] = [
            ({ NameList(named.people, .field).names }, true),
            ({ declared }, true),
            ({ NameList(named.others, .field).names }, true),
            ({ labelled }, false),
            ({ Bylines(page: page).names() }, false),
            ({ BareBylines(page: page, textEnd: textEnd).names() }, false),
            ({ NameList(structured.names("creator").people, .field).names }, false),
        ]
        var nextBest: [String] = []
        for source in sources {
            var names = source.read()
            // Against a declared author, even the site itself, a line of the page needs a person's name.
            if !nextBest.isEmpty, !source.isField { names = names.filter(NameList.isPersonal) }
            guard !names.allSatisfy(site.matches) else {
                if nextBest.isEmpty { nextBest = names }
                continue
            }
            return withoutSite(names)
        }
        return nextBest
    }

    /// The site next to a person is the person's employer; next to an agency it wrote as well.
    private func withoutSite(_ names: [String]) -> [String] {
        let others = names.filter { !site.matches($0) }
        return others.contains(where: NameList.isPersonal) ? others : names
    }

    private var declared: [String] {
        var siteOnly: [String] = []
        for key in Self.metaKeys + otherKeys {
            let values = head.all(key)
            let whole = values.compactMap(MarkupText.field).filter(site.isNamed)
            let names = whole.isEmpty ? NameList(values, .field).names : whole
            guard names.allSatisfy(site.matches) || isImprint(names) else { return names }
            if siteOnly.isEmpty { siteOnly = names.filter(site.matches) }
        }
        return siteOnly
    }

    /// The site's name, then its town and country.
    private func isImprint(_ names: [String]) -> Bool {
        guard names.count >= 3, names.first.map(site.matches) == true else { return false }
        return !names.dropFirst().contains { NameList.isPersonal($0) || NameWords.agencies.contains($0.lowercased()) }
    }

    /// Keys of the site's own making that end in "author".
    private var otherKeys: [String] {
        head.meta.map(\.key).filter { $0.hasSuffix("author") && !$0.contains(":") && !Self.metaKeys.contains($0) }
    }

    /// Twitter's cards name an author under a label of the page's language: "Written by", "Verfasst von".
    private var labelled: [String] {
        for number in ["1", "2"] {
            guard let label = head.first("twitter:label" + number), let name = head.first("twitter:data" + number)
            else {
                continue
            }
            let words = label.lowercased().split(separator: " ")
            let isAuthor = words.contains { NameWords.openings.contains(String($0)) || $0 == "da" || $0 == "de" }
            if isAuthor, !name.contains(where: \.isNumber) { return NameList([name], .field).names }
        }
        return []
    }
}
