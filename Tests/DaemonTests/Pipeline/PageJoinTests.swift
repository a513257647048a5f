import Testing

@testable import Daemon

/// Articles on several pages: which page comes next, when it is whole, and what is joined.
@Suite struct PageJoinTests {
    private func page(
        _ paragraphs: [String], next: String? = nil, single: String? = nil, kind: String = "article"
    ) throws -> ExtractedArticle {
        let texts = paragraphs.map { "{\"role\":\"paragraph\",\"text\":\"\($0)\"}" }.joined(separator: ",")
        let links = [("next", next), ("single", single)].compactMap { name, url in url.map { "\"\(name)\":\"\($0)\"" } }
        let json = """
            {"kind":"\(kind)","title":"T","text":"\(paragraphs.joined(separator: "\\n\\n"))","confidence":0.9,
            "paragraphs":[\(texts)],"pages":{\(links.joined(separator: ","))}}
            """
        return try ExtractedArticle(json: Array(json.utf8))
    }

    private let first = "https://n.example/story"

    private func number(_ number: Int) -> String { "\(first)?page=\(number)" }

    private func text(_ join: PageJoin) -> String { join.article.text.split(separator: "\n\n").joined(separator: "|") }

    @Test func anArticleOnOnePageIsWhole() throws {
        let join = PageJoin(first: try page(["a"]), url: first, key: first)
        #expect(join.next == nil && text(join) == "a")
    }

    @Test func pagesAreJoinedInOrderWithoutRepeatedParagraphs() throws {
        var join = PageJoin(first: try page(["standfirst", "a"], next: number(2)), url: first, key: first)
        #expect(join.next == number(2))
        join.add(try page(["standfirst", "b"], next: number(3)), url: number(2))
        join.add(try page(["standfirst", "c", "a"]), url: number(3))
        #expect(join.next == nil && text(join) == "standfirst|a|b|c")
        #expect(join.article.warnings.isEmpty)
    }

    @Test func aCircleEnds() throws {
        var join = PageJoin(first: try page(["a"], next: number(2)), url: first, key: first)
        join.add(try page(["b"], next: first), url: number(2))
        #expect(join.next == nil && text(join) == "a|b")
    }

    @Test func aPageThatRedirectsBackEndsIt() throws {
        var join = PageJoin(first: try page(["a"], next: number(2)), url: first, key: first)
        join.add(try page(["a"], next: number(3)), url: first)
        #expect(join.next == nil && text(join) == "a")
        #expect(join.article.warnings.first?.contains("leads back") == true)
    }

    @Test func aPageThatBringsNothingNewEndsIt() throws {
        var join = PageJoin(first: try page(["a"], next: number(2)), url: first, key: first)
        join.add(try page(["a"], next: number(3)), url: number(2))
        #expect(join.next == nil)
    }

    @Test func twentyPagesAreTheMost() throws {
        var join = PageJoin(first: try page(["1"], next: number(2)), url: first, key: first)
        var count = 1
        while let next = join.next {
            count += 1
            join.add(try page(["\(count)"], next: number(count + 1)), url: next)
        }
        #expect(count == PageJoin.limit)
        #expect(join.article.warnings == ["the article has more than 20 pages; the rest is missing"])
    }

    @Test func theSinglePageReplacesTheFirst() throws {
        var join = PageJoin(
            first: try page(["a"], next: number(2), single: "\(first)?view=all"), url: first, key: first)
        #expect(join.next == "\(first)?view=all")
        join.add(try page(["a", "b", "c"], next: number(2)), url: "\(first)?view=all")
        #expect(join.next == nil && text(join) == "a|b|c")
    }

    @Test(arguments: [true, false]) func aSinglePageThatIsNoneLeavesThePages(_ isMissing: Bool) throws {
        var join = PageJoin(
            first: try page(["a a a"], next: number(2), single: "\(first)?view=all"), url: first, key: first)
        if isMissing { join.failed(reason: "404") } else { join.add(try page(["a"]), url: "\(first)?view=all") }
        #expect(join.next == number(2))
        join.add(try page(["b"]), url: number(2))
        #expect(text(join) == "a a a|b" && join.article.warnings.isEmpty)
    }

    @Test func aMissingPageIsAWarning() throws {
        var join = PageJoin(first: try page(["a"], next: number(2)), url: first, key: first)
        join.failed(reason: "the server answers 404")
        #expect(join.next == nil && text(join) == "a")
        #expect(
            join.article.warnings == ["the article goes on at \(number(2)), which is missing: the server answers 404"])
    }
}
