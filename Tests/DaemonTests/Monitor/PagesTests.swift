import JSON
import Scheduling
import Testing

@testable import Daemon
@testable import Ledger
@testable import SearchIndex

/// The pages about one source and one article, and the search.
@Suite struct PagesTests {
    /// Whatever a site, a feed or a server says is text on every page.
    @Test(arguments: StatusPageTests.hostile) func whatIsForeignIsText(_ text: String) throws {
        for page in SamplePages.pages {
            let shown = page.make(text)
            #expect(StatusPageTests.tags(of: shown) == StatusPageTests.tags(of: page.make("x")), "\(page.name)")
            #expect(!shown.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "\(page.name)")
            #expect(!shown.contains("\u{202E}"), "\(page.name)")
            for address in shown.matches(of: #/ (?:href|action|src)="([^"]*)"/#).map({ String($0.1).lowercased() }) {
                #expect(!address.contains("javascript:") && !address.contains("data:"), "\(page.name)")
            }
        }
    }

    @Test func noPageHoldsAScriptOrAStyle() {
        for page in SamplePages.pages {
            let shown = page.make("x")
            #expect(
                !shown.contains(" style=") && !shown.contains("<style") && !shown.contains(" onclick"), "\(page.name)")
            #expect(shown.components(separatedBy: "<script").count == 2, "\(page.name)")
        }
    }

    @Test func aSourcesPageSaysWhatAPersonWhoIsWokenWantsToKnow() {
        let page = SourcePage.html(SamplePages.source("status 503"))
        for part in [
            "<h1 dir=\"auto\">harbour</h1>", "DNS error since 2026-11-19 23:30 UTC", "3 times: status 503",
            "in 60 minutes",
            "as often as it brings something", "2 hours ago", "last new article", "Dropped lately",
            "no article on the page",
            "Not before", "articles/harbour/1.txt",
        ] {
            #expect(page.contains(part), "\(part)")
        }
    }

    @Test func blocksAreShownInOrderWithWhyAndWhere() throws {
        let page = ArticlePage.html(
            SamplePages.article("Ferry"), SamplePages.explanation("Ferry"), isArchived: true, now: SampleSnapshot.now)
        for part in [
            "<li id=\"b1\" class=\"cut k-navigation\">", "<strong>cut: navigation</strong> 2 %",
            "<li id=\"b2\" class=\"kept\">",
            "<td role=\"cell\" data-column=\"Where it stands\">og:title, h1</td>", "article: 1 of 2 blocks kept.",
            "3 ad, 1 share", "200 from Ferry",
        ] {
            #expect(page.contains(part), "\(part)")
        }
    }

    @Test(arguments: [
        (PageExplanation.notKept, true, "The archive does not hold this page"),
        (.notKept, false, "keep = &quot;30d&quot;"), (.busy, true, "Another page is being explained, or"),
        (.failed("took longer than 10 seconds"), true, "cannot be explained: took longer than 10 seconds"),
    ])
    func whereThereAreNoBlocksThePageSaysWhy(_ explanation: PageExplanation, isArchived: Bool, words: String) {
        let page = ArticlePage.html(
            SamplePages.article("Ferry"), explanation, isArchived: isArchived, now: SampleSnapshot.now)
        #expect(page.replacing("\"30d\"", with: "&quot;30d&quot;").contains(words))
        #expect(page.contains("As it was delivered"), "what the JSON says is there all the same")
    }

    @Test func ofManySourcesTheSearchHasTheNameTyped() {
        let page = SearchPage.html(
            SearchRequest(words: "ferry", source: "s7"), nil, index: .current(0), sources: (0..<250).map { "s\($0)" },
            now: SampleSnapshot.now)
        #expect(page.contains("<input id=\"source\" name=\"source\" type=\"text\" value=\"s7\""))
        #expect(!page.contains("<option value=\"s7\""))
    }

    @Test func theSearchKeepsWhatWasAskedAndLeadsOn() {
        let page = SamplePages.search("ferry")
        for part in [
            "<mark>ferry</mark>", "value=\"ferry\"", "<option value=\"harbour\" selected>harbour</option>",
            "Results 21 to 21", "href=\"/search?q=ferry&amp;source=harbour&amp;order=newest&amp;page=1\" rel=\"prev\"",
            "page=3\" rel=\"next\"", "The index is being made: 12 articles",
        ] {
            #expect(page.contains(part), "\(part)")
        }
    }

    @Test(arguments: [
        ("q=a", SearchRequest(words: "a")), ("q=a&source=", SearchRequest(words: "a")),
        ("q=a&source=b", SearchRequest(words: "a", source: "b")), ("q=a&order=x&page=-3", SearchRequest(words: "a")),
        ("", SearchRequest(words: "")),
    ])
    func requestsAreRead(_ query: String, _ request: SearchRequest) {
        #expect(SearchRequest(FormQuery(query)) == request)
    }

    @Test func pagesAreBounded() {
        #expect(SearchRequest(FormQuery("q=a&page=999999999999")).page == SearchRequest.pageLimit)
        #expect(SearchRequest(FormQuery("q=https://a.example/b")).isAddress)
        #expect(!SearchRequest(FormQuery("q=about https://a.example/b")).isAddress)
    }
}

