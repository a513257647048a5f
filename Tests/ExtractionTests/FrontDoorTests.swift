import Extraction
import Testing

@Suite struct FrontDoorTests {
    private let extractor: Extractor

    init() throws { extractor = try Extractor() }

    /// What is no page says what it is instead.
    @Test(arguments: [
        ("", "empty"), (" \n\t ", "empty"), ("\0\0\0", "empty"),
        ("%PDF-1.7\n1 0 obj\n<</Type/Catalog>>", "pdf"),
        ("GIF89a\u{1}\u{2}", "image"),
        ("\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\u{e}\u{f}", "binary"),
        ("The ferry sails at nine. Passengers are asked to be early.", "copydesk clean"),
        ("If a < b and b > c, then 3 <4 holds; <3 to all.", "copydesk clean"),
        ("A licence, see <https://licence.example/> or <office@licence.example>.", "no markup"),
    ])
    func notAPage(_ input: String, _ word: String) throws {
        let error = #expect(throws: ExtractionError.self) { try extractor.extract(Page(bytes: Array(input.utf8))) }
        guard case .notAPage(let sentence)? = error else {
            Issue.record("\(String(describing: error)) is no .notAPage")
            return
        }
        #expect(sentence.contains(word))
    }

    /// One tag makes a page, also in UTF-16.
    @Test func oneTagMakesAPage() throws {
        let text = "<p>The ferry sails at nine."
        #expect(try extractor.extract(Page(bytes: Array(text.utf8))).kind == .other)
        let wide: [UInt8] =
            [0xFF, 0xFE] + text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(try extractor.extract(Page(bytes: wide)).kind == .other)
    }

    @Test(arguments: PageCase.all) func sameInputSameOutput(_ page: PageCase) throws {
        #expect(try written(page.bytes()) == written(page.bytes()))
    }

    @Test(arguments: PageCase.all) func lineEndsDoNotMatter(_ page: PageCase) throws {
        let bytes = try page.bytes()
        #expect(try written(bytes) == written(bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }))
    }

    /// A page of blocks that no model could like, and one that is nothing but tags.
    @Test(arguments: ["<html></html>", "<div><div><p></p></div></div>", "<!-- <p> -->"])
    func pagesWithoutTextAreOther(_ source: String) throws {
        let article = try extractor.extract(Page(bytes: Array(source.utf8)))
        #expect(article.kind == .other)
        #expect(article.text.isEmpty)
    }

    /// Everything that extraction says of a page.
    private func written(_ bytes: [UInt8]) throws -> [String] {
        let article = try extractor.extract(Page(bytes: bytes, url: "https://news.example/2026/page"))
        return ["\(article.kind) \(article.metadata) \(article.confidence) \(article.limits)"]
            + article.paragraphs.map { "\($0.role) \($0.text)" }
            + article.removed.map { "\($0.kind) \($0.evidence) \($0.text)" }
    }
}
