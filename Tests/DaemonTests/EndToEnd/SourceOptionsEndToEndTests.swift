import Foundation
import JSON
import Ledger
import SampleWeb
import Testing

/// What a source's options do to requests and deliveries.
@Suite struct SourceOptionsEndToEndTests {
    @Test func requestsCarryWhatTheSourceSaysAndOthersNothing() async throws {
        let other = try await GeneratedPages.site(articles: 1)
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/robots.txt": return .text("User-agent: *\nDisallow: /\n")
            case "/rss.xml":
                return .xml(
                    GeneratedPages.rss(["\(request.origin)/a/1", "\(other.origin)/a/1", "\(request.origin)/x/2"]))
            case "/a/1", "/x/2": return .html(GeneratedPages.article(2))
            default: return nil
            }
        }
        let desk = try NewsDesk()
        try desk.write("anna:secret", to: "sources.d/secret")
        try desk.configure(sources: [
            (
                "site",
                """
                url = "\(site.origin)/rss.xml"
                cookie = "a=b"
                headers = { "X-Key" = "k" }
                basic_auth_file = "secret"
                user_agent = "reader/2"
                language = "sv"
                tags = ["local"]
                exclude_urls = ["*/x/*"]
                ignore_robots = "the site is the test's own"
                """
            )
        ])
        let daemon = try desk.run()
        try await eventually("both articles: \(daemon.errors)") { desk.files(".txt").count == 2 }
        try await daemon.waitForLine("robots.txt is not obeyed", "the site is the test's own")
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(Set(site.requests.map(\.request.path)) == ["/rss.xml", "/a/1"])
        for request in site.requests.map(\.request) {
            #expect(request.header("Cookie") == "a=b" && request.header("X-Key") == "k")
            #expect(request.header("Authorization") == "Basic YW5uYTpzZWNyZXQ=")
            #expect(request.header("User-Agent") == "reader/2")
            #expect(request.header("Accept-Language")?.hasPrefix("sv") == true)
        }
        let foreign = other.requests.map(\.request).filter { $0.path == "/a/1" }
        #expect(foreign.count == 1)
        for request in foreign {
            #expect(
                request.header("Cookie") == nil && request.header("X-Key") == nil
                    && request.header("Authorization") == nil)
        }
        for delivery in try desk.deliveries() { #expect(delivery["tags"]?.array?.first?.string == "local") }
        #expect(!daemon.errors.contains("secret") || !daemon.errors.contains("anna:"))
        await site.stop()
        await other.stop()
    }

    /// Nothing is asked for without the secret that it should go with.
    @Test func aSourceWhoseSecretIsNotThereSaysSo() async throws {
        let site = try await GeneratedPages.site(articles: 1)
        let desk = try NewsDesk()
        try desk.configure(sources: [
            ("closed", "bearer_file = \"credential:news\"\nurl = \"\(site.origin)/rss.xml\"")
        ])
        let daemon = try desk.run()
        try await daemon.waitForLine("source failed", "credential:news is not there")
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(try desk.source("closed")?.failureKind == "login" && site.requests.isEmpty)
        await site.stop()
    }

    @Test func aPausedSourceIsNotAskedFor() async throws {
        let paused = try await GeneratedPages.site(articles: 1)
        let good = try await GeneratedPages.site(articles: 1)
        let desk = try NewsDesk()
        try desk.configure(sources: [
            ("paused", "paused = true\nurl = \"\(paused.origin)/rss.xml\""),
            ("good", "url = \"\(good.origin)/rss.xml\""),
        ])
        let daemon = try desk.run()
        try await eventually("the good source: \(daemon.errors)") { desk.files(".txt").count == 1 }
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(paused.requests.isEmpty)
        let status = try await copydesk(["status", "--json", "--config", desk.configuration])
        let sources = try JSONValue.parse(Array(status.output.utf8))["sources"]?.array
        let states = sources?.map { [$0["name"]?.string, $0["state"]?.string] }
        #expect(states?.contains(["paused", "paused"]) == true && states?.contains(["good", "working"]) == true)
        #expect(sources?.first { $0["name"]?.string == "paused" }?["next_poll"]?.string == nil)
        await paused.stop()
        await good.stop()
    }
}
