import Extraction
import Testing

@Suite struct ThemeTests {
    @Test(arguments: ThemedPage.allCases) func sameParagraphsFromEveryTheme(_ theme: ThemedPage) throws {
        let article = try Extractor().extract(Page(bytes: Array(theme.source.utf8)))
        #expect(article.kind == .article)
        #expect(article.metadata.title == ThemedPage.title)
        expectParagraphs(
            article.text, equal: ([ThemedPage.standfirst] + ThemedPage.paragraphs).joined(separator: "\n\n"))
    }

    /// A list of recommendations: every section's headline is a link, and yet it is an article and no index.
    @Test func linkedSubheadsDoNotMakeAnIndex() throws {
        let sections = ThemedPage.paragraphs.enumerated().map { number, text in
            "<h2><a href=\"https://place\(number).example/\">Place number \(number) to see</a></h2><p>\(text)</p>"
        }
        let source = "<html><body><article><h1>\(ThemedPage.title)</h1>\(sections.joined())</article></body></html>"
        #expect(try Extractor().extract(Page(bytes: Array(source.utf8))).kind == .article)
    }
}
