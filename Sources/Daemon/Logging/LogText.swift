import Foundation

/// Makes text from outside fit for a log line or a terminal.
enum LogText {
    /// The text in one line without anything that moves a cursor, reorders words or hides: line ends and tabs become
    /// spaces, control, format and bidi characters become U+FFFD, joiners and selectors without a letter to act on go. In NFC. At
    /// most `limit` characters, the last being `…` where something was cut.
    static func clean(_ text: String, limit: Int) -> String {
        if text.utf8.count <= limit, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
        var cleaned = String.UnicodeScalarView()
        var count = 0
        // Before too: what a joiner stands behind may be another letter in NFC.
        for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
            guard count < limit else {
                cleaned.removeLast()
                cleaned.append("…")
                break
            }
            guard !actsOnLetter(scalar) || cleaned.last.map(isActedOn) == true else { continue }
            cleaned.append(replacement(for: scalar))
            count += 1
        }
        return String(cleaned).precomposedStringWithCanonicalMapping
    }

    /// Joiners shape words of Persian, Hindi and other languages, selectors choose between forms of a character.
    private static func actsOnLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("\u{200C}"..."\u{200D}").contains(scalar) || ("\u{FE00}"..."\u{FE0F}").contains(scalar)
    }

    /// Behind Latin letters, or one behind the other, they only make texts differ that read alike.
    private static func isActedOn(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x370 && scalar != "\u{FFFD}" && !actsOnLetter(scalar)
    }

    /// Hides user name and password of every URL in the text: `https://me:secret@host/` becomes `https://***@host/`.
    static func withoutCredentials(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
        var result = ""
        var rest = text[...]
        while let slashes = firstRange(of: "://", in: rest) {
            result += rest[..<slashes.upperBound]
            rest = rest[slashes.upperBound...]
            let authority = rest.prefix { !$0.isWhitespace && !"/?#\"'<>".contains($0) }
            guard let at = authority.lastIndex(of: "@") else { continue }
            result += "***"
            rest = rest[at...]
        }
        return result + rest
    }

    /// Whether a field of this name is never written.
    static func isSecret(_ key: String) -> Bool {
        let name = key.lowercased()
        return ["password", "passwd", "secret", "token", "authorization", "cookie", "credential", "api_key"].contains {
            firstRange(of: $0, in: name[...]) != nil
        }
    }

    private static func replacement(for scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case " "..."~", "…": return scalar
        case "\n", "\r", "\t", "\u{2028}", "\u{2029}", "\u{85}": return " "
        case _ where actsOnLetter(scalar): return scalar
        // They take no room, or only room.
        case "\u{34F}", "\u{115F}", "\u{1160}", "\u{17B4}", "\u{17B5}", "\u{3164}", "\u{FFA0}": return "\u{FFFD}"
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned: return "\u{FFFD}"
        default: return scalar
        }
    }

    private static func firstRange(of part: String, in text: Substring) -> Range<Substring.Index>? {
        var start = text.startIndex
        while start < text.endIndex {
            let rest = text[start...]
            if rest.hasPrefix(part) { return start..<text.index(start, offsetBy: part.count) }
            start = text.index(after: start)
        }
        return nil
    }
}
