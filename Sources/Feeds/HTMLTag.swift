/// A tag or comment in HTML text, cut no finer than its name and its attributes' places.
struct HTMLTag {
    struct Attribute {
        let name: String
        /// The value without its quotes.
        let value: Range<Int>
        let isQuoted: Bool
    }

    let name: String
    let isEnd: Bool
    /// Behind the `>`.
    let end: Int
    private(set) var attributes: [Attribute] = []

    /// Whether a reader sees a gap where it stands.
    var separatesWords: Bool { Self.gaps.contains(name) }

    /// Nil where `<` begins no tag that HTML knows, or one that does not end.
    init?(_ bytes: ArraySlice<UInt8>, at start: Int) {
        if bytes[start...].starts(with: "<!--".utf8) {
            guard let end = Self.commentEnd(bytes, from: start + 4) else { return nil }
            self.end = end
            name = "!--"
            isEnd = false
            return
        }
        var index = start + 1
        isEnd = index < bytes.endIndex && bytes[index] == UInt8(ascii: "/")
        if isEnd { index += 1 }
        let nameStart = index
        while index < bytes.endIndex, index - nameStart < 12, Self.isAlphanumeric(bytes[index]) { index += 1 }
        name = String(decoding: bytes[nameStart..<index], as: UTF8.self).lowercased()
        guard Self.known.contains(name) else { return nil }
        guard let scan = Self.scan(bytes, from: index) else { return nil }
        end = scan.end
        attributes = scan.attributes
    }

    private static func commentEnd(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        let limit = min(bytes.endIndex, start + scanLimitBytes)
        var index = start
        while index + 2 < limit {
            if bytes[index] == 0x2D, bytes[index + 1] == 0x2D, bytes[index + 2] == 0x3E { return index + 3 }
            index += 1
        }
        return nil
    }

    /// A tag longer than this is text; that keeps many unfinished ones from costing a look at all that follows each.
    private static let scanLimitBytes = 4096

    private static func scan(_ bytes: ArraySlice<UInt8>, from start: Int) -> (end: Int, attributes: [Attribute])? {
        let limit = min(bytes.endIndex, start + scanLimitBytes)
        var attributes: [Attribute] = []
        var index = start
        while index < limit {
            switch bytes[index] {
            case UInt8(ascii: ">"): return (index + 1, attributes)
            case UInt8(ascii: "<"): return nil
            case 0...0x20, UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: "'"): index += 1
            default:
                guard let attribute = attribute(bytes, from: &index, limit: limit) else { return nil }
                attributes.append(attribute)
            }
        }
        return nil
    }

    private static func attribute(_ bytes: ArraySlice<UInt8>, from index: inout Int, limit: Int) -> Attribute? {
        let nameStart = index
        while index < limit, bytes[index] > 0x20, !"=>/<".utf8.contains(bytes[index]) { index += 1 }
        let name = String(decoding: bytes[nameStart..<index], as: UTF8.self).lowercased()
        var next = index
        while next < limit, bytes[next] <= 0x20 { next += 1 }
        guard next < limit, bytes[next] == UInt8(ascii: "=") else {
            return Attribute(name: name, value: index..<index, isQuoted: true)
        }
        index = next + 1
        while index < limit, bytes[index] <= 0x20 { index += 1 }
        guard index < limit else { return nil }
        let quote = bytes[index]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = index + 1
            guard let end = bytes[start..<max(start, limit)].firstIndex(of: quote) else { return nil }
            index = end + 1
            return Attribute(name: name, value: start..<end, isQuoted: true)
        }
        let start = index
        while index < limit, bytes[index] > 0x20, bytes[index] != UInt8(ascii: ">") { index += 1 }
        return Attribute(name: name, value: start..<index, isQuoted: false)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
    }
}

extension HTMLTag {
    private static let gaps: Set<String> = [
        "br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "hr", "blockquote",
        "pre", "section", "article", "header", "footer", "table", "dd", "dt", "dl", "figure", "figcaption",
    ]

    /// Elements that have no content and are never closed.
    static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    ]

    private static let known: Set<String> = gaps.union(void).union([
        "a", "abbr", "acronym", "address", "aside", "audio", "b", "bdi", "bdo", "big", "body", "button", "canvas",
        "caption", "center", "cite", "code", "data", "del", "details", "dfn", "em", "fieldset", "font", "form", "html",
        "head", "i", "iframe", "ins", "kbd", "label", "legend", "main", "map", "mark", "math", "nav", "nobr",
        "noscript", "object", "option", "picture", "q", "rp", "rt", "ruby", "s", "samp", "script", "select", "small",
        "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "tbody", "template", "textarea", "tfoot",
        "thead", "time", "title", "tt", "u", "var", "video",
    ])
}
