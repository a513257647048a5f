import Foundation
import Ledger
import SampleWeb
import Testing

/// Sources that are no feeds themselves, but lead to articles.
@Suite struct DiscoveryTests {
    private static let polling = "interval = \"1s\"\nmin_interval = \"1s\"\nmax_interval = \"2s\""

    private func page(_ number: Int) -> LoopbackWeb.Response { .html(GeneratedPages.article(number)) }

    private func number(_ path: String) -> Int? {
        path.hasPrefix("/a/") ? path.split(separator: "/").last.flatMap { Int($0.prefix { $0 != "-" }) } : nil
    }

    @Test func ofASitemapIndexOnlyWhatHasChangedIsReadAgain() async throws {
        let polls = Counter()
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/index.xml":
                let round = polls.next()
                let sitemaps = [
                    ("old", "2026-01-01"), ("new", round < 3 ? "2026-02-01" : "2026-02-02"), ("gone", "2025-01-01"),
                ]
                let entries = sitemaps.map {
                    "<sitemap><loc>\(request.origin)/\($0.0).xml</loc><lastmod>\($0.1)</lastmod></sitemap>"
                }
                return .xml("<sitemapindex>\(entries.joined())</sitemapindex>")
            case "/old.xml": return .xml("<urlset><url><loc>\(request.origin)/a/1</loc></url></urlset>")
            case "/new.xml":
                return .xml(
                    "<urlset><url><loc>\(request.origin)/a/2</loc></url><url><loc>\(request.origin)/a/1</loc></url></urlset>"
                )
            default: return number(request.path).map(page)
            }
        }
        let desk = try NewsDesk()
        try desk.configure(polling: Self.polling, sources: [("index", "url = \"\(site.origin)/index.xml\"")])
        let daemon = try desk.run()
        try await eventually("both articles: \(daemon.errors)") { desk.files(".txt").count == 2 }
        try await eventually("the changed one again: \(daemon.errors)") { site.requests(for: "/new.xml").count == 2 }
        try await daemon.waitForLine("sitemap failed", "/gone.xml", "404")
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(site.requests(for: "/old.xml").count == 1)
        let sitemaps = try desk.ledger { try $0.sitemaps(source: "index") }
        #expect(Set(sitemaps.keys) == ["\(site.origin)/old.xml", "\(site.origin)/new.xml"])
        #expect(try desk.source("index")?.detectedKind == "sitemapIndex")
        await site.stop()
    }

    /// A feed that was given up often redirects to the page that still names it.
    @Test func aFeedThatIsThePageAgainIsAFailureAndNoCircle() async throws {
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/": .html("<html><link rel=alternate type='application/rss+xml' href='/feed'><p>Hello.</p></html>")
            case "/feed": .redirect(to: "/", status: 301)
            default: nil
            }
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [("circle", "url = \"\(site.origin)/\"")])
        let daemon = try desk.run()
        try await daemon.waitForLine("source failed", "names a feed that is a page again")
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(site.requests(for: "/feed").count <= 2)
        await site.stop()
    }

    @Test func aFrontPageThatSendsItsReaderOnLeadsToTheFeed() async throws {
        let site = try await LoopbackWeb.start { [number] request in
            switch request.path {
            case "/": .html("<html><head><meta http-equiv=refresh content='0;url=/en/'></head><p>Wait.</p></html>")
            case "/en/":
                .html("<html><head><link rel=alternate type='application/rss+xml' href='/feed'></head><p>Hello.</p>")
            case "/feed": .xml(GeneratedPages.rss(["\(request.origin)/a/1"]))
            default: number(request.path).map { .html(GeneratedPages.article($0)) }
            }
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [("front", "url = \"\(site.origin)/\"")])
        let daemon = try desk.run()
        try await eventually("the article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(try desk.source("front")?.feed == "\(site.origin)/feed")
        await site.stop()
    }

    @Test func aGzippedSitemapIsRead() async throws {
        let site = try await LoopbackWeb.start { [number] request in
            if request.path == "/sitemap.xml.gz" {
                let text = "<urlset><url><loc>\(request.origin)/a/1</loc></url></urlset>"
                return .init(headers: ["Content-Type": "application/gzip"], body: StoredGzip.bytes(Array(text.utf8)))
            }
            return number(request.path).map { .html(GeneratedPages.article($0)) }
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [("packed", "kind = \"sitemap\"\nurl = \"\(site.origin)/sitemap.xml.gz\"")])
        let daemon = try desk.run()
        try await eventually("the article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        #expect(try await desk.stop(daemon) == .status(0))
        await site.stop()
    }

    /// The feed is polled instead of the page, also after a restart; when it is gone, the page is asked again.
    @Test func theFeedOfAFrontPageIsFollowed() async throws {
        let isMoved = Flag()
        let site = try await LoopbackWeb.start { request in
            let feed = isMoved.isSet ? "/feed2" : "/feed1"
            switch request.path {
            case "/":
                return .html(
                    "<!DOCTYPE html><html><head><link rel=alternate type=application/rss+xml href=\(feed)></head><body>Hello</body></html>"
                )
            case feed: return .xml(GeneratedPages.rss(["\(request.origin)/a/\(isMoved.isSet ? 2 : 1)"]))
            default: return number(request.path).map(page)
            }
        }
        let desk = try NewsDesk()
        try desk.configure(polling: Self.polling, sources: [("site", "url = \"\(site.origin)/\"")])
        var daemon = try desk.run()
        try await daemon.waitForLine("feed found", "source=site", "/feed1")
        try await eventually("the article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(site.requests(for: "/").count == 1)
        #expect(try desk.source("site")?.feed == "\(site.origin)/feed1")

        isMoved.set()
        daemon = try desk.run()
        try await daemon.waitForLine("source failed", "404")
        try await daemon.waitForLine("feed found", "/feed2")
        try await eventually("the second article: \(daemon.errors)") { desk.files(".txt").count == 2 }
        #expect(try await desk.stop(daemon) == .status(0))
        await site.stop()
    }

    @Test func theArticlesOfASectionPageAreFound() async throws {
        let site = try await LoopbackWeb.start { request in
            guard request.path == "/local/" else { return number(request.path).map(page) }
            let cards = (1...4).map {
                "<div class=card><h3><a href='/a/\($0)-the-harbour-office-looks-at-pier'>The harbour office looks at pier \($0)</a></h3></div>"
            }
            return .html("<!DOCTYPE html><html><body><nav><a href='/x'>Sport</a></nav>\(cards.joined())</body></html>")
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [("section", "url = \"\(site.origin)/local/\"")])
        let daemon = try desk.run()
        try await eventually("the articles: \(daemon.errors)") { desk.files(".txt").count == 4 }
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(site.requests(for: "/x").isEmpty)
        #expect(try desk.source("section")?.detectedKind == "page")
        await site.stop()
    }

    @Test func aPageThatIsAnArticleIsTakenItself() async throws {
        let site = try await LoopbackWeb.start { request in number(request.path).map(page) }
        let desk = try NewsDesk()
        try desk.configure(sources: [
            ("seen", "url = \"\(site.origin)/a/1\""), ("named", "kind = \"article\"\nurl = \"\(site.origin)/a/2\""),
        ])
        let daemon = try desk.run()
        try await eventually("both articles: \(daemon.errors)") { desk.files(".txt").count == 2 }
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(try desk.source("seen")?.detectedKind == "article")
        #expect(try desk.source("seen")?.pollReason.hasPrefix("an article by itself") == true)
        #expect(site.requests(for: "/a/2").count == 1)
        await site.stop()
    }
}
