import Dates
import JSON

/// Where a page says what became the fields of its article: for people who ask why a field is what it is.
///
/// The readers of the fields weigh many places against each other and trim what they find, so no single place is the origin. Named here is
/// every place that says the same as the field, in the order JSON-LD, meta elements, the rest; and where none does, what is left.
struct FieldOrigins {
    private let head: PageHead
    private let structured: StructuredData
    private let heading: String?
    private let rules: Set<String>

    /// - Parameter report: what the site's own rules found.
    init(_ head: PageHead, _ structured: StructuredData, heading: String?, report: SiteReport?) {
        self.head = head
        self.structured = structured
        self.heading = heading
        let failed = Set((report?.warnings ?? []).compactMap { $0.split(separator: " ").first.map(String.init) })
        rules = Set((report?.entries ?? []).filter { ($0.elements ?? 0) > 0 }.map(\.rule)).subtracting(failed)
    }

    /// A field, by its name in the JSON, with its places.
    typealias Origin = (field: String, places: [String])

    func of(_ metadata: Metadata) -> [Origin] {
        let origins: [Origin] = [
            ("title", title(metadata.title)), ("authors", authors(metadata.authors)),
            ("published", date(metadata.published, members: ["datePublished", "dateCreated", "uploadDate"], "date")),
            ("modified", date(metadata.modified, members: ["dateModified"], nil)),
            ("language", language(metadata.language)), ("site", site(metadata.site)),
            ("canonical_url", address(metadata.canonicalURL, ["og:url"], []) + link(metadata.canonicalURL)),
            ("image", address(metadata.image, ["image", "thumbnail"], ["image"])),
            ("section", texts(metadata.section, ["section"], ["articleSection"])),
            ("tags", tags(metadata.tags)), ("summary", texts(metadata.summary, ["description"], ["description"])),
            ("syndicated_from", metadata.syndicatedFrom == nil ? [] : ["source notice in the text"]),
            ("paywalled", paywalled(metadata.paywalled)),
        ]
        return origins.filter { !$0.places.isEmpty }
    }

    private func title(_ title: String?) -> [String] {
        guard let title else { return [] }
        if rules.contains("title") { return ["title rule of the site"] }
        let holds = holding([title])
        var places = members(["headline", "name"], where: holds) + metas(["title"], where: holds)
        if let declared = head.title, holds(declared) { places.append("title element") }
        if let heading, holds(heading) { places.append("main heading") }
        return places.isEmpty ? ["text of the page"] : places
    }

    private func authors(_ authors: [String]) -> [String] {
        guard !authors.isEmpty else { return [] }
        if rules.contains("author") { return ["author rule of the site"] }
        let holds = holding(authors)
        let named = structured.names("author")
        var places = (named.people + named.others).contains(where: holds) ? ["JSON-LD author"] : []
        places += metas(["author", "creator", "byl", "twitter:data"], where: holds)
        return places.isEmpty ? ["byline on the page"] : places
    }

    private func date(_ date: String?, members names: [String], _ rule: String?) -> [String] {
        guard let date, let instant = Timestamp.parse(date) else { return [] }
        if let rule, rules.contains(rule) { return ["\(rule) rule of the site"] }
        func isSame(_ text: String) -> Bool {
            guard let other = Timestamp.parse(text) else { return false }
            let isSameDay = (other.year, other.month, other.day) == (instant.year, instant.month, instant.day)
            return isSameDay || abs(other.epochMilliseconds - instant.epochMilliseconds) < 60_000
        }
        // Any meta element may hold a date; a number alone is none.
        let places = members(names, where: isSame) + metas([""]) { $0.contains("-") && isSame($0) }
        return places.isEmpty ? ["text or address of the page"] : places
    }

    private func language(_ language: String?) -> [String] {
        guard let language else { return [] }
        let tag = language.lowercased().prefix(2)
        func isSame(_ text: String) -> Bool { text.lowercased().hasPrefix(tag) }
        var places = head.language.map(isSame) == true ? ["html lang"] : []
        places += members(["inLanguage"], where: isSame) + metas(["language", "locale"], where: isSame)
        return places.isEmpty ? ["words of the text"] : places
    }

    private func site(_ site: String?) -> [String] {
        guard let site else { return [] }
        let isSame = same(as: site)
        var places = structured.texts("publisher").contains(where: isSame) ? ["JSON-LD publisher"] : []
        places += metas(["site_name", "application-name", "app_name"], where: isSame)
        return places.isEmpty ? ["host"] : places
    }

    private func texts(_ text: String?, _ keys: [String], _ names: [String]) -> [String] {
        guard let text else { return [] }
        let isSame = same(as: text)
        return members(names, where: isSame) + metas(keys, where: isSame)
    }

    private func tags(_ tags: [String]) -> [String] {
        guard let first = tags.first else { return [] }
        let holds = holding([first])
        return members(["keywords"], where: holds) + metas(["tag", "keywords"], where: holds)
    }

    private func address(_ address: String?, _ keys: [String], _ names: [String]) -> [String] {
        guard let address else { return [] }
        return names.filter { structured.address($0).map { isAt(address, $0) } == true }.map { "JSON-LD \($0)" }
            + metas(keys) { isAt(address, $0) }
    }

    private func link(_ address: String?) -> [String] {
        guard let address, let canonical = head.canonical, isAt(address, canonical) else { return [] }
        return ["link rel=canonical"]
    }

    private func paywalled(_ paywalled: Bool?) -> [String] {
        guard paywalled != nil else { return [] }
        if structured.isAccessibleForFree != nil { return ["JSON-LD isAccessibleForFree"] }
        let places = metas(["content_tier"]) { ["locked", "free"].contains($0.lowercased()) }
        return places.isEmpty ? ["prompt at which the text breaks off"] : places
    }

    /// The members of the article's node that say so.
    private func members(_ names: [String], where says: (String) -> Bool) -> [String] {
        names.filter { name in structured.texts(name).contains(where: says) }.map { "JSON-LD \($0)" }
    }

    /// The meta elements that say so, each key once, of those whose key holds one of these.
    private func metas(_ keys: [String], where says: (String) -> Bool) -> [String] {
        var places: [String] = []
        for (key, value) in head.meta where keys.contains(where: { $0.isEmpty || key.contains($0) }) && says(value) {
            let place = "meta \(PrintableText.clean(String(key.prefix(80))))"
            if !places.contains(place) { places.append(place) }
        }
        return places
    }

    /// Whether a text says the same, by its letters and digits.
    private func same(as value: String) -> (String) -> Bool {
        let sought = key(value)
        return { key($0) == sought }
    }

    /// Whether a text holds one of the values: what is trimmed or taken apart stands within what it came from.
    private func holding(_ values: [String]) -> (String) -> Bool {
        let sought = values.map(key).filter { !$0.isEmpty }
        return { text in
            let key = key(text)
            return sought.contains { key.contains($0) }
        }
    }

    private func isAt(_ address: String, _ declared: String) -> Bool {
        let text = declared.split(separator: "#", omittingEmptySubsequences: false).first.map(String.init) ?? declared
        return text == address || text.hasPrefix("/") && address.hasSuffix(text)
    }

    /// The beginning is enough to know it by, whatever a page puts there.
    private func key(_ text: String) -> String { SiteName.key(MarkupText.field(String(text.prefix(1000))) ?? "") }
}

extension Analysis {
    /// Writes the member `origins`: for each field the places that say so.
    public func writeOrigins(of article: Article, to json: inout JSONWriter) {
        json.key("origins")
        json.beginObject()
        for origin in origins(of: article) { json.member(origin.field, origin.places) }
        json.endObject()
    }
}
