internal import HTML

/// Strings as they may leave the feed: NFC, no control characters but the line feed, no bidirectional overrides.
enum FeedText {
    /// On one line, white space collapsed; nil where nothing is left.
    static func line(_ text: String) -> String? {
        let words = clean(text).utf8.split { $0 == 0x20 || $0 == 0x0A }
        return words.isEmpty ? nil : words.map { String(Substring($0)) }.joined(separator: " ")
    }

    /// With its lines; nil where nothing is left.
    static func block(_ text: String) -> String? {
        let block = trimmed(clean(text))
        return block.isEmpty ? nil : block
    }

    /// A language tag, or nil for what cannot be one.
    static func tag(_ text: String) -> String? {
        let tag = trimmed(text)
        let isTag = tag.utf8.allSatisfy {
            ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D || $0 == 0x5F
        }
        return isTag && (1...35).contains(tag.utf8.count) ? tag : nil
    }

    /// Without the ASCII white space around it.
    static func trimmed(_ text: String) -> String {
        let utf8 = text.utf8
        guard let start = utf8.firstIndex(where: { $0 > 0x20 }), let end = utf8.lastIndex(where: { $0 > 0x20 }) else {
            return ""
        }
        return String(text[start...end])
    }

    static func clean(_ text: String) -> String {
        let isClean = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A }
        guard !isClean else { return text }
        var output = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0D, 0x2028, 0x2029: output.append(" ")
            case 0x0A: output.append(scalar)
            default:
                if !Invisible.isJunk(scalar), Invisible.isShown(scalar, behind: output.last) { output.append(scalar) }
            }
        }
        return String(decoding: NormalizationForm.nfc(Array(String(output).utf8)), as: UTF8.self)
    }

    /// HTML without its tags, references decoded once. What only looks like a tag stays: "a < b", "<T>".
    static func plain(html: ArraySlice<UInt8>) -> String {
        var output: [UInt8] = []
        var index = html.startIndex
        while index < html.endIndex {
            switch html[index] {
            case UInt8(ascii: "<"):
                if let tag = HTMLTag(html, at: index) {
                    if tag.separatesWords { output.append(0x20) }
                    index = tag.end
                    continue
                }
            case UInt8(ascii: "&"):
                if let reference = HTMLReference(html, at: index) {
                    output += reference.text.utf8
                    index = reference.end
                    continue
                }
            default: break
            }
            output.append(html[index])
            index += 1
        }
        return String(decoding: output, as: UTF8.self)
    }
}

/// A character reference in HTML.
struct HTMLReference {
    let text: String
    let end: Int

    /// Nil where the ampersand is just one.
    init?(_ bytes: ArraySlice<UInt8>, at start: Int) {
        let body = bytes[(start + 1)..<min(start + 40, bytes.endIndex)]
        guard let semicolon = body.firstIndex(of: UInt8(ascii: ";")), semicolon > body.startIndex else { return nil }
        let name = String(decoding: body[..<semicolon], as: UTF8.self)
        var scalar: Unicode.Scalar?
        if name.hasPrefix("#x") || name.hasPrefix("#X") {
            scalar = UInt32(name.dropFirst(2), radix: 16).flatMap { HTMLReferences.character(numbered: $0) }
        } else if name.hasPrefix("#") {
            scalar = UInt32(name.dropFirst()).flatMap { HTMLReferences.character(numbered: $0) }
        } else {
            scalar = HTMLReferences.character(named: name).flatMap { Unicode.Scalar($0) }
        }
        guard let scalar else { return nil }
        text = String(scalar)
        end = semicolon + 1
    }

    /// A text with its references decoded.
    static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        var output: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "&"), let reference = HTMLReference(bytes, at: index) {
                output += reference.text.utf8
                index = reference.end
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
