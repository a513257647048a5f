/// An article as the bytes of a file. Pure functions; the same article always gives the same text.
public enum Rendering {
    /// The plain text: paragraphs separated by one blank line, UTF-8, NFC, LF, a line feed at the end.
    ///
    /// - Parameters:
    ///   - article: what is delivered.
    ///   - headlineFirst: whether the title stands on top, as a paragraph of its own.
    public static func text(_ article: DeliveredArticle, headlineFirst: Bool = true) -> String {
        text(article, CleanBody(article), headlineFirst: headlineFirst)
    }

    static func text(_ article: DeliveredArticle, _ body: CleanBody, headlineFirst: Bool) -> String {
        let headline = headlineFirst ? CleanText.line(article.title ?? "") : ""
        let parts = [headline, body.text].filter { !$0.isEmpty }
        return parts.isEmpty ? "" : parts.joined(separator: "\n\n") + "\n"
    }
}
