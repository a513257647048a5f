extension Rendering {
    /// The article as a page of HTML that needs nothing else: no script, no style, no address of another server.
    public static func html(_ article: DeliveredArticle) -> String {
        let headline = HTMLText.escaped(CleanText.line(article.title ?? ""))
        let language = article.language.map { " lang=\"\(HTMLText.escaped(CleanText.line($0)))\"" } ?? ""
        var output = """
            <!DOCTYPE html>
            <html\(language)>
            <head>
            <meta charset="utf-8">
            <title>\(headline)</title>
            </head>
            <body>
            <article>

            """
        if !headline.isEmpty { output += "<h1>\(headline)</h1>\n" }
        var open: String?
        for paragraph in article.paragraphs {
            let text = paragraph.cleanText
            guard !text.isEmpty else { continue }
            let group = HTMLText.group(of: paragraph.role)
            if group != open {
                if let open { output += "</\(open)>\n" }
                if let group { output += "<\(group)>\n" }
                open = group
            }
            output += HTMLText.block(text, role: paragraph.role) + "\n"
        }
        if let open { output += "</\(open)>\n" }
        return output + "</article>\n</body>\n</html>\n"
    }
}

private enum HTMLText {
    typealias Role = DeliveredArticle.Paragraph.Role

    /// The element that neighbours of this role share.
    static func group(of role: Role) -> String? {
        switch role {
        case .listItem: "ul"
        case .quote: "blockquote"
        case .paragraph, .heading, .preformatted, .tableRow: nil
        }
    }

    static func block(_ text: String, role: Role) -> String {
        switch role {
        case .heading(let level): element("h\(min(max(level, 2), 6))", text)
        case .listItem: element("li", text)
        case .preformatted: "<pre>\(escaped(text))</pre>"
        case .paragraph, .quote, .tableRow: element("p", text)
        }
    }

    private static func element(_ name: String, _ text: String) -> String {
        "<\(name)>\(escaped(text).replacing("\n", with: "<br>\n"))</\(name)>"
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
