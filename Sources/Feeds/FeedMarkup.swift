/// HTML as feeds carry it, with its links made absolute and nothing else changed.
enum FeedMarkup {
    static func absolute(_ html: ArraySlice<UInt8>, base: FeedURL) -> String {
        guard base.isKnown, html.contains(UInt8(ascii: "<")) else { return String(decoding: html, as: UTF8.self) }
        var output: [UInt8] = []
        var copied = html.startIndex
        var index = html.startIndex
        while let less = html[index...].firstIndex(of: UInt8(ascii: "<")) {
            guard let tag = HTMLTag(html, at: less) else {
                index = less + 1
                continue
            }
            index = tag.end
            for attribute in tag.attributes {
                guard let link = link(attribute, in: html, base: base) else { continue }
                output += html[copied..<attribute.value.lowerBound]
                output += attribute.isQuoted ? link.utf8 : ("\"" + link + "\"").utf8
                copied = attribute.value.upperBound
            }
        }
        output += html[copied...]
        return String(decoding: output, as: UTF8.self)
    }

    /// The attribute's value with its links made absolute; as it is where it holds none.
    static func link(attribute name: String, value: String, base: FeedURL) -> String {
        if name == "srcset" { return candidates(value, base: base) }
        return links.contains(name) ? base.markupLink(value) : value
    }

    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return text }
        return text.reduce(into: "") { output, character in output += escapes[character] ?? String(character) }
    }

    private static let escapes: [Character: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ]

    private static let links: Set<String> = [
        "href", "src", "action", "cite", "poster", "data", "longdesc", "background", "formaction",
    ]

    /// The new value, escaped; nil where nothing changes.
    private static func link(_ attribute: HTMLTag.Attribute, in html: ArraySlice<UInt8>, base: FeedURL) -> String? {
        guard attribute.name == "srcset" || links.contains(attribute.name) else { return nil }
        let value = HTMLReference.decoded(html[attribute.value])
        let absolute = link(attribute: attribute.name, value: value, base: base)
        return absolute == value ? nil : escaped(absolute)
    }

    /// "a.jpg 1x, b.jpg 2x". A comma may also stand within a URL, but then white space does not follow it.
    private static func candidates(_ value: String, base: FeedURL) -> String {
        let words = value.utf8.split { $0 <= 0x20 }.map { String(Substring($0)) }
        var output: [String] = []
        var isURL = true
        for word in words {
            guard isURL else {
                output.append(word)
                isURL = word.hasSuffix(",")
                continue
            }
            isURL = word.hasSuffix(",")
            let url = isURL ? String(word.dropLast()) : word
            output.append(base.markupLink(url) + (isURL ? "," : ""))
        }
        return output.joined(separator: " ")
    }
}
