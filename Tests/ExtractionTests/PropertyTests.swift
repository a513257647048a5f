import Extraction
import HTML
import Testing

/// What holds for every page, whatever is on it.
@Suite struct PropertyTests {
    /// The text is made of the page's own words, each at most as often as the page has it.
    @Test(arguments: 1...40) func textIsMadeOfThePagesWords(_ seed: Int) throws {
        var random = RandomPage(seed: UInt64(seed))
        let bytes = Array(random.source().utf8)
        // An article and every removed block together hold no more than the blocks, and those no more than the page.
        let analysis = try Extractor().analyse(Page(bytes: bytes))
        let article = analysis.article()
        let page = letters(try Document.parse(bytes).text(of: 0))
        #expect(isInside(letters(article.text), page))
        #expect(isInside(letters(analysis.blocks.map(\.text).joined()), page))
        #expect(article.removed.count == analysis.blocks.count { !$0.label.isKept })
        #expect(analysis.blocks.allSatisfy { (0...1).contains($0.label.probability) })
        #expect((0...1).contains(article.confidence))
    }

    @Test(arguments: 1...40) func nothingUnprintableLeaves(_ seed: Int) throws {
        var random = RandomPage(seed: UInt64(seed))
        let article = try Extractor().extract(Page(bytes: Array(random.source().utf8)))
        for text in article.paragraphs.map(\.text) + article.removed.map(\.text) + [article.metadata.title ?? ""] {
            #expect(!text.unicodeScalars.contains { Self.isForbidden($0) })
        }
        // Within a paragraph there is no blank line; between two there is just one.
        #expect(!article.text.contains("\n\n\n"))
        #expect(article.paragraphs.allSatisfy { !$0.text.isEmpty && !$0.text.contains("\n\n") })
    }

    /// C0 but LF, DEL, C1, bidi embeddings, overrides and isolates.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Letters and digits with their counts. White space and markup between words are extraction's to set.
    private func letters(_ text: String) -> [Character: Int] {
        text.reduce(into: [:]) { if $1.isLetter || $1.isNumber { $0[$1, default: 0] += 1 } }
    }

    private func isInside(_ part: [Character: Int], _ whole: [Character: Int]) -> Bool {
        part.allSatisfy { $0.value <= whole[$0.key, default: 0] }
    }
}
