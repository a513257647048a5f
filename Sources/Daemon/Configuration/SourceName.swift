/// Names of sources: they are directories in the output and words in the log.
enum SourceName {
    static let maxLength = 64

    /// What is wrong with a name, or `nil`.
    static func problem(_ name: String) -> String? {
        guard !name.isEmpty else { return "must not be empty" }
        guard name.utf8.count <= maxLength else { return "must be at most \(maxLength) characters" }
        guard name.utf8.allSatisfy(isAllowed) else {
            return "must be letters A-Z, digits, dots, dashes and underscores, not \(quoted(name))\(hint(for: name))"
        }
        guard name.first != ".", name.first != "-" else {
            return "must not begin with a dot or a dash\(hint(for: name))"
        }
        return nil
    }

    /// What of the text can be a name: other characters become dashes.
    static func sanitized(_ text: String) -> String {
        let bytes = text.utf8.map { isAllowed($0) ? $0 : UInt8(ascii: "-") }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: "-")
        let name = words.joined(separator: "-").drop { $0 == "." || $0 == "-" }
        return String(name.prefix(maxLength))
    }

    private static func hint(for name: String) -> String {
        let suggestion = sanitized(name)
        return suggestion.isEmpty ? "" : " (did you mean \"\(suggestion)\"?)"
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
