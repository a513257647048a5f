import Foundation
import SampleWeb

/// One delivered text file and the sample article it was made from.
struct Delivery {
    /// The path below `output/articles`.
    let path: String
    let text: String
    /// Nil when the text holds less than half of every article.
    let article: SampleArticle?
    /// How many of the article's paragraphs are in the text as they should be.
    let foundParagraphs: Int
    /// The text's paragraphs that the article does not have; the headline on top is one of its own.
    let extraParagraphs: [String]

    init(path: String, text: String, among articles: [SampleArticle]) {
        let paragraphs = Delivery.paragraphs(of: text)
        let known = Set(paragraphs)
        func found(_ article: SampleArticle) -> Int { article.expectedParagraphs.count(where: known.contains) }
        let likest = articles.max { found($0) < found($1) }
        article = likest.flatMap { found($0) * 2 >= $0.expectedParagraphs.count ? $0 : nil }
        foundParagraphs = article.map(found) ?? 0
        let expected = Set(article?.expectedParagraphs ?? [])
        let extra = paragraphs.filter { !expected.contains($0) }
        extraParagraphs = extra.first == paragraphs.first ? Array(extra.dropFirst()) : extra
        self.path = path
        self.text = text
    }

    /// Paragraphs are separated by blank lines.
    static func paragraphs(of text: String) -> [String] {
        text.components(separatedBy: "\n\n").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
            .filter { !$0.isEmpty }
    }
}
