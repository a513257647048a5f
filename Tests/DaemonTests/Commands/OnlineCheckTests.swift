import Foundation
import SampleWeb
import Testing

@testable import Daemon

/// `copydesk check --online`.
@Suite struct OnlineCheckTests {
    @Test func everySourceIsTriedPolitelyAndNothingIsWritten() async throws {
        let site = try await Self.site()
        let closed = try await LoopbackWeb.start { request in
            request.path == "/robots.txt" ? .text("User-agent: *\nDisallow: /feed") : .notFound
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [
            ("feed", "url = \"\(site.origin)/rss.xml\""),
            ("filtered", "url = \"\(site.origin)/rss.xml?2\"\ninclude_urls = [\"*/local/*\"]"),
            ("front", "url = \"\(site.origin)/\""), ("index", "url = \"\(site.origin)/index.xml\""),
            ("picked", "articles = [\"\(site.origin)/a\", \"\(site.origin)/b\"]"),
            ("moved", "url = \"\(site.origin)/old.xml\""), ("missing", "url = \"\(site.origin)/none.xml\""),
            ("forbidden", "url = \"\(closed.origin)/feed\""), ("wrong", "url = \"\(site.origin)/a?x\"\nkind = \"rss\""),
            ("asleep", "url = \"\(site.origin)/asleep.xml\"\npaused = true"),
        ])
        let result = try await copydesk(["check", "--online", "--config", desk.configuration])
        let (place, file) = (site.origin, "\(desk.path)/sources.d/sources.toml")
        #expect(
            result.output == """
                \(desk.configuration): 10 sources, no errors
                feed       works: an RSS feed with 2 items, the newest 2 hours old
                filtered   works: an RSS feed with 2 items, 1 of which the source takes, the newest 2 hours old
                front      works: the page leads to an RSS feed with 2 items, the newest 2 hours old, at \(place)/rss.xml
                index      works: an index of 2 sitemaps, the latest with 1 item, the newest 3 days old
                picked     works: 2 addresses, the first is an article
                moved      works: an RSS feed with 2 items, the newest 2 hours old
                missing    fails: not found: the server answers 404  (\(file):20)
                forbidden  fails: robots.txt forbids it (Disallow: /feed)  (\(file):23)
                wrong      fails: not readable: it is a web page, not a feed  (\(file):26)
                asleep     is paused, not tried

                """)
        #expect(result.errors == "copydesk: 3 of 10 sources do not work\n")
        #expect(result.ending == .status(69))
        #expect(site.requests(for: "/robots.txt").count == 1, "asked once, before all else")
        #expect(site.requests.first?.request.path == "/robots.txt" && site.requests(for: "/asleep.xml").isEmpty)
        #expect(closed.requests.map(\.request.path) == ["/robots.txt"])
        #expect(desk.files("").isEmpty && !FileManager.default.fileExists(atPath: desk.path + "/state"))

