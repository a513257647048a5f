import Extraction
import JSON
import Selectors
import Testing

/// What a site's rules do to an article.
@Suite struct SiteRulesTests {
    private let extractor: Extractor

    init() throws { extractor = try Extractor() }

    private static let paragraphs = (1...5).map { number in
        """
        <p>In report number \(number) the harbour office writes, after a long winter of work on the piers, that the divers have
        found no further damage below the water line, and that the ferry will sail again next month.</p>
        """
    }

    private static let page = """
        <!DOCTYPE html><html lang="en"><head><title>Piers are sound - The Gull</title>
        <meta name="author" content="The Desk"><meta name="rubric" content="Harbour life"></head><body>
        <nav class="menu"><a href="/a">News</a> <a href="/b">Sport</a></nav>
        <main><h1>Piers are sound</h1><h2 class="over">Divers content after winter</h2>
        <div class="by">Words: <span class="who">Ottilie Brand</span> and <span class="who">Jasper Holm</span></div>
        <div class="when" data-at="2026-03-02T09:30+01:00">yesterday</div>
        <div class="story">\(paragraphs.joined())
        <p class="weather">The weather on the day of the last dive was fair, with a light wind from the west, and visibility under
        water reached, as the leader of the team remarked, all of nine metres.</p>
        <p>The office thanked <span class="tip">(see our guide)</span> the crews, who had worked in two shifts since January,
        for their patience, and promised a day of rest.</p>
        <div class="box"><p class="note">Tide: 4:10.</p><p>Wind: west.</p></div></div></main>
        <div class="comments"><p class="reply">A reader from the island writes that the ferry had better be on time this spring,
        since nobody there can wait for another winter of repairs to the piers.</p></div>
        </body></html>
        """

    private func extract(_ rules: [String: [String]], _ page: String = Self.page) throws -> Article {
        try extractor.extract(Page(bytes: Array(page.utf8), url: "https://gull.example/1"), options(rules))
    }

    private func options(_ rules: [String: [String]]) throws -> ExtractionOptions {
        var json = JSONWriter()
        json.beginObject()
        json.member("host", "gull.example")
        for (rule, selectors) in rules { json.member(rule, selectors) }
        json.endObject()
        var options = ExtractionOptions()
        options.siteRules = try SiteRules(json: json.bytes)
        return options
    }

    @Test func withoutRulesNothingIsReported() throws {
        let article = try extractor.extract(Page(bytes: Array(Self.page.utf8)))
        #expect(article.siteReport == nil)
        #expect(article.text.contains("In report number 3") && article.text.contains("The weather on the day"))
        #expect(article.text.contains("(see our guide)"))
        #expect(!article.text.contains("A reader from the island"))
    }

