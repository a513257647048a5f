import JSON

/// Turns a body that is kept as data into markup: text with or without tags, or the nested nodes in which editors keep rich text
/// (`{"type": "paragraph", "children": [{"text": "…"}]}` in all their dialects).
struct EmbeddedMarkup {
    private(set) var text = ""

    private enum Work {
        case value(JSONValue, isOutermost: Bool)
        case literal(String)
    }

    init(_ value: JSONValue) {
        var waiting: [Work] = [.value(value, isOutermost: true)]
        while let work = waiting.popLast() {
            switch work {
            case .literal(let markup): text += markup
            case .value(.string(let string), let isOutermost): text += Self.markup(string, isOutermost)
            case .value(.array(let elements), let isOutermost):
                waiting += elements.reversed().map { .value($0, isOutermost: isOutermost) }
            case .value(let node, let isOutermost): waiting += Self.parts(of: node, isOutermost).reversed()
            }
        }
    }

    /// What a node consists of: its content in the element that its type names.
    private static func parts(of node: JSONValue, _ isOutermost: Bool) -> [Work] {
        let type = EmbeddedNode.typeWords(of: node)
        guard let content = EmbeddedNode.content(of: node), type.isDisjoint(with: EmbeddedNode.furniture) else {
            return []
        }
        guard let element = EmbeddedNode.element(for: type) ?? (isOutermost ? "p" : nil) else {
            return [.value(content, isOutermost: false)]
        }
        return [.literal("<\(element)>"), .value(content, isOutermost: false), .literal("</\(element)>\n")]
    }

    /// A text that has tags stays as it is; the lines of another are paragraphs.
    private static func markup(_ string: String, _ isOutermost: Bool) -> String {
        let isEscaped = !string.utf8.contains(UInt8(ascii: "<")) && string.range(of: "&lt;p") != nil
        let text = isEscaped ? CharacterReferences.resolved(string) : string
        if hasTags(text) { return isOutermost ? text + "\n" : text }
        let escaped = text.split(separator: "<", omittingEmptySubsequences: false).joined(separator: "&lt;")
        guard isOutermost else { return escaped }
        return escaped.split { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map { "<p>\($0)</p>\n" }.joined()
    }

    /// Whether a closing tag or one that needs none stands in the text.
    private static func hasTags(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return false }
        return ["</", "<p>", "<p ", "<br", "<img"].contains { text.range(of: $0) != nil }
    }
}

/// What the nodes of rich text have in common.
enum EmbeddedNode {
    private static let typeKeys = [
        "type", "_type", "nodeType", "__typename", "blockType", "style", "kind", "tag", "name",
    ]
    /// Members that hold a node's text or its children, the most telling first.
    private static let contentKeys = [
        "html", "content", "text", "value", "children", "paragraphs", "blocks", "items", "nodes", "data", "body",
        "model",
    ]

    /// The words of all that names the node's type, in lower case: "list" and "item" of `ListItem` and `list-item`.
    static func typeWords(of node: JSONValue) -> Set<String> {
        var words: Set<String> = []
        for key in typeKeys {
            guard let type = node[key]?.string, type.utf8.count <= 40 else { continue }
            var word = ""
            for scalar in type.unicodeScalars {
                if CharacterClass(scalar) != .word || scalar.folded != scalar {
                    words.insert(word)
                    word = ""
                }
                if CharacterClass(scalar) == .word { word.unicodeScalars.append(scalar.folded) }
            }
            words.insert(word)
        }
        return words
    }

    static func content(of node: JSONValue) -> JSONValue? {
        for key in contentKeys {
            switch node[key] {
            case .string(let text)? where !text.isEmpty: return .string(text)
            case .array(let elements)? where !elements.isEmpty: return .array(elements)
            case .object(let members)? where !members.isEmpty: return .object(members)
            default: continue
            }
        }
        return nil
    }

    /// Types of pictures, films, advertisements and boxes: nothing that is read in the text.
    static let furniture: Set<String> = [
        "image", "images", "img", "picture", "photo", "video", "audio", "gallery", "embed", "iframe", "script",
        "newsletter", "related", "promo", "ad", "ads", "advert", "advertisement", "teaser", "social", "caption",
        "tracking", "paywall",
    ]

    /// The element for a node that is a block by its type; nil for a run of text.
    static func element(for type: Set<String>) -> String? {
        let headings: Set = ["heading", "header", "headline", "subheading", "subhead", "subtitle", "h2", "h3", "h4"]
        if !type.isDisjoint(with: headings) { return "h2" }
        if type.contains("quote") || type.contains("blockquote") { return "blockquote" }
        if type.contains("listitem") || type.isSuperset(of: ["list", "item"]) || type.contains("li") { return "li" }
        return type.contains("paragraph") || type.contains("p") ? "p" : nil
    }
}
