extension Rendering {
    /// The article in CommonMark (https://spec.commonmark.org/0.31.2/): the title as the only first-level heading,
    /// and every character of the text that could be read as markup escaped.
    public static func markdown(_ article: DeliveredArticle) -> String {
        var output = ""
        let headline = CleanText.line(article.title ?? "")
        if !headline.isEmpty { output = "# " + Markdown.escaped(headline) }
        var previous: DeliveredArticle.Paragraph.Role?
        for paragraph in article.paragraphs {
            let text = paragraph.cleanText
            guard !text.isEmpty else { continue }
            if !output.isEmpty { output += Markdown.separator(between: previous, and: paragraph.role) }
            output += Markdown.block(text, role: paragraph.role)
            previous = paragraph.role
        }
        return output.isEmpty ? "" : output + "\n"
    }
}

private enum Markdown {
    typealias Role = DeliveredArticle.Paragraph.Role

    /// Items of one list, lines of one quotation and rows of one table belong together.
    static func separator(between previous: Role?, and next: Role) -> String {
        switch (previous, next) {
        case (.listItem, .listItem): "\n"
        case (.quote, .quote): "\n>\n"
        case (.tableRow, .tableRow): "\\\n"
        default: "\n\n"
        }
    }

    static func block(_ text: String, role: Role) -> String {
        let lines = text.split(separator: "\n").map(String.init)
        switch role {
        case .paragraph, .tableRow: return lines.map(escaped).joined(separator: "\\\n")
        case .heading(let level): return String(repeating: "#", count: min(max(level, 2), 6)) + " " + escaped(text)
        case .listItem: return "- " + lines.map(escaped).joined(separator: "\\\n  ")
        case .quote: return lines.map { "> " + escaped($0) }.joined(separator: "\\\n")
        case .preformatted: return fenced(text)
        }
    }

    /// One line, so that CommonMark reads it as nothing but text (section 2.4, backslash escapes).
    static func escaped(_ line: String) -> String {
        var output = String.UnicodeScalarView()
        let start = blockStart(of: line)
        for (index, scalar) in line.unicodeScalars.enumerated() {
            if index == start || "\\`*_[]<>&~|".unicodeScalars.contains(scalar) { output.append("\\") }
            output.append(scalar)
        }
        return String(output)
    }

    /// The index of the scalar that makes a line a heading, a list item or a rule: `#`, `+`, `-`, `=` at the start, or
    /// the `.` or `)` after a number there.
    private static func blockStart(of line: String) -> Int? {
        guard let first = line.unicodeScalars.first else { return nil }
        if "#+-=".unicodeScalars.contains(first) { return 0 }
        let digits = line.unicodeScalars.prefix { ("0"..."9").contains($0) }.count
        guard digits > 0, let next = line.unicodeScalars.dropFirst(digits).first else { return nil }
        return next == "." || next == ")" ? digits : nil
    }

    /// Code between fences longer than any run of backticks in it (section 4.5).
    private static func fenced(_ text: String) -> String {
        var (longest, run) = (0, 0)
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return fence + "\n" + text + "\n" + fence
    }
}
