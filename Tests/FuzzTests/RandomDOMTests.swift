import Extraction
import FuzzTargets
import Testing

/// What holds for every page, whatever is on it.
@Suite struct RandomDOMTests {
    /// 320 pages, in eight parts so that a failure names a few.
    @Test(arguments: 0..<8) func everyPageKeepsThePromises(part: UInt64) throws {
        var pagesWithText = 0
        for seed in (part * 40)..<(part * 40 + 40) {
            let page = RandomDOM(seed: seed + 1)
            let bytes = Array(page.source.utf8)
            #expect(FuzzTarget.html.faults(with: bytes) == [], "seed \(seed)")
            let article = try Extractor().extract(Page(bytes: bytes, url: "https://news.example/a"))
            let surplus = words(of: article.text).filter { $0.value > page.words[$0.key, default: 0] }
            #expect(surplus.isEmpty, "seed \(seed): words that the page does not have, or not as often")
            if !article.paragraphs.isEmpty { pagesWithText += 1 }
            let text = Array(article.text.utf8)
            #expect(FuzzTarget.text.faults(with: text) == [], "seed \(seed)")
            #expect(FuzzTarget.text.faults(with: bytes) == [], "seed \(seed)")
        }
        #expect(pagesWithText >= 20)
    }

    /// Words with a letter or digit; a full stop is a word of its own in these pages.
    private func words(of text: String) -> [String: Int] {
        text.split(whereSeparator: \.isWhitespace).reduce(into: [:]) { counts, word in
            if word.contains(where: { $0.isLetter || $0.isNumber }), word != "<3" {
                counts[String(word), default: 0] += 1
            }
        }
    }
}
