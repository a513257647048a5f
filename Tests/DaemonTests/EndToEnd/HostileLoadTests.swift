import Foundation
import HostileInputs
import SampleWeb
import Testing

/// Every hostile page is served to a running daemon, again and again, beside an ordinary source: that one is delivered
/// whole, and the daemon does not grow.
@Suite struct HostileLoadTests {
    /// More in `make hostile`.
    private static let rounds = Int(ProcessInfo.processInfo.environment["HOSTILE_ROUNDS"] ?? "") ?? 1
    private static let inputs = HostileInput.markup + HostileInput.text + HostileInput.metadata

    @Test func theOrdinarySourceIsDeliveredAndTheDaemonStaysSmall() async throws {
        let ordinary = try await GeneratedPages.site(articles: 40)
        let count = Self.inputs.count
        let hostile = try await LoopbackWeb.start { request in
            guard let number = Int(request.path.dropFirst()), number > 0 else { return nil }
            return .init(
                headers: ["Content-Type": "text/html"], body: Self.inputs[number % count].bytes(1))
        }
        let desk = try NewsDesk()
        var half = 0
        for round in 1...Self.rounds {
            let addresses = ((round - 1) * count + 1...round * count).map { "\"\(hostile.origin)/\($0)\"" }
            try desk.configure(
                fetch: "delay = \"0s\"\nper_host_connections = 4",
                extraction: "workers = 2\nwall_limit = \"60s\"\ncpu_limit = \"60s\"",
                sources: [
                    ("hostile\(round)", "articles = [\(addresses.joined(separator: ", "))]"),
                    ("piers", "url = \"\(ordinary.origin)/rss.xml\""),
                ])
            let daemon = try desk.run()
            try await eventually("the ordinary articles: \(daemon.errors.suffix(2000))", within: .seconds(120)) {
                desk.files(".txt").filter { $0.contains("/piers/") }.count == 40
            }
            // Pages of the hostile site are under way all the time, and none of them holds the ordinary one up: there are
            // two workers, and a page waits for no more than those before it.
            try await eventually("half of the hostile pages", within: .seconds(600)) {
                Self.done(daemon) >= count / 2
            }
            half = Self.residentMebibytes(daemon.processID)
            try await eventually("all hostile pages", within: .seconds(600)) { Self.done(daemon) >= count }
            let end = Self.residentMebibytes(daemon.processID)
            #expect(end <= half + 48, "\(half) MiB after half of the pages, \(end) MiB after all")
            #expect(daemon.isRunning && daemon.lines(with: "quarantine=").isEmpty)
            #expect(try await desk.stop(daemon) == .status(0))
        }
        await hostile.stop()
        await ordinary.stop()
    }

    /// Hostile pages that came to an end of any kind.
    private static func done(_ daemon: RunningProgram) -> Int {
        daemon.errorLines.count { line in
            line.contains("source=hostile") && (line.contains("not delivered") || line.contains(" delivered "))
        }
    }

    private static func residentMebibytes(_ process: pid_t) -> Int {
        // A process that is gone has none.
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) >> 10
    }
}
