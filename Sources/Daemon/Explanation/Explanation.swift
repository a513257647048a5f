import JSON

/// A page's blocks with their labels, and its fields, as the worker's answer to `explain` states them; for people to read.
///
/// `Explanation+Text` shows it on a terminal, `ExplanationPage` as a web page. Both take every string for hostile: the
/// worker that wrote it has read the page.
struct Explanation: Sendable {
    /// A block of the page.
    struct Block: Sendable {
        /// What a removed block was; nil for what is kept.
        let kind: String?
        let evidence: String
        /// The model's chance of being article text, 0…1.
        let probability: Double
        let text: String

        var isKept: Bool { kind == nil }
        /// As a whole number of per cent.
        var percent: Int { Int((min(max(probability, 0), 1) * 100).rounded()) }
    }

    /// A named field of the article.
    struct Field: Sendable {
        let name: String
        let value: String
        /// Where the page says so; empty where that is not known.
        let origins: [String]
    }

    let title: String?
    /// `article` or `other`.
    let kind: String
    /// A BCP 47 tag.
    let language: String?
    /// What else is known of the page, without what is not.
    let fields: [Field]
    /// In page order.
    let blocks: [Block]
    /// What the site's own rules found, and what they did not.
    let siteRules: [String]

    /// - Parameter body: the worker's answer, one JSON object.
    init(json body: [UInt8]) throws(CommandFailure) {
        let value = try PageCommands.parsed(body)
        title = value["title"]?.string
        kind = value["kind"]?.string ?? ""
        language = value["language"]?.string
        fields = Self.fields(value)
        siteRules = Self.siteRules(value)
        blocks = (value["blocks"]?.array ?? []).map(Block.init)
    }

    /// How many blocks were kept.
    var keptCount: Int { blocks.count { $0.isKept } }

    private static let fieldNames = [
        "title", "url", "canonical_url", "site", "authors", "published", "modified", "language", "section", "tags",
        "summary",
        "image", "captions", "syndicated_from", "paywalled", "confidence", "limits",
    ]

    private static func fields(_ value: JSONValue) -> [Field] {
        fieldNames.compactMap { name in
            let words = (value[name]?.elements ?? []).compactMap(\.words)
            guard !words.isEmpty else { return nil }
            return Field(
                name: name.replacing("_", with: " "), value: words.joined(separator: "; "),
                origins: (value["origins"]?[name]?.array ?? []).compactMap(\.string))
        }
    }

    private static func siteRules(_ value: JSONValue) -> [String] {
        let rules = (value["site_rules"]?["rules"]?.array ?? []).map { rule in
            let count = rule["elements"]?.number.map { "\(Int($0)) elements" } ?? "not looked for"
            return "site rule \(rule["rule"]?.string ?? ""): \(rule["selector"]?.string ?? ""): \(count)"
        }
        return rules + (value["warnings"]?.array ?? []).compactMap { $0.string.map { "warning: \($0)" } }
    }
}

extension Explanation.Block {
    fileprivate init(_ value: JSONValue) {
        self.init(
            kind: value["kind"]?.string, evidence: value["evidence"]?.string ?? "",
            probability: value["probability"]?.number ?? 0, text: value["text"]?.string ?? "")
    }
}

extension JSONValue {
    /// A single value for people; nil for what is empty or holds others.
    var words: String? {
        switch self {
        case .string(let text): text.isEmpty ? nil : text
        case .bool(let flag): flag ? "yes" : "no"
        case .number(let number): Int(exactly: number).map { String($0) } ?? String(number)
        case .null, .array, .object: nil
        }
    }
}
