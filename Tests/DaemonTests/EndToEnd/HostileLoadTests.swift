import Foundation
import HostileInputs
import SampleWeb
import Testing
import Worker

/// Every hostile page, text and feed is served to one running daemon, round after round, beside an ordinary source: that one
/// is delivered whole and waits no longer in the end than in the beginning, and the daemon does not grow.
@Suite struct HostileLoadTests {
    /// More in `make hostile`.
    private static let rounds = Int(ProcessInfo.processInfo.environment["HOSTILE_ROUNDS"] ?? "") ?? 1
    private static let pages =
        HostileInput.markup + HostileInput.text + HostileInput.metadata
        + HostileInput.feedsAndText.filter { $0.operation == .clean }
    private static let feeds = HostileInput.feedsAndText.filter { $0.operation == .feed }
    /// Ordinary articles a round, the answers so slow that they come in beside the hostile ones all the time.
    private static let articles = 40
    private static let answerTime = Duration.seconds(2)

    @Test func theOrdinarySourceIsDeliveredAndTheDaemonStaysSmall() async throws {
        let ordinary = try await Self.ordinarySite()
        let hostile = try await Self.hostileSite()
        let desk = try NewsDesk()
        let count = Self.rounds * Self.pages.count
        let list = { (numbers: ClosedRange<Int>, prefix: String) in
            "articles = [\(numbers.map { "\"\(prefix)\($0)\"" }.joined(separator: ", "))]"
        }
        let feeds = Self.feeds.indices.map { ("feed\($0)", "url = \"\(hostile.origin)/feed/\($0)\"\nmax_items = 2") }
        try desk.configure(
            fetch: "delay = \"0s\"\nper_host_connections = 4",
            extraction: "workers = 2\nwall_limit = \"60s\"\ncpu_limit = \"60s\"",
            sources: feeds + [
                ("hostile", list(1...count, hostile.origin + "/")),
                ("piers", list(1...Self.rounds * Self.articles, ordinary.origin + "/a/")),
            ])
        let daemon = try desk.run()
        let limit = Duration.seconds(600 * Self.rounds)
        try await eventually("half of the hostile pages", within: limit) {
            !daemon.isRunning || Self.done(daemon) >= count / 2
        }
        let half = Self.residentMebibytes(daemon.processID)
        try await eventually("all: \(daemon.errors.suffix(2000))", within: limit) {
            !daemon.isRunning
                || Self.done(daemon) >= count && Self.polled(daemon) == Self.feeds.count
                    && desk.files(".txt").count { $0.contains("/piers/") } == Self.rounds * Self.articles
        }
        let end = Self.residentMebibytes(daemon.processID)
        #expect(end <= half + 48, "\(half) MiB after half of the pages, \(end) MiB after all")
        #expect(daemon.isRunning && daemon.lines(with: "quarantine=").isEmpty)
        #expect(try await desk.stop(daemon) == .status(0))
        let waits = try Self.waits(daemon, ordinary)
        let (first, second) = (waits.prefix(waits.count / 2), waits.suffix(waits.count / 2))
        let medians = [first, second].map { $0.sorted()[$0.count / 2] }
        #expect(medians[1] <= 2 * medians[0] + 1, "seconds from answer to delivery, first and second half: \(medians)")
        print("resident \(half) then \(end) MiB; median wait \(medians) s, the longest \(waits.max() ?? 0) s")
        await hostile.stop()
        await ordinary.stop()
    }

    private static func ordinarySite() async throws -> LoopbackWeb {
        try await LoopbackWeb.start { request in
            guard request.path.hasPrefix("/a/"), let number = Int(request.path.dropFirst(3)) else { return nil }
            return .init(
                headers: ["Content-Type": "text/html"], body: Array(GeneratedPages.article(number).utf8),
                delay: answerTime)
        }
    }

    private static func hostileSite() async throws -> LoopbackWeb {
        try await LoopbackWeb.start { request in
            if request.path.hasPrefix("/feed/"), let number = Int(request.path.dropFirst(6)) {
                // What a feed leads to is nobody else's server.
                let text = String(decoding: feeds[number].bytes(1), as: UTF8.self)
                    .replacing("https://example.com", with: request.origin)
                    .replacing("http://example.com", with: request.origin)
                return .init(headers: ["Content-Type": "application/xml"], body: Array(text.utf8))
            }
            guard let number = Int(request.path.dropFirst()), number > 0 else { return nil }
            let input = pages[number % pages.count]
            return .init(
                headers: ["Content-Type": input.operation == .clean ? "text/plain" : "text/html"],
                body: input.bytes(1))
        }
    }

    /// Hostile pages that came to an end of any kind.
    private static func done(_ daemon: RunningProgram) -> Int {
        daemon.errorLines.count { line in
            line.contains("source=hostile") && (line.contains("not delivered") || line.contains(" delivered "))
        }
    }

    /// Hostile feeds that were read or refused.
    private static func polled(_ daemon: RunningProgram) -> Int {
        let lines = daemon.errorLines.filter { $0.contains(" polled ") || $0.contains("source failed") }
        return Set(lines.compactMap { $0.split(separator: " ").first { $0.hasPrefix("source=feed") } }).count
    }

    /// Seconds from each ordinary answer to its delivery, in the order of the deliveries.
    private static func waits(_ daemon: RunningProgram, _ site: LoopbackWeb) throws -> [Double] {
        let (now, instant) = (Date(), ContinuousClock.now)
        var answers: [String: Date] = [:]
        for request in site.requests {
            guard let answered = request.answered else { continue }
            answers[request.request.path] = now - (instant - answered) / .seconds(1)
        }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        return try daemon.lines(with: " delivered ", "source=piers").map { line in
            let path = try #require(
                line.firstRange(of: "/a/").map { "/a/" + line[$0.upperBound...].prefix { $0.isNumber } })
            let delivered = try style.parse(String(line.prefix { $0 != " " }))
            return delivered.timeIntervalSince(try #require(answers[path]))
        }
    }

    private static func residentMebibytes(_ process: pid_t) -> Int {
        // A process that is gone has none.
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) >> 10
    }
}
