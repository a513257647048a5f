internal import CSystem
import Glibc

/// How many columns text takes on a terminal, by the C library's table (wcwidth(3)): terminals count code points too.
enum TextWidth {
    // Made once, never changed and never freed: every thread may use it.
    private nonisolated(unsafe) static let locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)

    static func columns(of text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
        // Without a locale, too many are better than too few.
        guard let locale else { return text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) } }
        let before = uselocale(locale)
        defer { uselocale(before) }
        return text.unicodeScalars.reduce(0) { $0 + max(0, Int(wcwidth(Int32($1.value)))) }
    }

    /// At most so many columns, by whole characters, the last being `…` where something was cut.
    static func cut(_ text: some StringProtocol, to columns: Int) -> String {
        guard columns > 0 else { return "" }
        guard self.columns(of: text) > columns else { return String(text) }
        var (result, width) = ("", 0)
        for character in text {
            width += self.columns(of: String(character))
            guard width < columns else { break }
            result.append(character)
        }
        return result + "…"
    }

    /// Exactly so many columns: cut, or with spaces behind.
    static func padded(_ text: some StringProtocol, to columns: Int) -> String {
        let cut = cut(text, to: columns)
        return cut + String(repeating: " ", count: max(0, columns - self.columns(of: cut)))
    }
}
