import Dates
import HTML
import Selectors

/// Reads the fields that a site's rules name.
struct SiteFields {
    private let page: AnalysedPage

    /// A field's element holds no more; what follows is not read.
    private static let textBytes = 4_000
    private static let maximumAuthors = 24

    init(_ page: AnalysedPage) {
        self.page = page
    }

    /// Puts what the rules find in the place of what was read in the general way, and notes what they do not find.
    func apply(_ rules: SiteRules, to metadata: inout Metadata, _ matches: inout SiteMatches) {
        if let title = first(rules.title, "title", &matches, { texts in texts.lazy.compactMap(MarkupText.field).first })
        {
            metadata.title = title
        }
        if let authors = first(rules.author, "author", &matches, names) { metadata.authors = authors }
        if let date = first(rules.date, "date", &matches, date) { metadata.published = date }
    }

    /// What the first selector that yields a value yields.
    private func first<Value>(
        _ selectors: [Selector], _ rule: String, _ matches: inout SiteMatches, _ read: ([String]) -> Value?
    ) -> Value? {
        for selector in selectors {
            let elements = matches.find(selector, rule)
            if let value = read(elements.prefix(100).compactMap { text(of: $0, selector.attribute) }) { return value }
        }
        if !selectors.isEmpty {
            matches.warn("\(rule) found nothing: \(selectors.map(\.text).joined(separator: " | "))")
        }
        return nil
    }

    /// A text that takes apart into no names is taken as one.
    private func names(_ texts: [String]) -> [String]? {
        let names = NameList(texts, .field).names
        if !names.isEmpty { return names }
        let plain = texts.compactMap(MarkupText.field).filter { $0.utf8.count <= 200 }.prefix(Self.maximumAuthors)
        return plain.isEmpty ? nil : Array(plain)
    }

    private func date(_ texts: [String]) -> String? {
        let visible = VisibleDates(page: page, order: NumericDateOrder.of(page.head, url: page.page.url))
        let found = texts.lazy.compactMap { visible.read($0) }
        return (found.first { $0.day != nil } ?? found.first)?.iso8601
    }

    /// The value of an attribute, or the words inside an element without scripts and styles; nil without any.
    private func text(of element: Int, _ attribute: String?) -> String? {
        let document = page.document
        if let attribute {
            let name = document.attributeName(attribute)
            return name.flatMap { document.attribute($0, of: element) }.map(document.string)
        }
        var text: [UInt8] = []
        var index = element
        while index < Int(document.nodes[element].end), text.count < Self.textBytes {
            let node = document.nodes[index]
            if node.isText {
                text += document.bytes[node.text.indices].prefix(Self.textBytes)
            } else if index > element, node.tag.isSilent {
                index = Int(node.end)
                continue
            } else if node.tag.isBlockLike || node.tag == .br {
                text.append(0x20)
            }
            index += 1
        }
        let string = PrintableText.clean(String(decoding: text, as: UTF8.self))
        return string.isEmpty ? nil : string
    }
}
