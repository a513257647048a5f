/// Text of a page made harmless for a terminal and for a page of ours, and still readable in every script.
enum ForeignText {
    /// Controls and whatever turns the direction of what follows (embeddings, overrides and isolates) become U+FFFD. Line
    /// feeds stay; the marks that right-to-left text needs, which act on their neighbours only, stay too.
    static func lines(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { shown.append(isHarmful(scalar) ? "\u{FFFD}" : scalar) }
        return String(shown)
    }

    /// The same in one line.
    static func line(_ text: String) -> String { lines(text).replacing("\n", with: " ") }

    /// Text for HTML, between tags and in quoted attributes alike.
    static func html(_ text: String) -> String {
        var escaped = ""
        for scalar in lines(text).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A: false
        case ..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xE0000...0xE007F: true
        default: false
        }
    }
}
