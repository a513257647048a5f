import SampleWeb
import Testing

/// What servers see of politeness, by their own logs.
@Suite struct PolitenessTests {
    /// Names of one server that count together keep the delay between them, whichever is asked.
    @Test func namesOfOneAddressCanCountAsOneHost() async throws {
        let site = try await GeneratedPages.site(articles: 4)
        let desk = try NewsDesk()
        let (one, other) = ("http://127.0.0.1:\(site.port)", "http://localhost:\(site.port)")
        try desk.configure(
            fetch: "delay = \"200ms\"\ngroup_hosts = \"address\"", allow: "0.0.0.0/0",
            sources: [
                ("one", "articles = [\"\(one)/a/1\"]"), ("other", "articles = [\"\(other)/a/2\"]"),
            ])
        let first = try desk.run()
        try await eventually("both: \(first.errors)") { desk.files(".txt").count == 2 }
        let known = site.requests.count
        try desk.rewrite(sources: [
            ("one", "articles = [\"\(one)/a/1\", \"\(one)/a/3\"]"),
            ("other", "articles = [\"\(other)/a/2\", \"\(other)/a/4\"]"),
        ])
        first.signal(1)
        try await eventually("all: \(first.errors)") { desk.files(".txt").count == 4 }
        #expect(try await desk.stop(first) == .status(0))
        let log = site.requests.dropFirst(known)
        #expect(log.count == 2)
        for (earlier, later) in zip(log, log.dropFirst()) {
            #expect(later.arrived - earlier.arrived >= .milliseconds(200))
        }
        await site.stop()
    }

    @Test func aSiteMayHaveADelayOfItsOwn() async throws {
        let site = try await GeneratedPages.site(articles: 3)
        let desk = try NewsDesk()
        try desk.configure(sources: [("piers", "url = \"\(site.origin)/rss.xml\"")])
        try desk.write("delay = \"400ms\"\n", to: "sites.d/127.0.0.1.toml")
        let daemon = try desk.run()
        try await eventually("all: \(daemon.errors)") { desk.files(".txt").count == 3 }
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(site.requests.count == 5)
        for (earlier, later) in zip(site.requests, site.requests.dropFirst()) {
            #expect(later.arrived - earlier.arrived >= .milliseconds(400))
        }
        await site.stop()
    }

    @Test func aCrawlDelayIsKept() async throws {
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/robots.txt": .text("User-agent: *\nCrawl-delay: 0.4\n")
            case "/rss.xml": .xml(GeneratedPages.rss((1...3).map { "\(request.origin)/a/\($0)" }))
            default: Int(request.path.dropFirst(3)).map { .html(GeneratedPages.article($0)) }
            }
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [("piers", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await eventually("all: \(daemon.errors)") { desk.files(".txt").count == 3 }
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(site.requests.count == 5)
        for (earlier, later) in zip(site.requests.dropFirst(), site.requests.dropFirst(2)) {
            #expect(later.arrived - earlier.arrived >= .milliseconds(400))
        }
        await site.stop()
    }

    /// What else is due there stays away, while another host's articles come.
    @Test func retryAfterIsObeyedByAllThatIsAskedOfTheHost() async throws {
        let busy = try await LoopbackWeb.start { request in
            switch request.path {
            case "/rss.xml": .xml(GeneratedPages.rss((1...2).map { "\(request.origin)/a/\($0)" }))
            case "/a/1", "/a/2": .init(status: 503, headers: ["Retry-After": "61"])
            default: nil
            }
        }
        let other = try await GeneratedPages.site(articles: 3)
        let desk = try NewsDesk()
        try desk.configure(sources: [("busy", "url = \"\(busy.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await daemon.waitForLine("will try again", "503")
        let known = busy.requests.count
        try desk.rewrite(sources: [
            ("busy", "url = \"\(busy.origin)/rss.xml\""), ("other", "url = \"\(other.origin)/rss.xml\""),
        ])
        daemon.signal(1)
        try await eventually("the other's: \(daemon.errors)") { desk.files(".txt").count == 3 }
        #expect(busy.requests.count == known && busy.requests.filter { $0.request.path.hasPrefix("/a/") }.count == 1)
        #expect(try await desk.stop(daemon) == .status(0))
        await busy.stop()
        await other.stop()
    }

    @Test func whatHasNotChangedIsNotSentAgain() async throws {
        let site = try await LoopbackWeb.start { request in
            request.path == "/rss.xml"
                ? .init(
                    headers: [
                        "Content-Type": "text/xml", "ETag": "\"v1\"", "Last-Modified": "Mon, 02 Mar 2026 08:00:00 GMT",
                    ],
                    body: Array(GeneratedPages.rss([]).utf8)) : nil
        }
        let desk = try NewsDesk()
        try desk.configure(
            polling: "interval = \"1s\"\nmin_interval = \"1s\"\nmax_interval = \"1s\"",
            sources: [("same", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await daemon.waitForLine("poll planned", "not modified (304)")
        #expect(try await desk.stop(daemon) == .status(0))
        let polls = site.requests(for: "/rss.xml").map { $0.request.header("If-None-Match") }
        #expect(polls.first == .some(nil) && polls.dropFirst().allSatisfy { $0 == "\"v1\"" } && polls.count >= 2)
        await site.stop()
    }
}
