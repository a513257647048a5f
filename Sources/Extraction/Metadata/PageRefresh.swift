/// Where a `<meta http-equiv="refresh">` sends its reader (WHATWG, "shared declarative refresh steps").
enum PageRefresh {
    /// What takes longer is no redirect but a page that renews itself.
    private static let longestSeconds = 15

    /// The address in the element's content, as written; nil where it names none or takes its time.
    static func target(_ content: String) -> String? {
        var rest = content[...].drop { $0.isWhitespace }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        // No digit is no refresh, but for ".5".
        guard let seconds = Int(digits.isEmpty && rest.hasPrefix(".") ? "0" : digits.prefix(9)),
            seconds <= longestSeconds
        else { return nil }
        rest = rest.drop { ($0.isASCII && $0.isNumber) || $0 == "." }
        guard let separator = rest.first, separator == ";" || separator == "," || separator.isWhitespace else {
            return nil
        }
        rest = rest.drop { $0.isWhitespace || $0 == ";" || $0 == "," }
        let address = unquoted(withoutName(rest))
        return address.isEmpty ? nil : String(address)
    }

    /// Without `url =`, which may be left out.
    private static func withoutName(_ text: Substring) -> Substring {
        guard text.prefix(3).lowercased() == "url" else { return text }
        let rest = text.dropFirst(3).drop { $0.isWhitespace }
        return rest.first == "=" ? rest.dropFirst().drop { $0.isWhitespace } : text
    }

    private static func unquoted(_ text: Substring) -> Substring {
        guard let quote = text.first, quote == "'" || quote == "\"" else { return text }
        return text.dropFirst().prefix { $0 != quote }
    }
}
