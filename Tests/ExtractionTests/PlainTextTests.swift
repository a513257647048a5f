import Extraction
import Foundation
import Testing

@Suite struct PlainTextTests {
    @Test func thereAreCases() {
        #expect(PlainTextCase.all.count >= 40)
    }

    @Test(arguments: PlainTextCase.all)
    func cleans(_ scraped: PlainTextCase) throws {
        let cleaned = try PlainText.clean(scraped.source())
        try scraped.check(cleaned.text + "\n", "expected.txt")
        try scraped.check(cleaned.removedLines, "removed.txt")
        #expect(cleaned.removed.allSatisfy { !$0.evidence.isEmpty })
        let again = try PlainText.clean(Array(cleaned.text.utf8))
        #expect(again.text == cleaned.text)
        #expect(again.removed.isEmpty)
    }

    /// The document this product exists for; it is not ours to copy, so it is read where the repository's neighbour has it.
    @Test func theSeed() throws {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let seed = package.deletingLastPathComponent().appendingPathComponent("shared/seed")
        guard let source = try? Data(contentsOf: seed.appendingPathComponent("scraped.txt")) else {
            print("SKIPPED: no seed at \(seed.path)")
            return
        }
        let cleaned = try PlainText.clean(Array(source))
        let expected = try Data(contentsOf: seed.appendingPathComponent("expected.txt"))
        #expect(Data((cleaned.text + "\n").utf8) == expected)
        #expect(cleaned.syndicatedFrom == "arabnews.fr")
        #expect(cleaned.title == cleaned.paragraphs.first?.text)
        #expect(cleaned.removed.map(\.kind).filter { $0 == .related }.count == 7)
    }
}
