import Foundation
import SampleWeb
import Testing

/// SIGHUP.
@Suite struct ReloadTests {
    @Test func aNewSourceIsPolledAndABrokenFileChangesNothing() async throws {
        let one = try await GeneratedPages.site(articles: 1)
        let two = try await GeneratedPages.site(articles: 2)
        let desk = try NewsDesk()
        try desk.configure(sources: [("one", "url = \"\(one.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await eventually("the first source: \(daemon.errors)") { desk.files(".txt").count == 1 }

        try desk.rewrite(sources: [("one", "url = \"\(one.origin)/rss.xml\""), ("two", "adress = \"x\"")])
        daemon.signal(SIGHUP)
        try await daemon.waitForLine("error", "the old one stays", "sources.toml:6:1", "adress")
        #expect(daemon.isRunning)

        try desk.rewrite(
            sources: [("one", "url = \"\(one.origin)/rss.xml\""), ("two", "url = \"\(two.origin)/rss.xml\"")])
        daemon.signal(SIGHUP)
        try await daemon.waitForLine("configuration reloaded", "added=1", "changed=0", "removed=0")
        try await eventually("the second source: \(daemon.errors)") { desk.files(".txt").count == 3 }
        #expect(one.requests(for: "/rss.xml").count == 1, "a source that stays is not polled anew")
        #expect(try await desk.stop(daemon) == .status(0))
        await one.stop()
        await two.stop()
    }

    /// No disk is as large as what is asked for first.
    @Test func fetchingPausesBelowTheFloorAndGoesOnAboveIt() async throws {
        let site = try await GeneratedPages.site(articles: 2)
        let desk = try NewsDesk()
        let sources = [(name: "piers", line: "url = \"\(site.origin)/rss.xml\"")]
        try desk.configure(delivery: "min_free = 1_000_000_000_000_000", sources: sources)
        let daemon = try desk.run()
        try await daemon.waitForLine("error", "the disk is too full, fetching pauses")
        try await daemon.waitForLine("started")
        #expect(site.requests.isEmpty)
        try desk.configure(delivery: "min_free = 0", sources: sources)
        daemon.signal(SIGHUP)
        try await daemon.waitForLine("fetching goes on")
        try await eventually("all articles: \(daemon.errors)") { desk.files(".txt").count == 2 }
        #expect(daemon.lines(with: "fetching pauses").count == 1)
        #expect(try await desk.stop(daemon) == .status(0))
        await site.stop()
    }

    @Test func aSourceThatIsRemovedIsNotPolledAgainAndSettingsSayWhetherTheyWait() async throws {
        let site = try await GeneratedPages.site(articles: 1)
        let desk = try NewsDesk()
        let polling = "interval = \"1s\"\nmin_interval = \"1s\"\nmax_interval = \"1s\""
        try desk.configure(
            polling: polling,
            sources: [("gone", "url = \"\(site.origin)/rss.xml\""), ("kept", "url = \"\(site.origin)/b\"")])
        let daemon = try desk.run()
        try await eventually("polls: \(daemon.errors)") { site.requests(for: "/rss.xml").count >= 2 }
        try desk.configure(
            fetch: "delay = \"0s\"\nuser_agent = \"other\"", polling: polling,
            sources: [("kept", "url = \"\(site.origin)/b\"")])
        daemon.signal(SIGHUP)
        try await daemon.waitForLine("configuration reloaded", "removed=1", "waits_for_restart=fetch.user_agent")
        // One poll may have been under way.
        let polls = site.requests(for: "/rss.xml").count
        let others = site.requests(for: "/b").count
        try await eventually("more polls of the other") { site.requests(for: "/b").count >= others + 2 }
        #expect(site.requests(for: "/rss.xml").count <= polls + 1)
        #expect(site.requests.allSatisfy { $0.request.header("User-Agent") == "copydesk" })
        #expect(try await desk.stop(daemon) == .status(0))
        await site.stop()
    }
}
