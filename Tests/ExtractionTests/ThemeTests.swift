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
}
