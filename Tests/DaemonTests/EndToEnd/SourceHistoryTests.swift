import JSON
import Ledger
import SampleWeb
import Scheduling
import Testing

@testable import Daemon

/// What a source's polls teach, over restarts, and what people see of it.
@Suite struct SourceHistoryTests {
    private static let everySecond = "interval = \"1s\"\nmin_interval = \"1s\"\nmax_interval = \"1s\""

    @Test func aPermanentRedirectIsFollowedForGoodAfterThreePolls() async throws {
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/old.xml": .redirect(to: "/new.xml", status: 301)
            case "/passing.xml": .redirect(to: "/new.xml", status: 307)
            case "/new.xml": .xml(GeneratedPages.rss([]))
            default: nil
            }
        }
        let desk = try NewsDesk()
        try desk.configure(
            polling: Self.everySecond,
            sources: [
                ("moving", "url = \"\(site.origin)/old.xml\""), ("passing", "url = \"\(site.origin)/passing.xml\""),
            ])
        let daemon = try desk.run()
        try await daemon.waitForLine("source moved", "source=moving", "/new.xml")
        try await eventually("polls: \(daemon.errors)") { site.requests(for: "/passing.xml").count >= 5 }
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(site.requests(for: "/old.xml").count == 3)
        #expect(daemon.lines(with: "source moved").count == 1)

        let second = try desk.run()
        try await eventually("a poll: \(second.errors)") { !second.lines(with: "polled", "source=moving").isEmpty }
        #expect(try await desk.stop(second) == .status(0))
        #expect(site.requests(for: "/old.xml").count == 3)
        let status = try await status(of: desk)
        #expect(status["moving"]?["state"]?.string == "moved")
        #expect(status["moving"]?["moved_to"]?.string == "\(site.origin)/new.xml")
        #expect(status["passing"]?["state"]?.string == "working")
        await site.stop()
    }

    @Test func aSourceThatIsGoneIsRetiredAndStillListed() async throws {
        let site = try await LoopbackWeb.start { request in
            request.path == "/robots.txt" ? .notFound : .init(status: 410)
        }
        let desk = try NewsDesk()
        try desk.configure(polling: Self.everySecond, sources: [("late", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await daemon.waitForLine("source failed", "source=late", "410")
        #expect(try await desk.stop(daemon) == .status(0))
        let record = try #require(try desk.ledger { try $0.source("late") })
        #expect(record.nextPollMilliseconds >= (record.lastPollMilliseconds ?? .max) + 7 * 86_400_000)
        let second = try desk.run()
        try await second.waitForLine("started")
        #expect(try await desk.stop(second) == .status(0))
        #expect(site.requests(for: "/rss.xml").count == 1)
        let shown = try await copydesk(["status", "--config", desk.configuration])
        #expect(shown.output.contains("  late    gone, retired since 20"))
        #expect(shown.output.contains(": gone (410): retired, one more look in 7 days\n"))
        #expect(
            shown.output.contains(
                "    1 time: the server answers 410, 0 delivered, never answered, auto \(site.origin)/rss.xml\n"))
        await site.stop()
    }

    @Test func theRhythmOutlivesARestartAndTheResponseIsHeard() async throws {
        let site = try await LoopbackWeb.start { request in
            request.path == "/rss.xml"
                ? .init(
                    headers: ["Content-Type": "text/xml", "Cache-Control": "max-age=36000"],
                    body: Array(GeneratedPages.rss([]).utf8)) : nil
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [("slow", "url = \"\(site.origin)/rss.xml\"")])
        try desk.ledger { ledger in
            try ledger.register(
                sources: [SourceSeed(id: "slow", url: "\(site.origin)/rss.xml", kind: "auto")], now: 0)
            try ledger.recordPoll(
                source: "slow", outcome: .notModified, plan: .init(nextPoll: 1, rhythm: "interval=14400000"), now: 0)
        }
        let daemon = try desk.run()
        try await daemon.waitForLine("poll planned", "nothing new: later, every 6 h; the source asks for at least 10 h")
        #expect(try await desk.stop(daemon) == .status(0))
        let status = try await status(of: desk)
        #expect(status["slow"]?["state_in_words"]?.string == "working")
        #expect(status["slow"]?["next_poll_reason"]?.string?.hasSuffix("at least 10 h") == true)
        await site.stop()
    }

    private func status(of desk: NewsDesk) async throws -> [String: JSONValue] {
        let result = try await copydesk(["status", "--json", "--config", desk.configuration])
        let sources = try JSONValue.parse(Array(result.output.utf8))["sources"]?.array ?? []
        return Dictionary(uniqueKeysWithValues: sources.map { ($0["name"]?.string ?? "", $0) })
    }
}

/// The words for how a source is doing.
@Suite struct SourceStateTests {
    private static let day: Int64 = 86_400_000
    /// 2026-11-20 08:15 UTC.
    private static let start: Int64 = 1_795_162_500_000

    private func record(_ outcomes: [RecordedPoll], rhythm: String = "", move: RecordedMove = .init()) throws
        -> SourceRecord
    {
        let desk = try NewsDesk()
        return try desk.ledger { ledger in
            try ledger.register(sources: [SourceSeed(id: "s", url: "https://s.example/", kind: "auto")], now: 0)
            for (index, outcome) in outcomes.enumerated() {
                try ledger.recordPoll(
                    source: "s", outcome: outcome, plan: RecordedPlan(nextPoll: 0, rhythm: rhythm, move: move),
                    now: Self.start + Int64(index) * Self.day)
            }
            return try #require(try ledger.source("s"))
        }
    }

    @Test(arguments: [
        ("dns", "DNS error"), ("connect", "cannot connect"), ("tls", "TLS error"), ("timeout", "no answer in time"),
        ("refused", "address refused"), ("robots", "robots.txt forbids"), ("login", "login required"),
        ("robotsUnreadable", "robots.txt cannot be read"), ("busy", "asked to wait"), ("gone", "gone, retired"),
        ("a word of a later version", "failing"),
    ])
    func aFailureIsNamedWithItsBeginning(_ kind: String, words: String) throws {
        let failed = RecordedPoll.failed(reason: "x", kind: kind)
        let state = SourceState(try record([.notModified, failed, failed]), now: Instant(milliseconds: Self.start))
        #expect(state.words == "\(words) since 2026-11-21 08:15 UTC")
        #expect(state.word == (kind.contains(" ") ? "other" : kind))
    }

    @Test(
        arguments: [
            (3600, 3, "empty for 3 days, usually hourly"), (3600, 1, nil),
            (86_400, 9, "empty for 9 days, usually daily"),
            (86_400, 2, nil), (7 * 86_400, 9, nil), (7 * 86_400, 30, "empty for 30 days, usually weekly"),
            (4 * 86_400, 30, "empty for 30 days, usually every 4 days"),
            (8 * 3600, 4, "empty for 4 days, usually several times a day"),
            (30 * 86_400, 100, "empty for 100 days, usually every 30 days"),
        ] as [(Int64, Int64, String?)])
    func silenceIsMeasuredByWhatIsUsual(gapSeconds: Int64, days: Int64, words: String?) throws {
        let rhythm = "interval=1 gap=\(gapSeconds * 1000) news=\(Self.start)"
        let now = Instant(milliseconds: Self.start + days * Self.day)
        let state = SourceState(try record([.notModified], rhythm: rhythm), now: now)
        #expect(state.words == words ?? "working")
        #expect(state.word == (words == nil ? "working" : "empty"))
        #expect(state.lastNews?.milliseconds == Self.start)
    }

    @Test func newMovedAndWorking() throws {
        let now = Instant(milliseconds: Self.start)
        #expect(SourceState(try record([]), now: now).words == "not polled yet")
        #expect(SourceState(try record([.notModified]), now: now).words == "working")
        let moved = RecordedMove(adopted: "https://t.example/")
        #expect(SourceState(try record([.notModified], move: moved), now: now).words == "moved to https://t.example/")
    }
}
