/// Authors' names as feeds write them.
enum FeedPerson {
    /// More are no byline; the limit also bounds what every item inherits.
    static let countLimit = 32

    /// "jane@example.org (Jane Doe)" and "Jane Doe <jane@example.org>" are Jane Doe.
    static func name(_ text: String) -> String? {
        guard let line = FeedText.line(FeedText.plain(html: Array(text.utf8)[...])), line.utf8.count <= 512 else {
            return nil
        }
        if let open = line.firstIndex(of: "("), line.hasSuffix(")"), line[..<open].contains("@") {
            return FeedText.line(String(line[line.index(after: open)...].dropLast())) ?? line
        }
        if let open = line.lastIndex(of: "<"), line.hasSuffix(">"), line[open...].contains("@") {
            return FeedText.line(String(line[..<open])) ?? String(line[open...].dropFirst().dropLast())
        }
        return line
    }

    /// Each name once, in order.
    static func names(_ texts: [String]) -> [String] {
        var names: [String] = []
        for text in texts.prefix(4 * countLimit) {
            if let name = name(text), !names.contains(name) { names.append(name) }
        }
        return Array(names.prefix(countLimit))
    }
}
