import Foundation
import SampleWeb
import Testing

/// A page that its worker does not survive is set aside with its reason; a worker that cannot work costs no page.
@Suite struct BadWorkerTests {
    /// Extraction is busy with `/slow` for seconds at least.
    private func site() async throws -> LoopbackWeb {
        let slow = GeneratedPages.article(0, paragraphs: 20_000)
        return try await LoopbackWeb.start { request in
            switch request.path {
            case "/slow": .html(slow)
            case "/a/1": .html(GeneratedPages.article(1))
            case "/a/later": .init(body: Array(GeneratedPages.article(2).utf8), delay: .seconds(5))
            default: nil
            }
        }
    }

    private func articles(_ site: LoopbackWeb, _ paths: String...) -> [(name: String, line: String)] {
        [("pages", "articles = [\(paths.map { "\"\(site.origin)\($0)\"" }.joined(separator: ", "))]")]
    }

    static let limits = [
        ("wall_limit = \"300ms\"", "took longer than 0.3 seconds"),
        ("cpu_limit = \"1s\"\nwall_limit = \"60s\"", "of processor time"),
        ("memory_limit = \"64MB\"\nwall_limit = \"60s\"\ncpu_limit = \"60s\"", "of memory"),
    ]

    @Test(arguments: limits) func aPageThatOverrunsALimitIsSetAside(_ limit: String, _ reason: String) async throws {
        let site = try await site()
        let desk = try NewsDesk()
        try desk.configure(extraction: "workers = 1\n" + limit, sources: articles(site, "/slow"))
        let daemon = try desk.run()
        try await daemon.waitForLine("not delivered", "state=setAside", "extraction", reason)
        #expect(try await desk.stop(daemon) == .status(0))
        await site.stop()
    }

    @Test func aPageWhoseWorkerIsKilledIsSetAsideAndTheNextIsDelivered() async throws {
        let site = try await site()
        let desk = try NewsDesk()
        try desk.configure(
            extraction: "workers = 1\nwall_limit = \"60s\"\ncpu_limit = \"60s\"",
            sources: articles(site, "/slow", "/a/later"))
        let daemon = try desk.run()
        // More than starting takes, so it works on the page.
        try await eventually("the slow page is in work: \(daemon.errors)") {
            daemon.children.contains { ProcessTable.processorTime($0) >= .milliseconds(400) }
        }
        for worker in daemon.children { kill(worker, SIGKILL) }
        try await daemon.waitForLine("not delivered", "state=setAside", "ended by signal 9", "/slow")
        try await eventually("the other page: \(daemon.errors)") { desk.files(".txt").count == 1 }
        #expect(try await desk.stop(daemon) == .status(0))
        await site.stop()
    }

    @Test func aWorkerThatAnswersNonsenseCostsThePageOnly() async throws {
        let site = try await site()
        let desk = try NewsDesk()
        // The probe sends the page back as its answer.
        try desk.configure(
            paths: "worker = \"\(RunningProgram.path(of: "worker-probe"))\"", sources: articles(site, "/a/1"))
        let daemon = try desk.run()
        try await daemon.waitForLine("not delivered", "state=setAside", "not JSON")
        #expect(try await desk.stop(daemon) == .status(0))
        await site.stop()
    }

    /// The probe sends the file back as its answer, which are no rules: nothing of that server is fetched, and the articles wait.
    @Test func aRobotsFileThatNoWorkerReadsForbidsItsServer() async throws {
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/robots.txt": .init(headers: ["Content-Type": "text/plain"], body: Array("User-agent: *\n".utf8))
            case "/a/1": .html(GeneratedPages.article(1))
            default: nil
            }
        }
        let desk = try NewsDesk()
        try desk.configure(
            paths: "worker = \"\(RunningProgram.path(of: "worker-probe"))\"", sources: articles(site, "/a/1"))
        let daemon = try desk.run()
        try await daemon.waitForLine("robots.txt unreadable", "a worker's answer holds no rules")
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(try desk.records().map(\.state) == [.waiting])
        #expect(site.requests.map(\.request.path) == ["/robots.txt"])
        await site.stop()
    }

    @Test func workersThatDoNotStartLetPagesWait() async throws {
        let site = try await site()
        let desk = try NewsDesk()
        try desk.configure(paths: "worker = \"/bin/false\"", sources: articles(site, "/a/1"))
        let daemon = try desk.run()
        try await daemon.waitForLine("will try again", "no worker starts")
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(try desk.records().map(\.state) == [.waiting])
        await site.stop()
    }

    @Test func withoutAWorkerExecutableItDoesNotStart() async throws {
        let desk = try NewsDesk()
        try desk.configure(paths: "worker = \"/nonexistent/worker\"", sources: [])
        let result = try await copydesk(["run", "--config", desk.configuration])
        #expect(result.ending == .status(75))
        #expect(result.errors == "copydesk: no worker executable at /nonexistent/worker\n")
    }
}
