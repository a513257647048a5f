import HTML

/// The names of the people, failing them the organisations, who wrote the article.
struct AuthorReader {
    let page: AnalysedPage
    let head: PageHead
    let structured: StructuredData
    let site: SiteName

    /// Meta elements that name authors, most reliable first.
    private static let metaKeys = [
        "citation_author", "author", "article:author", "parsely-author", "sailthru.author", "cxenseparse:author",
        "dc.creator", "dcterms.creator", "dc.creator.personalname", "byl", "og:article:author", "article:author_name",
        "article.author", "nar_author", "citation_authors", "authors", "creator", "shareaholic:article_author_name",
    ]

    /// Sources in order; one that names only the site stands back behind all others.
    func read() -> [String] {
        let named = structured.names("author")
        let sources: [() -> [String]] = [
            { NameList(named.people, .field).names },
            { declared },
            { NameList(named.others, .field).names },
            { labelled },
            { Bylines(page: page).names() },
            { NameList(structured.names("creator").people, .field).names },
        ]
        var nextBest: [String] = []
        for source in sources {
            var names = source()
            // Against a declared author, even the site itself, a line of the page needs a person's name.
            if !nextBest.isEmpty { names = names.filter(NameList.isPersonal) }
            guard !names.allSatisfy(site.matches) else {
                if nextBest.isEmpty { nextBest = names }
                continue
            }
            return names.count > 1 ? names.filter { !site.matches($0) } : names
        }
        return nextBest
    }

    private var declared: [String] {
        var siteOnly: [String] = []
        for key in Self.metaKeys {
            let names = NameList(head.all(key), .field).names
            guard names.allSatisfy(site.matches) else { return names }
            if siteOnly.isEmpty { siteOnly = names }
        }
        return siteOnly
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
