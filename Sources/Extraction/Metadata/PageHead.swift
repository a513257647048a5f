import HTML
import JSON

/// What a page says about itself outside its text: meta elements, titles, links and JSON-LD, as found.
struct PageHead {
    /// Content of meta elements by lower-case property, name or itemprop, in page order.
    private(set) var meta: [(key: String, value: String)] = []
    /// The first `title` element's text.
    private(set) var title: String?
    private(set) var canonical: String?
    private(set) var base: String?
    /// Where the page sends its reader at once.
    private(set) var refresh: String?
    /// The `lang` attribute of the page.
    private(set) var language: String?
    /// The page's JSON-LD texts, tolerantly read.
    private(set) var structured: [JSONValue] = []

    private var linkedDataNodes = 0
    private(set) var limitsReached: Set<PageLimit> = []

    init(_ document: Document) {
        var index = 0
        while index < document.nodes.count {
            let node = document.nodes[index]
            switch node.tag {
            case .meta: readMeta(document, index)
            case .link: readLink(document, index)
            case .title where title == nil && !Self.isInside(.svg, index, document):
                title = PrintableText.clean(document.text(of: index))
            case .html, .body: readLanguage(document, index)
            case .base where base == nil: base = Self.value(.href, document, index)
            case .script: readScript(document, index)
            default: break
            }
            index += 1
        }
    }

    /// The first non-empty content of a meta element with this key.
    func first(_ keys: String...) -> String? {
        for key in keys {
            if let found = meta.first(where: { $0.key == key }) { return found.value }
        }
        return nil
    }

    /// All contents of meta elements with this key.
    func all(_ key: String) -> [String] { meta.filter { $0.key == key }.map(\.value) }

    private mutating func readLanguage(_ document: Document, _ index: Int) {
        guard language == nil else { return }
        language = Self.value(.lang, document, index) ?? Self.value(.xmlLang, document, index)
    }

    private mutating func readMeta(_ document: Document, _ index: Int) {
        guard meta.count < ExtractionLimits.metaElements else {
            limitsReached.insert(.metaElements)
            return
        }
        guard let content = Self.value(.content, document, index) else { return }
        if refresh == nil, Self.value(.httpEquiv, document, index)?.lowercased() == "refresh" {
            refresh = PageRefresh.target(content)
        }
        for name in [AttributeName.property, .name, .itemprop] {
            if let key = Self.value(name, document, index) { meta.append((key.lowercased(), content)) }
        }
    }

    private mutating func readLink(_ document: Document, _ index: Int) {
        guard canonical == nil, let relation = Self.value(.rel, document, index)?.lowercased(),
            relation.split(whereSeparator: \.isWhitespace).contains("canonical")
        else { return }
        canonical = Self.value(.href, document, index)
    }

    private mutating func readScript(_ document: Document, _ index: Int) {
        guard let type = Self.value(.type, document, index), type.lowercased().range(of: "ld+json") != nil else {
            return
        }
        let text = Array(document.text(of: index).utf8)
        guard text.count <= ExtractionLimits.linkedDataBytes else {
            limitsReached.insert(.linkedDataBytes)
            return
        }
        // A script that is not JSON even to the tolerant reader says nothing about the page; the page itself still does.
        var isCut = false
        let value = try? JSONValue.parse(
            text, tolerance: .pages, maximumDepth: ExtractionLimits.linkedDataDepth, isCut: &isCut)
        guard let value else { return }
        structured.append(value)
        linkedDataNodes += Self.objects(in: value)
        if isCut { limitsReached.insert(.linkedDataDepth) }
        if linkedDataNodes > ExtractionLimits.linkedDataNodes { limitsReached.insert(.linkedDataNodes) }
    }

    /// How many objects there are, with all that they hold.
    private static func objects(in value: JSONValue) -> Int {
        var count = 0
        var waiting = [value]
        while let next = waiting.popLast() {
            switch next {
            case .array(let elements): waiting += elements
            case .object(let members):
                count += 1
                waiting += members.map(\.value)
            default: break
            }
        }
        return count
    }

    private static func isInside(_ tag: Tag, _ index: Int, _ document: Document) -> Bool {
        let parent = Int(document.nodes[index].parent)
        return parent >= 0 && document.name(of: parent) == tag.name
    }

    /// An attribute's value without surrounding space; nil when empty or absent.
    private static func value(_ name: AttributeName, _ document: Document, _ index: Int) -> String? {
        guard let range = document.attribute(name, of: index) else { return nil }
        let text = PrintableText.clean(document.string(range))
        return text.isEmpty ? nil : text
    }
}
