import SampleWeb
import Testing

/// A redirect leads to an address like any other: its host's robots.txt, delay and limits hold.
@Suite struct PoliteRedirectTests {
    @Test func theTargetsRobotsFileDecides() async throws {
        let target = try await LoopbackWeb.start(host: "127.0.0.2") { request in
            switch request.path {
            case "/robots.txt": .text("User-agent: *\nDisallow: /private/\n")
            case "/a/1", "/private/2": .html(GeneratedPages.article(1))
            case "/private/feed": .xml(GeneratedPages.rss(["/a/1"]))
            default: nil
            }
        }
        let origin = target.origin
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/rss.xml": .xml(GeneratedPages.rss(["\(request.origin)/one", "\(request.origin)/two"]))
            case "/one": .redirect(to: "\(origin)/a/1", status: 302)
            case "/two": .redirect(to: "\(origin)/private/2")
            case "/feed": .redirect(to: "\(origin)/private/feed")
            default: nil
            }
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [
            ("piers", "url = \"\(site.origin)/rss.xml\""), ("hidden", "url = \"\(site.origin)/feed\""),
        ])
        let daemon = try desk.run()
        try await eventually("the article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        try await daemon.waitForLine("not delivered", "/two", "robots.txt forbids it", "/private/2")
        try await daemon.waitForLine("source failed", "source=hidden", "robots.txt forbids it")
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(target.requests.map(\.request.path) == ["/robots.txt", "/a/1"])
        #expect(try desk.ledger { try $0.source("hidden")?.failureKind } == "robots")
        await site.stop()
        await target.stop()
    }

    @Test func everyHopWaitsForItsHostsDelay() async throws {
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/robots.txt": .text("User-agent: *\nCrawl-delay: 0.6\n")
            case "/start": .redirect(to: "/next", status: 307)
            case "/next": .redirect(to: "/a/1", status: 308)
            case "/a/1": .html(GeneratedPages.article(1))
            default: nil
            }
        }
        let desk = try NewsDesk()
        try desk.configure(
            fetch: "delay = \"300ms\"\nper_host_connections = 4",
            sources: [("list", "articles = [\"\(site.origin)/start\"]")])
        let daemon = try desk.run()
        try await eventually("the article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        #expect(try await desk.stop(daemon) == .status(0))
        let log = site.requests
        #expect(log.map(\.request.path) == ["/robots.txt", "/start", "/next", "/a/1"])
        for (earlier, later) in zip(log, log.dropFirst()) {
            #expect(later.arrived - (earlier.answered ?? later.arrived) >= .milliseconds(595))
        }
        await site.stop()
    }

    @Test func cookiesLastForOneChain() async throws {
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/one", "/two":
                .init(status: 302, headers: ["Location": "/a\(request.path)", "Set-Cookie": "pass=\(request.path)"])
            case "/a/one", "/a/two":
                request.header("Cookie") == "pass=\(request.path.dropFirst(2))"
                    ? .html(GeneratedPages.article(request.path == "/a/one" ? 1 : 2)) : .init(status: 403)
            default: nil
            }
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [("list", "articles = [\"\(site.origin)/one\", \"\(site.origin)/two\"]")])
        let daemon = try desk.run()
        try await eventually("both articles: \(daemon.errors)") { desk.files(".txt").count == 2 }
        #expect(try await desk.stop(daemon) == .status(0))
        for path in ["/robots.txt", "/one", "/two"] {
            #expect(site.requests(for: path).allSatisfy { $0.request.header("Cookie") == nil })
        }
        await site.stop()
    }

    @Test(arguments: [
        "<meta http-equiv=\"refresh\" content=\"0; url=/a/1\">", "<link rel=\"canonical\" href=\"/a/1\">",
    ])
    func aPageThatSendsItsReaderOnIsFollowedOnce(head: String) async throws {
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/robots.txt": .text("User-agent: *\nDisallow: /closed\n")
            case "/start": .html("<html><head><title>Wait</title>\(head)</head><body><p>One moment.</p></body></html>")
            case "/around":
                .html("<html><head><meta http-equiv=refresh content='1;url=/again'></head><p>Wait.</p></html>")
            case "/again":
                .html("<html><head><meta http-equiv=refresh content='1;url=/a/2'></head><p>Wait.</p></html>")
            case "/out":
                .html("<html><head><meta http-equiv=refresh content='0;url=/closed'></head><p>Wait.</p></html>")
            case "/a/1", "/a/2", "/closed": .html(GeneratedPages.article(1))
            default: nil
            }
        }
        let desk = try NewsDesk()
        let list = ["around", "out", "start"].map { "\"\(site.origin)/\($0)\"" }.joined(separator: ", ")
        try desk.configure(sources: [("list", "articles = [\(list)]")])
        let daemon = try desk.run()
        try await eventually("the article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        try await daemon.waitForLine("not delivered", "/around", "holds no article")
        try await daemon.waitForLine("not delivered", "/out", "robots.txt forbids it")
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(site.requests(for: "/a/1").count == 1 && site.requests(for: "/a/2").isEmpty)
        await site.stop()
    }

    @Test func endlessRedirectsEnd() async throws {
        let site = try await LoopbackWeb.start { request in
            request.path == "/robots.txt" ? .notFound : .redirect(to: request.target + "x", status: 302)
        }
        let desk = try NewsDesk()
        try desk.configure(
            fetch: "delay = \"0s\"\nmax_redirects = 3", sources: [("list", "articles = [\"\(site.origin)/a\"]")])
        let daemon = try desk.run()
        try await daemon.waitForLine("not delivered", "more than 3 redirects")
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(site.requests.count == 5)
        await site.stop()
    }
}
