/// An article's paragraphs as they may stand in an output file, made clean once for all its files.
struct CleanBody {
    /// None of them is empty.
    let paragraphs: [DeliveredArticle.Paragraph]
    /// The text alone, without headline and without a line feed at the end: the JSON's `text`.
    let text: String

    init(_ article: DeliveredArticle) {
        paragraphs = article.paragraphs.compactMap { paragraph in
            let text = paragraph.cleanText
            return text.isEmpty ? nil : DeliveredArticle.Paragraph(text, role: paragraph.role)
        }
        text = paragraphs.map(\.text).joined(separator: "\n\n")
    }
}