    @Test func rulesThatFindNothingChangeNothing() throws {
        let plain = try extractor.extract(Page(bytes: Array(Self.page.utf8), url: "https://gull.example/1"))
        let rules = [
            "strip": [".gone"], "keep": [".gone"], "body": [".gone"], "title": [".gone"], "author": ["#x"],
            "date": ["u"],
        ]
        let article = try extract(rules)
        #expect(article.text == plain.text && article.metadata == plain.metadata && article.kind == plain.kind)
        #expect(
            article.siteReport?.warnings == [
                "site rules for gull.example: body found no text: .gone",
                "site rules for gull.example: title found nothing: .gone",
                "site rules for gull.example: author found nothing: #x",
                "site rules for gull.example: date found nothing: u",
            ])
    }

    @Test func stripCutsWithItsSelectorAsEvidence() throws {
        let article = try extract(["strip": [".weather"]])
        #expect(!article.text.contains("The weather on the day") && article.text.contains("In report number 5"))
        let cut = article.removed.filter { $0.evidence == "site rule strip: .weather" }
        #expect(cut.count == 1 && cut.first?.kind == .other && cut.first?.text.hasPrefix("The weather") == true)
    }

    @Test func stripInsideALineCutsOnlyThatPart() throws {
        let article = try extract(["strip": ["span.tip"]])
        #expect(article.text.contains("The office thanked the crews, who had"))
        #expect(
            article.removed.filter { $0.evidence == "site rule strip: span.tip" }.map(\.text) == ["(see our guide)"])
        let blocks = try extractor.analyse(Page(bytes: Array(Self.page.utf8)), options(["strip": ["span.tip"]])).blocks
        let place = try #require(blocks.firstIndex { $0.text == "(see our guide)" })
        #expect(
            blocks[place + 1].text.hasPrefix("The office thanked")
                || blocks[place - 1].text.hasPrefix("The office thanked"))
    }

    @Test func keepStandsAboveModelAndRules() throws {
        let article = try extract(["keep": [".reply", ".note"]])
        #expect(article.text.contains("A reader from the island") && article.text.contains("Tide: 4:10."))
        let blocks = try extractor.analyse(Page(bytes: Array(Self.page.utf8)), options(["keep": [".note"]])).blocks
        #expect(blocks.first { $0.text == "Tide: 4:10." }?.label.evidence == "site rule keep: .note")
    }

    @Test(arguments: [
        (["strip": [".story"], "keep": [".weather"]], "The weather", "In report"),
        (["keep": [".box"], "strip": [".note"]], "Wind: west.", "Tide"),
        (["keep": [".weather"], "strip": ["p.weather"]], "In report", "The weather"),
    ]) func theInnermostDecidesAndStripOnTheSameElement(_ rules: [String: [String]], _ kept: String, _ cut: String)
        throws
    {
        let article = try extract(rules)
        #expect(article.text.contains(kept) && !article.text.contains(cut))
    }

    @Test func bodyLeavesOutWhatStandsOutside() throws {
        let story = "<div class=\"story\">"
        let more = "<section class=\"more\">\(Self.paragraphs[0].replacing("1", with: "77"))</section>"
        let page = Self.page.replacing(story, with: more + story)
        #expect(try extract([:], page).text.contains("report number 77"))
        let article = try extract(["body": [".none", ".story", "main"]], page)
        #expect(!article.text.contains("report number 77") && article.text.contains("In report number 5"))
        #expect(article.removed.contains { $0.evidence == "outside of site rule body: .story" })
        #expect(article.siteReport?.warnings == [])
        let kept = try extract(["body": [".story"], "keep": [".more"]], page)
        #expect(kept.text.contains("report number 77"), "keep stands above body")
    }

    @Test func aBodyWithoutTextIsAsIfItWereNotThere() throws {
        let article = try extract(["body": ["meta"]])
        #expect(article.text.contains("In report number 1"))
        #expect(article.siteReport?.warnings == ["site rules for gull.example: body found no text: meta"])
    }

    @Test func fieldsComeFromTextOrAttribute() throws {
        let article = try extract([
            "title": [".none", "h2.over"], "author": [".by .who"], "date": [".when@data-at"],
        ])
        #expect(article.metadata.title == "Divers content after winter")
        #expect(article.metadata.authors == ["Ottilie Brand", "Jasper Holm"])
        #expect(article.metadata.published == "2026-03-02T09:30+01:00")
        #expect(article.siteReport?.warnings == [])
        #expect(try extract(["title": ["meta[name=rubric]@content"]]).metadata.title == "Harbour life")
    }

    @Test func anElementWithoutADateFindsNothing() throws {
        let article = try extract(["date": [".when"]])
        #expect(article.siteReport?.warnings == ["site rules for gull.example: date found nothing: .when"])
    }

    @Test func theReportCountsElements() throws {
        let report = try #require(try extract(["strip": [".gone", ".story p"], "title": ["h1"]]).siteReport)
        #expect(report.host == "gull.example")
        #expect(
            report.entries.map { "\($0.rule) \($0.selector) \($0.elements ?? -1)" } == [
                "strip .gone 0", "strip .story p 9", "title h1 1",
            ])
    }

    @Test func keepMakesAnArticleOfWhatTheModelDoesNotLike() throws {
        let page = "<html><body><div id=t>" + (1...30).map { "<p>Row \($0)</p>" }.joined() + "</div></body></html>"
        #expect(try extract([:], page).kind == .other)
        let article = try extract(["keep": ["#t"]], page)
        #expect(article.kind == .article && article.text.hasPrefix("Row 1\n\nRow 2\n\n"))
    }

    @Test func badRulesAreRefusedWithTheSelector() {
        let error = #expect(throws: SiteRulesError.self) {
            try SiteRules(json: Array(#"{"host":"a","strip":["p >"]}"#.utf8))
        }
        #expect(error?.message.hasPrefix("strip: p >: column 4: expected an element's name") == true)
    }

    /// Rules that match everything, on every page case: an answer, and the same answer twice.
    @Test(arguments: PageCase.all) func everythingStrippedIsNoArticle(_ page: PageCase) throws {
        let article = try extractor.extract(Page(bytes: try page.bytes()), options(["strip": ["*"]]))
        #expect(article.text.isEmpty && article.kind == .other)
    }
}
