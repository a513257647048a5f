import HTML
import Testing

@testable import Extraction

/// Bold lines over running text are subheads; their spaces, which no bold element counts, make no difference.
@Suite struct BoldSubheadTests {
    private static let text =
        "The keeper read the figure aloud, wrote it in the book, and closed the book with a ribbon."

    @Test(arguments: [
        ("<b>Storm</b>", true), ("<b>After the storm</b>", true), ("<b>After</b> the <b>storm</b>", false),
        ("<b><a href=/storm>After the storm</a></b>", false),
    ])
    func boldLinesOfSeveralWordsAreSubheads(line: String, isSubhead: Bool) throws {
        let page = try Document.parse(Array("<p>\(line)<br><br>\(Self.text)</p>".utf8))
        let segmentation = Segmentation(page, PageElements(page))
        #expect(segmentation.blocks.map { $0.headingLevel > 0 } == [isSubhead, false])
    }
}
