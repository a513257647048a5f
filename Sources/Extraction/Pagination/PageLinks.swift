import HTML
import JSON
import Selectors
import URLs

/// Where the rest of an article is: its next page, and the address that has all of it on one page.
public struct PageLinks: Sendable, Equatable {
    /// Absolute, of the page that follows; nil on the last.
    public internal(set) var next: String?
    /// Absolute, of the page that has all; nil where there is none.
    public internal(set) var single: String?

    /// Writes the member `pages` where there is anything to say.
    public func write(to json: inout JSONWriter) {
        guard next != nil || single != nil else { return }
        json.key("pages")
        json.beginObject()
        json.member("next", next)
        json.member("single", single)
        json.endObject()
    }
}

/// Finds them: by a site's rules, by `rel`, by numbered addresses, by what the link says.
struct PageLinkFinder {
    private let document: Document
    private let page: WebURL
    private let base: WebURL
    private let first: WebURL
    private let numbering: PageNumbering

    /// Links of a page that are looked at; as many as it may have, but `link` elements count too.
    private static let linkLimit = ParseLimits().links
    /// Of what an operator's selectors may cost, the part for those that find links.
    private static let visits = SelectorMatcher.visits / 4

    /// What such links say, in lower case, as a whole.
    private static let wholeTexts: Set<String> = [
        "view all", "view as single page", "single page", "view on one page", "show all", "all pages",
        "read on one page",
        "view full article", "auf einer seite", "auf einer seite lesen", "artikel auf einer seite lesen",
        "alles auf einer seite",
        "komplettansicht", "gesamten artikel auf einer seite lesen", "lire sur une seule page", "afficher sur une page",
        "ver en una sola página", "ver todo", "tutto su una pagina", "leggi tutto su una pagina", "alles op één pagina",
        "wszystko na jednej stronie", "ler em uma página", "全文表示", "全文阅读", "查看全文", "すべて表示",
    ]

    /// - Parameter first: the address of the article's first page; nil for the page itself.
    init?(_ page: AnalysedPage, first: String?) {
        guard let url = page.page.url.flatMap(WebURL.parse), url.isWeb else { return nil }
        document = page.document
        self.page = url.withoutFragment
        base = page.head.base.flatMap { url.resolve($0) } ?? url
        self.first = (first.flatMap(WebURL.parse) ?? url).withoutFragment
        numbering = PageNumbering(first: self.first)
    }

    func find(_ rules: SiteRules?) -> PageLinks {
        var links = PageLinks()
        var matcher = SelectorMatcher(document, visits: Self.visits)
        let candidates = linksOfArticle
        links.next = ruled(rules?.nextPage ?? [], &matcher) ?? nextByShape(candidates)
        links.single = ruled(rules?.singlePage ?? [], &matcher) ?? singleByText(candidates)
        return links
    }

    /// An operator's rule needs no shape; but never does a page lead to another site.
    private func ruled(_ selectors: [Selector], _ matcher: inout SelectorMatcher) -> String? {
        for selector in selectors {
            for element in (matcher.elements(selector) ?? []).prefix(20) {
                let name: AttributeName? =
                    if let attribute = selector.attribute { document.attributeName(attribute) } else { .href }
                let holder = name.flatMap { document.attribute($0, of: element) } == nil ? link(in: element) : element
                guard let name, let holder, let url = address(holder, name), url.origin == page.origin else { continue }
                return url.description
            }
        }
        return nil
    }

    private func link(in element: Int) -> Int? {
        (element..<Int(document.nodes[element].end)).first { document.nodes[$0].tag == .a }
    }

    /// Most links need not be resolved to see that they lead elsewhere.
    private var linksOfArticle: [Int] {
        var found: [Int] = []
        var count = 0
        for (element, node) in document.nodes.enumerated() where node.tag == .a || node.tag == .link {
            count += 1
            guard count <= Self.linkLimit else { break }
            guard let value = document.attribute(.href, of: element), value.count <= 4_000,
                numbering.mayBeOfArticle(document.bytes[value.indices])
            else { continue }
            found.append(element)
        }
        return found
    }

    /// The page after this one, by number; or by `rel="next"` below the article's own path: elsewhere it may as well be the next
    /// article.
    private func nextByShape(_ links: [Int]) -> String? {
        let own = numbering.number(of: page) ?? 1
        let numbered = links.lazy.compactMap { address($0, .href) }.first { numbering.number(of: $0) == own + 1 }
        let next = numbered ?? links.lazy.filter(isNext).compactMap { address($0, .href) }.first(where: isBelow)
        return next?.description
    }

    private func isNext(_ element: Int) -> Bool {
        guard let value = document.attribute(.rel, of: element), value.count <= 200 else { return false }
        return document.string(value).lowercased().split(whereSeparator: \.isWhitespace).contains("next")
    }

    /// Whether an address has the article's own path with something behind it, or another query.
    private func isBelow(_ url: WebURL) -> Bool {
        guard url.origin == page.origin, url != first, !ownPath.isEmpty, !Self.saysComments(url) else { return false }
        return url.path == first.path ? url.query != nil : url.path.hasPrefix(ownPath + "/")
    }

    private static func saysComments(_ url: WebURL) -> Bool {
        let segment = url.path.split(separator: "/").last ?? ""
        return segment.lowercased().contains("comment") || (url.query ?? "").lowercased().contains("cpage=")
    }

    private var ownPath: String { first.path.hasSuffix("/") ? String(first.path.dropLast()) : first.path }

    private func singleByText(_ links: [Int]) -> String? {
        for index in links where document.nodes[index].tag == .a {
            let size = Int(document.nodes[index].end) - index
            guard size <= 8, let text = MarkupText.field(document.text(of: index))?.lowercased(),
                Self.wholeTexts.contains(text), let url = address(index, .href), isOfArticle(url)
            else { continue }
            return url.description
        }
        return nil
    }

    /// The article's own path, with something added to it or to its query.
    private func isOfArticle(_ url: WebURL) -> Bool {
        guard url.origin == page.origin, url != first, url != page else { return false }
        let stem = ownPath.split(separator: "/").last.flatMap { $0.split(separator: ".").first }.map(String.init) ?? ""
        return url.path == first.path || url.path.hasPrefix(ownPath + "/")
            || stem.utf8.count >= 8 && url.path.contains(stem)
    }

    private func address(_ element: Int, _ name: AttributeName) -> WebURL? {
        guard let value = document.attribute(name, of: element), value.count <= 4_000 else { return nil }
        let url = base.resolve(document.string(value))?.withoutFragment
        return url.flatMap { $0.isWeb && $0 != page ? $0 : nil }
    }
}
