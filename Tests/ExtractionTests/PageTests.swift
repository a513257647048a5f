import Extraction
import Foundation
import JSON
import Testing

@Suite struct PageTests {
    /// Every page of `Pages`: the text paragraph by paragraph, the fields, and the kinds of what was cut.
    @Test(arguments: PageCase.all) func page(_ page: PageCase) throws {
        let expected = try page.expected()
        let found = ExpectedPage(try page.extract(), absent: expected.absent)
        if PageCase.isRecording {
            try page.record(found)
            Issue.record("recorded \(page.name): read the difference before you commit it")
            return
        }
        #expect(found.kind == expected.kind)
        expectParagraphs(found.text, equal: expected.text)
        #expect(found.title == expected.title)
        #expect(found.authors == expected.authors)
        #expect(found.published == expected.published)
        #expect(found.language == expected.language)
        #expect(found.syndicatedFrom == expected.syndicatedFrom)
        #expect(found.paywalled == expected.paywalled)
        #expect(found.removed == expected.removed)
        for sentence in expected.absent { #expect(!found.text.contains(sentence)) }
    }

    /// Extraction keeps nothing between pages: the order of the pages makes no difference.
    @Test func orderMakesNoDifference() throws {
        func bytes(_ pages: [PageCase]) throws -> [String: [UInt8]] {
            try pages.reduce(into: [:]) { all, page in
                var json = JSONWriter()
                json.beginObject()
                try page.extract().write(to: &json, url: nil, paragraphs: true)
                json.endObject()
                all[page.name] = json.bytes
            }
        }
        #expect(try bytes(PageCase.all) == bytes(PageCase.all.reversed()))
    }

    /// Captions are a field: those of the article, none of the teasers, and none in the text.
    @Test func captionsAreAField() throws {
        let body = (1...6).map {
            "<p>Paragraph \($0) tells, in two sentences, what happened at the salt works. It is long enough to be read as text, \($0).</p>"
        }
        let page = """
            <html><head><title>Salt works to reopen</title></head><body><article><h1>Salt works to reopen</h1>
            <figure><img src=a.jpg><figcaption>The shed in winter. Photo: H. Vrooman</figcaption></figure>
            \(body.joined())</article></body></html>
            """
        let article = try Extractor().extract(Page(bytes: Array(page.utf8), url: nil))
        #expect(article.captions == ["The shed in winter. Photo: H. Vrooman"])
        #expect(!article.text.contains("The shed in winter"))
    }

    /// Text that a page keeps only as data says where it stood; text that is on the page too says nothing.
    @Test(arguments: [
        ("body-only-in-linked-data", "stands only in the page's JSON-LD"),
        ("body-only-in-assigned-state-de", "stands only in the page's embedded state"),
        ("linked-data-body-on-the-page-too", ""),
    ]) func bodiesSayWhereTheyStand(_ row: (page: String, evidence: String)) throws {
        let page = try #require(PageCase.all.first { $0.name == row.page })
        let kept = try Extractor().analyse(Page(bytes: page.bytes())).blocks.filter(\.label.isKept)
        #expect(!kept.isEmpty && kept.allSatisfy { $0.label.evidence == row.evidence })
    }

    /// An empty folder would make the test above pass.
    @Test func pagesCoverTheLanguages() throws {
        #expect(PageCase.all.count >= 100)
        let languages = Set(try PageCase.all.compactMap { try $0.expected().language })
        #expect(languages.count >= 8)
    }
}

/// Compares two texts and names the first paragraph in which they differ.
func expectParagraphs(_ found: String, equal expected: String, sourceLocation: SourceLocation = #_sourceLocation) {
    guard found != expected else { return }
    let (found, expected) = (paragraphs(found), paragraphs(expected))
    let number = zip(found, expected).prefix { $0 == $1 }.count
    func paragraph(_ list: [String]) -> String { number < list.count ? "“\(list[number])”" : "the end of the text" }
    Issue.record(
        "paragraph \(number + 1) is \(paragraph(found)) where \(paragraph(expected)) is expected",
        sourceLocation: sourceLocation)
}

func paragraphs(_ text: String) -> [String] {
    text.components(separatedBy: "\n\n").filter { !$0.isEmpty }
}
