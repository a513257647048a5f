import JSON

/// The schema.org description of the article among a page's JSON-LD (schema.org/Article, JSON-LD 1.1).
struct StructuredData {
    /// The article's node; nil when the page describes none.
    let article: JSONValue?
    private let nodesByID: [String: JSONValue]

    private static let articleTypes = [
        "newsarticle", "article", "blogposting", "report", "reportagenewsarticle", "analysisnewsarticle",
        "opinionnewsarticle",
        "reviewnewsarticle", "backgroundnewsarticle", "askpublicnewsarticle", "liveblogposting", "techarticle",
        "scholarlyarticle", "socialmediaposting", "satiricalarticle", "advertisercontentarticle", "review", "recipe",
    ]

    /// - Parameter identity: tells the page's own article from the others that it describes.
    init(_ head: PageHead, _ identity: PageIdentity) {
        var nodes: [JSONValue] = []
        var waiting = Array(head.structured.reversed())
        while let value = waiting.popLast(), nodes.count < ExtractionLimits.linkedDataNodes {
            switch value {
            case .array(let elements): waiting.append(contentsOf: elements.reversed())
            case .object(let members):
                nodes.append(value)
                waiting.append(
                    contentsOf: members.reversed().map(\.value).filter { $0.object != nil || $0.array != nil })
            default: break
            }
        }
        var byID: [String: JSONValue] = [:]
        for node in nodes {
            guard let id = node["@id"]?.string, node.object.map({ $0.count > 1 }) == true else { continue }
            if byID[id] == nil || byID[id]?["name"] == nil { byID[id] = node }
        }
        nodesByID = byID
        let articles = nodes.filter { node in Self.types(of: node).contains { Self.articleTypes.contains($0) } }
        article =
            identity.best(of: articles)
            ?? nodes.first { Self.types(of: $0).contains("webpage") && $0["datePublished"] != nil }
    }

    /// Whether the article calls itself news: such pages maintain its headline with care.
    var isNews: Bool {
        article.map { Self.types(of: $0).contains { $0.hasSuffix("newsarticle") || $0 == "liveblogposting" } } == true
    }

    /// A text member of the article.
    func text(_ keys: String...) -> String? {
        for key in keys {
            for value in article?[key]?.elements ?? [] {
                if let text = value.string ?? value["@value"]?.string ?? value["name"]?.string, !text.isEmpty {
                    return text
                }
            }
        }
        return nil
    }

    /// Whether all may read the article (schema.org/isAccessibleForFree, as a truth value, a text or an address), which may
    /// be said of its parts alone.
    var isAccessibleForFree: Bool? {
        guard let article else { return nil }
        let parts = (article["hasPart"]?.elements ?? []).map(resolved)
        if parts.contains(where: { Self.isFree($0) == false }) { return false }
        return Self.isFree(article)
    }

    private static func isFree(_ node: JSONValue) -> Bool? {
        for value in node["isAccessibleForFree"]?.elements ?? [] {
            if let flag = value.bool { return flag }
            let text = value.string?.lowercased() ?? ""
            if text.hasSuffix("true") { return true }
            if text.hasSuffix("false") { return false }
        }
        return nil
    }

    /// All texts of a member: strings as they are, nodes by their names.
    func texts(_ key: String) -> [String] {
        (article?[key]?.elements ?? []).compactMap { $0.string ?? resolved($0)["name"]?.string }
    }

    /// The first URL of a member that holds an address or a node with one.
    func address(_ key: String) -> String? {
        for value in article?[key]?.elements ?? [] {
            let node = resolved(value)
            if let text = value.string ?? node["url"]?.elements.first?.string ?? node["contentUrl"]?.string
                ?? value["@id"]?.string
            {
                return text
            }
        }
        return nil
    }

    /// Names of the nodes in a member, people apart from organisations.
    func names(_ key: String) -> (people: [String], others: [String]) {
        var (people, others): ([String], [String]) = ([], [])
        for value in article?[key]?.elements ?? [] {
            let node = resolved(value)
            let names = value.string.map { [$0] } ?? node["name"]?.elements.compactMap(\.string) ?? []
            let isOrganisation = Self.types(of: node).contains { $0.hasSuffix("organization") || $0 == "corporation" }
            if isOrganisation { others += names } else { people += names }
        }
        return (people, others)
    }

    private func resolved(_ value: JSONValue) -> JSONValue {
        guard value["name"] == nil, value["isAccessibleForFree"] == nil, let id = value["@id"]?.string else {
            return value
        }
        return nodesByID[id] ?? value
    }

    private static func types(of node: JSONValue) -> [String] {
        (node["@type"]?.elements ?? []).compactMap { $0.string?.lowercased() }.map { type in
            String(type.split(whereSeparator: { $0 == "/" || $0 == ":" || $0 == "#" }).last ?? "")
        }
    }
}