        let one = try await copydesk(["check", "--online", "--source", "FEED", "--config", desk.configuration])
        #expect(one.ending == .status(0) && one.errors.isEmpty)
        #expect(one.output.hasSuffix("feed  works: an RSS feed with 2 items, the newest 2 hours old\n"))
        let none = try await copydesk(["check", "--online", "--source", "feet", "--config", desk.configuration])
        #expect(none.ending == .status(65) && none.errors.contains("(did you mean feed?)"))
        let offline = try await copydesk(["check", "--source", "feed", "--config", desk.configuration])
        #expect(offline.ending == .status(64))
        await site.stop()
        await closed.stop()
    }

    /// The first host's feed comes when the second host has been asked, so that one after the other would never end.
    @Test func hostsAreAskedBesideEachOther() async throws {
        let second = try await GeneratedPages.site(articles: 1)
        let first = try await LoopbackWeb.start { request in
            guard request.path == "/rss.xml" else { return nil }
            while second.requests(for: "/rss.xml").isEmpty { await Task.yield() }
            return .xml(GeneratedPages.rss([request.origin + "/a"]), type: "application/rss+xml")
        }
        let desk = try NewsDesk()
        try desk.configure(
            fetch: "delay = \"0s\"\ntotal_timeout = \"20s\"",
            sources: [("first", "url = \"\(first.origin)/rss.xml\""), ("second", "url = \"\(second.origin)/rss.xml\"")])
        let result = try await copydesk(["check", "--online", "--config", desk.configuration])
        #expect(result.ending == .status(0), "\(result)")
        await first.stop()
        await second.stop()
    }

    @Test func aHostIsAskedOneByOneWithItsPause() async throws {
        let site = try await Self.site(robots: "User-agent: *\nCrawl-delay: 0.3\n")
        let desk = try NewsDesk()
        try desk.configure(
            fetch: "delay = \"100ms\"",
            sources: (0..<3).map { ("s\($0)", "url = \"\(site.origin)/rss.xml?\($0)\"") })
        let start = ContinuousClock().now
        let result = try await copydesk(["check", "--online", "--config", desk.configuration])
        #expect(result.ending == .status(0), "\(result)")
        #expect(ContinuousClock().now - start >= .milliseconds(900), "three pauses between four requests")
        #expect(site.requests.count == 4)
        await site.stop()
    }

    @Test(arguments: [
        (TrialFinding.articles(1), "works: an article"),
        (
            .list(ListSummary(kind: "atom", items: 1, taken: 1, age: nil), feed: nil),
            "works: an Atom feed with 1 item"
        ),
        (
            .list(ListSummary(kind: "linkList", items: 5, taken: 0, age: .seconds(3)), feed: nil),
            "works: a list of addresses with 5 items, none of which the source takes, the newest 3 seconds old"
        ),
        (.list(ListSummary(kind: "page", items: 0, taken: 0, age: nil), feed: nil), "works: a page with no links"),
        (
            .index(1, ListSummary(kind: "newsSitemap", items: 7, taken: 7, age: .zero)),
            "works: an index of 1 sitemap, the latest with 7 items, the newest 0 seconds old"
        ),
    ]) func findingsAreWords(_ finding: TrialFinding, _ words: String) {
        #expect(TrialResult.works(finding).words == words)
    }

    private static func site(robots: String = "User-agent: *\nDisallow:\n") async throws -> LoopbackWeb {
        let (now, day) = (Date(), 86_400.0)
        return try await LoopbackWeb.start { request in
            let date = { (age: Double) in Date(timeInterval: -age, since: now).ISO8601Format() }
            let items = [("local/a", 2.5 / 24), ("b", 2.0)].map { path, days in
                "<item><link>\(request.origin)/\(path)</link><dc:date>\(date(days * day))</dc:date></item>"
            }
            let sitemap = { (name: String, days: Double) in
                "<sitemap><loc>\(request.origin)/\(name)</loc><lastmod>\(date(days * day))</lastmod></sitemap>"
            }
            return switch request.path {
            case "/robots.txt": .text(robots)
            case "/rss.xml":
                .xml(
                    "<rss xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>\(items.joined())</channel></rss>",
                    type: "application/rss+xml")
            case "/old.xml": .redirect(to: "\(request.origin)/rss.xml", status: 302)
            case "/index.xml":
                .xml(
                    "<sitemapindex>\(sitemap("old-map.xml", 30))\(sitemap("map.xml", 3))</sitemapindex>",
                    type: "text/xml")
            case "/map.xml":
                .xml(
                    "<urlset><url><loc>\(request.origin)/a</loc><lastmod>\(date(3.5 * day))</lastmod></url></urlset>",
                    type: "text/xml")
            case "/a":
                .init(
                    headers: ["Content-Type": "text/html"], body: Array(GeneratedPages.article(1).utf8)
                )
            case "/":
                .init(
                    headers: ["Content-Type": "text/html"],
                    body: Array(
                        "<link rel=alternate type=application/rss+xml href=/rss.xml><p>Welcome".utf8))
            default: nil
            }
        }
    }
}
