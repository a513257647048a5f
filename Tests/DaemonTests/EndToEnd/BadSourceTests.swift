import Foundation
import Ledger
import SampleWeb
import Testing

/// A source that does not work says so once, with its reason, is tried again later, and costs the others nothing.
@Suite struct BadSourceTests {
    /// Paths of one server, each broken in its way, and words of the reason.
    static let faults: [(name: String, reason: String)] = [
        ("missing", "404"), ("failing", "500"), ("garbage", "feed"), ("empty", "empty"), ("page", "feed"),
        ("loop", "redirect"), ("index", "sitemap"),
    ]

    private func brokenSite() async throws -> LoopbackWeb {
        try await LoopbackWeb.start { request in
            switch request.path {
            case "/failing": .init(status: 500)
            case "/garbage": .init(body: (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) })
            case "/empty": .init()
            case "/page": .html("<!DOCTYPE html><html><body><h1>Welcome</h1><p>No feed here.</p></body></html>")
            case "/loop": .redirect(to: "/loop")
            case "/index":
                .xml("<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>")
            default: nil
            }
        }
    }

    @Test func eachIsLoggedOnceRetriedLaterAndLeavesTheOthersAlone() async throws {
        let broken = try await brokenSite()
        let good = try await GeneratedPages.site(articles: 3)
        let desk = try NewsDesk()
        var sources = Self.faults.map { ($0.name, "url = \"\(broken.origin)/\($0.name)\"") }
        sources += [
            ("refused", "url = \"http://127.0.0.1:9/rss\""),
            ("other", "kind = \"atom\"\nurl = \"\(good.origin)/rss.xml?other\""),
            ("nowhere", "url = \"http://nowhere.invalid/rss\""),
            ("private", "url = \"http://169.254.1.1/rss\""), ("good", "url = \"\(good.origin)/rss.xml\""),
        ]
        try desk.configure(
            fetch: "delay = \"0s\"\nper_host_connections = 8",
            polling: "interval = \"1s\"\nmin_interval = \"1s\"", sources: sources)
        let daemon = try desk.run()
        try await eventually("the good source: \(daemon.errors)") { desk.files(".txt").count == 3 }
        for (name, _) in sources where name != "good" {
            try await daemon.waitForLine("source failed", "source=\(name)")
        }
        // Each is asked again, which is not logged again.
        for (name, _) in Self.faults {
            try await eventually("another poll of \(name)") { broken.requests(for: "/" + name).count >= 2 }
        }
        #expect(try await desk.stop(daemon) == .status(0))

        for (name, reason) in Self.faults + [
            ("refused", "connect"), ("nowhere", "nowhere.invalid"), ("private", "169.254"),
            ("other", "of the kind rss, not atom"),
        ] {
            let lines = daemon.lines(with: "source failed", "source=\(name)")
            #expect(lines.count == 1, "\(lines)")
            #expect(lines[0].lowercased().contains(reason), "\(lines)")
        }
        try desk.ledger { ledger in
            for (name, _) in sources where name != "good" {
                let record = try #require(try ledger.source(name))
                #expect(
                    record.failures >= 1 && record.lastError?.isEmpty == false && record.lastSuccessMilliseconds == nil)
                #expect(record.nextPollMilliseconds > record.lastPollMilliseconds ?? .max, "\(name)")
            }
            #expect(try ledger.source("good")?.failures == 0)
        }
        await broken.stop()
        await good.stop()
    }

    @Test func aServerThatHangsIsLeftAfterTheTimeLimitAndTheOthersAreRead() async throws {
        let hanging = try await LoopbackWeb.start { request in
            request.path == "/robots.txt" ? .notFound : .init(delay: .seconds(600))
        }
        let good = try await GeneratedPages.site(articles: 1)
        let desk = try NewsDesk()
        try desk.configure(
            fetch: "delay = \"0s\"\nconnect_timeout = \"10s\"\ntotal_timeout = \"10s\"",
            sources: [
                ("feed", "url = \"\(hanging.origin)/rss.xml\""), ("page", "articles = [\"\(hanging.origin)/a\"]"),
                ("good", "url = \"\(good.origin)/rss.xml\""),
            ])
        let daemon = try desk.run()
        try await daemon.waitForLine("source failed", "source=feed", "not finished within 10 s")
        try await daemon.waitForLine("will try again", "\(hanging.origin)/a", "not finished within 10 s")
        try await eventually("the good source: \(daemon.errors)") { desk.files(".txt").count == 1 }
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(try desk.ledger { try $0.source("feed")?.failures } == 1)
        await hanging.stop()
        await good.stop()
    }

    @Test func aSourceThatRecoversIsReadAndSaysSo() async throws {
        let site = try await LoopbackWeb.start { [calls = Counter()] request in
            switch request.path {
            case "/rss.xml" where calls.next() < 3: return .init(status: 502)
            case "/rss.xml": return .xml(GeneratedPages.rss(["\(request.origin)/a/1"]))
            case "/a/1": return .html(GeneratedPages.article(1))
            default: return nil
            }
        }
        let desk = try NewsDesk()
        try desk.configure(
            polling: "interval = \"1s\"\nmin_interval = \"1s\"\nmax_interval = \"2s\"",
            sources: [("shaky", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await eventually("the article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(daemon.lines(with: "source failed", "502").count == 1)
        #expect(daemon.lines(with: "source works again").count == 1)
        await site.stop()
    }

    /// What stands within the first 500 KiB holds, and what follows does not (RFC 9309, 2.5).
    @Test func aRobotsFileOfManyMegabytesIsReadToItsLimit() async throws {
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/robots.txt":
                let filler = "# \(String(repeating: "x", count: 997))\n"
                let rules = "User-agent: *\nDisallow: /secret/\n" + String(repeating: filler, count: 3_000)
                return .init(body: Array((rules + "Disallow: /\n").utf8))
            case "/rss.xml":
                return .xml(GeneratedPages.rss(["\(request.origin)/secret/1", "\(request.origin)/a/1"]))
            case "/a/1", "/secret/1": return .html(GeneratedPages.article(1))
            default: return nil
            }
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [("large", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await eventually("the article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        try await daemon.waitForLine("/secret/1", "robots.txt")
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(site.requests(for: "/secret/1").isEmpty)
        await site.stop()
    }

    /// A server whose robots.txt cannot be read is left alone (RFC 9309, 2.3.1.4): its articles wait and are not given up.
    @Test func articlesOfAServerWithoutReadableRobotsWait() async throws {
        let site = try await LoopbackWeb.start { request in
            request.path == "/robots.txt" ? .init(status: 500) : .html(GeneratedPages.article(1))
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [
            ("closed", "articles = [\"\(site.origin)/a/1\", \"\(site.origin)/a/2\"]"),
            ("feed", "url = \"\(site.origin)/rss\""),
        ])
        let daemon = try desk.run()
        try await daemon.waitForLine("source failed", "source=feed", "robots.txt answers 500")
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(Set(site.requests.map(\.request.path)) == ["/robots.txt"])
        #expect(try desk.records().map(\.state) == [.waiting, .waiting])
        await site.stop()
    }

    /// With more than one connection a task that waits for robots.txt came back at once, again and again.
    @Test func waitingForRobotsDoesNotSpin() async throws {
        let site = try await LoopbackWeb.start { request in
            request.path == "/robots.txt"
                ? .init(status: 404, delay: .milliseconds(300))
                : .html(GeneratedPages.article(request.path.hasSuffix("1") ? 1 : 2))
        }
        let desk = try NewsDesk()
        try desk.configure(
            fetch: "delay = \"0s\"\nper_host_connections = 4",
            sources: [("slow", "articles = [\"\(site.origin)/a/1\", \"\(site.origin)/a/2\"]")])
        let daemon = try desk.run()
        try await eventually("both: \(daemon.errors)") { desk.files(".txt").count == 2 }
        #expect(site.requests(for: "/robots.txt").count == 1)
        #expect(try await desk.stop(daemon) == .status(0))
        await site.stop()
    }
}