/// Pages as they might be, with a text of anybody's wherever there is one.
enum SamplePages {
    static var pages: [(name: String, make: (String) -> String)] {
        [
            ("source", { SourcePage.html(source($0)) }),
            (
                "article",
                { ArticlePage.html(article($0), explanation($0), isArchived: true, now: SampleSnapshot.now) }
            ),
            ("failed", { ArticlePage.html(article($0), .failed($0), isArchived: true, now: SampleSnapshot.now) }),
            ("search", search), ("trouble", { search($0, trouble: $0) }), ("notice", { PageFrame.notice($0, $0) }),
        ]
    }

    static func source(_ text: String) -> SourceDetail {
        let now = SampleSnapshot.now
        var record = SampleSnapshot.source(text == "status 503" ? "harbour" : text, failing: text, url: text)
        record.feed = text
        record.move = RecordedMove(adopted: text, candidate: text, agreeing: 2)
        record.pollReason = text == "status 503" ? record.pollReason : text
        record.lastPollMilliseconds = now.milliseconds - 2 * SampleSnapshot.hour
        return SourceDetail(
            source: record, isPaused: false, now: now,
            recent: [
                Overview.Article(
                    delivery: RecentDelivery(
                        key: text, url: text, source: text,
                        path: text == "status 503" ? "articles/harbour/1.txt" : text,
                        deliveredMilliseconds: 0), title: text)
            ], dropped: [self.record(text, .notArticle)],
            drops: [DropCount(state: .notArticle, reason: text, count: 2)], waiting: [self.record(text, .waiting)],
            counts: [.delivered: 3], days: Array(repeating: 1, count: 30))
    }

    static func record(_ text: String, _ state: ArticleState) -> ArticleRecord {
        let now = SampleSnapshot.now.milliseconds
        return ArticleRecord(
            id: 1, key: text, url: text, source: text, guid: text, title: text, feedPublished: text, state: state,
            attempts: 1, nextAttemptMilliseconds: now, reason: text, discoveredMilliseconds: now - 9,
            fetchedMilliseconds: now,
            settledMilliseconds: now, publicID: text, path: text, sha256: text)
    }

    static func article(_ text: String) -> ArticleDetail {
        let json = JSONValue.object([
            .init(key: "title", value: .string(text)),
            .init(key: "authors", value: .array([.string(text), .string(text)])),
            .init(key: "image", value: .string(text)), .init(key: "confidence", value: .number(0.5)),
            .init(
                key: "removed",
                value: .object([.init(key: "ad", value: .number(3)), .init(key: "share", value: .number(1))])),
            .init(key: "sha256", value: .object([.init(key: "text", value: .string(text))])),
            .init(
                key: "fetched",
                value: .object([.init(key: "status", value: .number(200)), .init(key: "url", value: .string(text))])),
        ])
        return ArticleDetail(record: record(text, .delivered), paths: [text, text], json: json)
    }

    static func explanation(_ text: String) -> PageExplanation {
        var json = JSONWriter()
        json.beginObject()
        json.member("title", text)
        json.member("kind", "article")
        json.member("language", text)
        json.key("origins")
        json.beginObject()
        json.member("title", text == "Ferry" ? ["og:title", "h1"] : [text])
        json.endObject()
        json.key("blocks")
        json.beginArray()
        for kind in ["navigation", nil] {
            json.beginObject()
            json.member("kind", kind)
            json.member("text", text)
            json.member("evidence", text)
            json.key("probability")
            json.number(0.02)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        // What was just written is JSON.
        let explanation = try! Explanation(json: json.bytes)
        return .shown(explanation, url: text, fetchedMilliseconds: 0)
    }

    static func search(_ text: String) -> String { search(text, trouble: nil) }

    static func search(_ text: String, trouble: String?) -> String {
        var request = SearchRequest(words: text, source: text == "ferry" ? "harbour" : text)
        request.page = 2
        let found = SearchResults.Article(
            key: text, title: text, source: text, deliveredMilliseconds: 0,
            snippet: Snippet(of: "\(text) at sea", for: SearchQuery(text == "ferry" ? text : "sea")))
        return SearchPage.html(
            request, SearchResults(articles: [found], hasMore: true, trouble: trouble),
            index: trouble.map(SearchDesk.State.failing) ?? .filling(12), sources: ["harbour", "other"],
            now: SampleSnapshot.now)
    }
}
