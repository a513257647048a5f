import HTML

/// The names of the people, failing them the organisations, who wrote the article.
struct AuthorReader {
    let page: AnalysedPage
    let head: PageHead
    let structured: StructuredData
    let site: SiteName

    private static let metaKeys = [
        "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
        "og:article:author",
        "cxenseparse:author", "twitter:data1", "citation_author",
    ]
    /// What stands before a name: “by” in the corpora's languages.
    private static let openings = [
        "written by", "posted by", "story by", "reported by", "by", "von", "par", "por", "di", "af", "av", "door", "de",
        "od", "text", "texte", "autor",
        "autorin", "author", "words", "interview", "from", "a cura di", "publié par", "escrito por", "tekst", "teksti",
        "skriven av",
    ]
    private static let conjunctions = [
        " and ", " und ", " et ", " y ", " e ", " & ", " en ", " og ", " och ", " ja ", " i ", " with ",
    ]

    func read() -> [String] {
        let named = structured.names("author")
        let people = clean(named.people, splitting: true)
        if !people.isEmpty { return people }
        let declared = Self.metaKeys.lazy.filter {
            $0 != "twitter:data1" || head.first("twitter:label1")?.lowercased().contains("by") == true
        }
        .map { clean(head.all($0), splitting: true) }.first { !$0.isEmpty }
        let organisations = clean(named.others, splitting: false)
        if let declared, !declared.allSatisfy(site.matches) { return declared }
        let byline = clean(bylines(), splitting: true)
        if !byline.isEmpty { return byline }
        return declared ?? organisations
    }

    private func clean(_ texts: [String], splitting: Bool) -> [String] {
        var names: [String] = []
        for text in texts {
            guard let field = CleanText.field(CharacterReferences.resolved(MarkupText.stripped(text))) else { continue }
            for part in splitting ? split(field) : [field] {
                let name = trim(part)
                if isName(name), !names.contains(where: { $0.lowercased() == name.lowercased() }) { names.append(name) }
            }
        }
        return names
    }

    /// A list of names in one text, cut at commas and conjunctions. "Weber, Max" stays two parts of one name nowhere: lists are far
    /// more common on the web.
    private func split(_ text: String) -> [String] {
        var parts = text.split(whereSeparator: { ",;|/".contains($0) }).map(String.init)
        for word in Self.conjunctions {
            parts = parts.flatMap { part -> [String] in
                guard let cut = part.range(of: word),
                    part[..<cut.lowerBound].contains(" ") || word == " & " || word == " and "
                else { return [part] }
                return [String(part[..<cut.lowerBound]), String(part[cut.upperBound...])]
            }
        }
        return parts
    }

    private func trim(_ text: String) -> String {
        var name = Substring(text).drop { $0 == " " || $0 == ":" || $0 == "-" || $0 == "–" || $0 == "·" || $0 == "•" }
        for opening in Self.openings where name.count > opening.count + 1 && name.lowercased().hasPrefix(opening) {
            let rest = name.dropFirst(opening.count)
            guard let next = rest.first, next == " " || next == ":" else { continue }
            name = rest.drop { $0 == " " || $0 == ":" }
            break
        }
        if let bracket = name.firstIndex(of: "("), bracket > name.startIndex { name = name[..<bracket] }
        if let address = name.split(separator: " ").last, address.contains("@") { name = name.dropLast(address.count) }
        while let last = name.last, " :-–·•,".contains(last) { name = name.dropLast() }
        return String(name)
    }

    private func isName(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        guard text.count >= 2, text.count <= 60, words.count <= 7 else { return false }
        guard !text.contains("://"), !text.contains("@"), !text.hasPrefix("www."), !text.hasPrefix("#") else {
            return false
        }
        guard text.contains(where: \.isLetter), text.count(where: \.isNumber) < 4 else { return false }
        let lower = text.lowercased()
        return ![
            "admin", "administrator", "null", "undefined", "none", "guest", "author", "editor", "wordpress",
            "webmaster", "anonymous",
        ]
        .contains(lower)
    }

    /// Texts of elements marked as the author near the headline, most explicit marks first.
    private func bylines() -> [String] {
        let document = page.document
        let limit =
            page.features.layout.firstLong < page.segmentation.blocks.count
            ? page.segmentation.blocks[page.features.layout.firstLong].leaf : document.nodes.count
        var marked: [[String]] = [[], [], []]
        var index = 0
        while index < document.nodes.count {
            let node = document.nodes[index]
            if !node.isText, let rank = rank(index), rank == 0 || index < limit {
                let text = document.text(of: index)
                if text.utf8.count < 200 { marked[rank].append(text) }
                index = Int(node.end)
            } else {
                index += 1
            }
        }
        return marked.first { !clean($0, splitting: true).isEmpty }.map { Array($0.prefix(4)) } ?? []
    }

    /// How explicitly an element is marked: 0 rel=author or itemprop, 1 a class that says author, 2 one that says byline.
    private func rank(_ index: Int) -> Int? {
        let document = page.document
        func has(_ name: AttributeName, _ words: String...) -> Bool {
            guard let range = document.attribute(name, of: index) else { return false }
            let value = document.string(range).lowercased()
            return words.contains { value.contains($0) }
        }
        guard page.elements.groupsAround[index].isDisjoint(with: [.comments, .related, .card]) else { return nil }
        if has(.rel, "author") || has(.itemprop, "author") { return 0 }
        guard page.elements.groups[index].contains(.author), document.nodes[index].tag != .body else { return nil }
        if has(.class, "author-name", "author_name", "authorname", "byline-name", "byline__name", "author__name") {
            return 0
        }
        return has(.class, "author", "autor") ? 1 : has(.class, "byline") ? 2 : nil
    }
}
