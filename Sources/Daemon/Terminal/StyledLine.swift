/// A line for a terminal: pieces of text, each in one style. Pure.
struct StyledLine {
    enum Style: String {
        case plain = "0"
        case strong = "1"
        case faint = "2"
        case good = "32"
        case warning = "33"
        case bad = "31"
    }

    let pieces: [(text: String, style: Style)]

    /// A line is no longer, whatever a page or a server says.
    private static let limit = 500

    init(_ pieces: [(String, Style)]) {
        self.pieces = pieces.map { text, style in
            // Nothing of it holds what could move a cursor, and no secret.
            (LogText.withoutCredentials(LogText.clean(text, limit: Self.limit)), style)
        }
    }

    init(_ text: String, _ style: Style = .plain) { self.init([(text, style)]) }

    /// - Parameter columns: the most that it takes; nil for as many as there are.
    func rendered(columns: Int?, isColoured: Bool) -> String {
        var left = columns ?? .max
        var line = ""
        for (index, piece) in pieces.enumerated() {
            // Room for the sign of what is cut behind.
            let isLast = pieces[(index + 1)...].allSatisfy(\.text.isEmpty)
            let width = TextWidth.columns(of: piece.text)
            let isWhole = width < left || (isLast && width == left)
            let text = isWhole ? piece.text : TextWidth.cut(piece.text + " ", to: left)
            line +=
                isColoured && piece.style != .plain && !text.isEmpty
                ? "\u{1B}[\(piece.style.rawValue)m\(text)\u{1B}[0m" : text
            guard isWhole else { break }
            left -= width
        }
        return line
    }
}
