import Extraction
import Testing

/// The switch between precision and recall.
@Suite struct FavorTests {
    private let extractor: Extractor

    init() throws { extractor = try Extractor() }

    @Test(arguments: PageCase.all) func eachStepKeepsWhatTheStricterOneKept(_ page: PageCase) throws {
        let kept = try [Favor.precision, .balanced, .recall].map { try keptBlocks(page, $0) }
        #expect(kept[0].isSubset(of: kept[1]))
        #expect(kept[1].isSubset(of: kept[2]))
    }

    @Test func itMovesTheTextOfSomePages() throws {
        let counts = try Favor.allCases.map { favor in
            try PageCase.all.reduce(0) { try $0 + keptBlocks($1, favor).count }
        }
        #expect(counts[0] < counts[1] && counts[1] < counts[2], "precision, balanced, recall keep \(counts)")
    }

    @Test(arguments: PageCase.all) func balancedIsTheDefault(_ page: PageCase) throws {
        var options = ExtractionOptions()
        options.favor = .balanced
        let page = Page(bytes: try page.bytes())
        #expect(try extractor.extract(page, options).text == extractor.extract(page).text)
    }

    private func keptBlocks(_ page: PageCase, _ favor: Favor) throws -> Set<String> {
        var options = ExtractionOptions()
        options.favor = favor
        let blocks = try extractor.analyse(Page(bytes: try page.bytes()), options).blocks
        return Set(blocks.filter(\.label.isKept).map(\.text))
    }
}
