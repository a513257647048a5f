import Foundation
import Glibc
import JSON
import Ledger
import SampleWeb
import Testing

/// The daemon tells a program and two addresses of its deliveries.
@Suite struct HookTests {
    @Test func everyLineComesToEveryHookAlsoAfterARestart() async throws {
        let site = try await GeneratedPages.site(articles: 4)
        let refusals = Counter()
        // One address refuses at first, another always.
        let desk = try NewsDesk()
        let inbox = try await LoopbackWeb.start { request in
            if request.path == "/broken" { return .init(status: 503) }
            return .init(status: refusals.next() < 2 ? 500 : 204)
        }
        let address = inbox.origin.replacing("http://", with: "http://me:p%20w@")
        let program = try desk.write("#!/bin/sh\ncat >> '\(desk.path)/told'\n", to: "tell")
        chmod(program, 0o755)
        let hooks = """
            [hooks]
            on_delivered = ["\(program)"]
            webhooks = ["\(address)/in?key=sesame", "\(address)/broken"]
            """
        func configure(_ articles: [Int]) throws {
            let list = articles.map { "\"\(site.origin)/a/\($0)\"" }.joined(separator: ", ")
            // The hooks' addresses are loopback ones too, which nobody allowed.
            try desk.configure(log: hooks, sources: [("list", "articles = [\(list)]")])
        }
        try configure([1, 2])
        try await run(desk, inbox, until: 2)
        try configure([1, 2, 3, 4])
        let log = try await run(desk, inbox, until: 4)

        let lines = desk.files(".ndjson").flatMap { (try? desk.read($0))?.split(separator: "\n") ?? [] }.map(
            String.init)
        #expect(lines.count == 4)
        #expect(Self.unique(try told(desk)) == lines)
        let posted = inbox.requests(for: "/in").map(\.request)
        #expect(posted.allSatisfy { $0.method == "POST" && $0.target == "/in?key=sesame" })
        #expect(posted.allSatisfy { $0.header("Content-Type") == "application/json" })
        #expect(
            posted.allSatisfy { $0.header("Authorization") == "Basic " + Data("me:p w".utf8).base64EncodedString() })
        // Twice refused, so three times; each other at least once, in order.
        let bodies = posted.map { String(decoding: $0.body, as: UTF8.self).trimmingCharacters(in: .newlines) }
        #expect(bodies.prefix(3).allSatisfy { $0 == lines[0] })
        #expect(Self.unique(bodies) == lines)

        let shown = try await copydesk(["status", "--json", "--config", desk.configuration])
        let status = try JSONValue.parse(Array(shown.output.utf8))
        let states = try #require(status["hooks"]?.array)
        #expect(states.map { $0["name"]?.string?.prefix(7) } == ["on_deli", "webhook", "webhook"])
        #expect(states.map { $0["lag"]?.number }.sorted { ($0 ?? 0) < ($1 ?? 0) } == [0, 0, 4])
        let broken = try #require(states.first { $0["lag"]?.number == 4 })
        #expect(broken["error"]?.string == "the server answers 503" && (broken["failures"]?.number ?? 0) >= 2)
        for secret in ["p%20w", "p w", "sesame"] { #expect(!log.contains(secret)) }
        await site.stop()
        await inbox.stop()
    }

    /// The journal's lines that the program got.
    private func told(_ desk: NewsDesk) throws -> [String] {
        try String(contentsOfFile: desk.path + "/told", encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// A line may come again, but never before those that were there before it.
    private static func unique(_ lines: [String]) -> [String] {
        lines.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// - Returns: the log.
    @discardableResult
    private func run(_ desk: NewsDesk, _ inbox: LoopbackWeb, until count: Int) async throws -> String {
        let daemon = try desk.run()
        try await eventually("all are told: \(daemon.errors)") {
            // While the daemon makes its ledger there is none.
            guard let hooks = try? Ledger(reading: desk.path + "/state").hooks() else { return false }
            return hooks.map(\.position).sorted() == [0, Int64(count), Int64(count)]
                && hooks.contains { $0.failures >= 2 }
        }
        #expect(try await desk.stop(daemon) == .status(0))
        return daemon.errors
    }
}
