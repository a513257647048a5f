import Foundation
import SampleWeb
import Testing

/// Signals, and who may not run twice.
@Suite struct StopTests {
    /// The site answers articles only after minutes, so work is under way when the signal comes.
    private func slowSite() async throws -> LoopbackWeb {
        try await LoopbackWeb.start { request in
            switch request.path {
            case "/rss.xml":
                return .xml(GeneratedPages.rss((1...20).map { "\(request.origin)/a/\($0)" }))
            case "/a/1": return .html(GeneratedPages.article(1))
            case "/robots.txt": return nil
            default: return .init(delay: .seconds(300))
            }
        }
    }

    @Test(arguments: [SIGTERM, SIGINT]) func aSignalDuringWorkEndsItInFiveSeconds(_ number: Int32) async throws {
        let site = try await slowSite()
        let desk = try NewsDesk()
        try desk.configure(sources: [("slow", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await eventually("a transfer is under way: \(daemon.errors)") {
            site.requests.contains { $0.request.path == "/a/2" }
        }
        let workers = daemon.children
        #expect(!workers.isEmpty)
        let start = ContinuousClock.now
        #expect(try await desk.stop(daemon, by: number) == .status(0))
        #expect(ContinuousClock.now - start < .seconds(5))
        try await eventually("no worker is left") { !workers.contains(where: ProcessTable.isAlive) }
        #expect(daemon.lines(with: "stopped").count == 1)
        #expect(daemon.lines(with: "warning").isEmpty && daemon.lines(with: "error").isEmpty)
        await site.stop()
    }

    @Test func workersDieWithADaemonThatIsKilled() async throws {
        let site = try await slowSite()
        let desk = try NewsDesk()
        try desk.configure(sources: [("slow", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await eventually("a worker: \(daemon.errors)") { !daemon.children.isEmpty }
        let workers = daemon.children
        daemon.signal(SIGKILL)
        #expect(try await daemon.ending() == .signal(SIGKILL))
        try await eventually("no worker is left") { !workers.contains(where: ProcessTable.isAlive) }
        await site.stop()
    }

    @Test func aSecondDaemonOnTheSameStateEndsWith75() async throws {
        let desk = try NewsDesk()
        try desk.configure(sources: [])
        let first = try desk.run()
        try await first.waitForLine("started")
        let second = try desk.run()
        #expect(try await second.ending() == .status(75))
        #expect(
            second.errors.hasPrefix("copydesk: ") && second.errors.contains("\(first.processID)"), "\(second.errors)")
        #expect(second.errorLines.count == 1)
        #expect(first.isRunning)
        #expect(try await desk.stop(first) == .status(0))
    }

    @Test(arguments: ["check", "run"]) func aBrokenConfigurationEndsWith78AndItsPlace(_ command: String) async throws {
        let desk = try NewsDesk()
        try desk.configure(sources: [("a", "ulr = \"https://example.org/\"")])
        let result = try await copydesk([command, "--config", desk.configuration])
        #expect(result.ending == .status(78))
        #expect(
            result.errors.contains("\(desk.path)/sources.d/sources.toml:3:1: unknown key \"ulr\""), "\(result.errors)")
        #expect(result.output == "")
        let absent = try await copydesk([command, "--config", desk.path + "/absent.toml"])
        #expect(absent.ending == .status(78))
        #expect(absent.errors.contains("No such file"))
    }

    @Test func checkSaysWhatItFound() async throws {
        let desk = try NewsDesk()
        try desk.configure(sources: [("a", "url = \"https://example.org/\"")])
        let result = try await copydesk(["check", "--config", desk.configuration])
        #expect(result.ending == .status(0))
        #expect(result.output == "\(desk.configuration): 1 source, no errors\n")
    }
}
