import Foundation
import JSON
import SampleWeb
import Testing

/// `copydesk replay`: a better rule mends what was delivered.
@Suite struct ReplayTests {
    private static let intruder =
        "Harbour radio plays music for sailors every evening, and every sailor sings along with it."

    @Test func aNewRuleUpdatesOnlyWhatItChanges() async throws {
        let web = try await LoopbackWeb.start { request in
            if request.path == "/rss.xml" {
                return .xml(GeneratedPages.rss((1...3).map { "\(request.origin)/a/\($0)" }))
            }
            guard let number = Int(request.path.dropFirst(3)) else { return nil }
            let page = WireCopy.page(number)
            // The second page has a paragraph that only a rule can tell.
            guard number == 2 else { return .html(page) }
            return .html(page.replacing("</h1>", with: "</h1><p class=\"radio\">\(Self.intruder)</p>"))
        }
        let desk = try NewsDesk()
        try desk.configure(
            extraction: "workers = 1\n[archive]\nkeep = \"30d\"",
            sources: [("piers", "url = \"\(web.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await eventually("all: \(daemon.errors)") { desk.files(".txt").count == 3 }
        let busy = try await replay(desk, ["--since", "1d"])
        #expect(busy.ending == .status(75))
        #expect(try await desk.stop(daemon) == .status(0))
        let requests = web.requests.count
        let first = try #require(try desk.files(".txt").first { try desk.read($0).contains(Self.intruder) })

        // Nothing has changed yet.
        #expect(try await replay(desk, ["--since", "1d"]).output == "3 pages read, 0 updated, 0 noted, 0 failed\n")
        try desk.write("sample = \"\(web.origin)/a/2\"\nstrip = \".radio\"\n", to: "sites.d/127.0.0.1.toml")
        let dry = try await replay(desk, ["--since", "1d", "--dry-run"])
        #expect(
            dry.output.hasPrefix("would update ")
                && dry.output.hasSuffix("3 pages read, 1 would be updated, 0 noted, 0 failed\n"))
        #expect(desk.files(".txt").count == 3)
        // Of another source, and of later pages, there are none.
        #expect(try await replay(desk, ["--since", "1d", "--source", "other"]).output.hasPrefix("0 pages read"))
        #expect(try await replay(desk, ["--since", "2999-01-01"]).output.hasPrefix("0 pages read"))

        let run = try await replay(desk, ["--since", "2020-01-01", "--source", "piers"])
        #expect(
            run.ending == .status(0) && run.output.hasSuffix("3 pages read, 1 updated, 0 noted, 0 failed\n"),
            "\(run.errors)")
        let second = first.dropLast(3) + "2.txt"
        #expect(desk.files(".txt").count == 4 && desk.files(".txt").contains(String(second)))
        #expect(try desk.read(first).contains(Self.intruder))
        #expect(try !desk.read(String(second)).contains(Self.intruder))
        let json = try JSONValue.parse(Array(desk.read(second.dropLast(3) + "json").utf8))
        #expect(json["changes"]?.array?.first?["removed"]?.array?.compactMap(\.string) == [Self.intruder])
        let last = try #require(
            try desk.files(".ndjson").last.flatMap { try desk.read($0).split(separator: "\n").last })
        #expect(last.contains("\"op\":\"update\"") && last.contains("\"rev\":2") && last.contains(second))
        // Once more changes nothing more, and no page was asked for.
        #expect(try await replay(desk, ["--since", "1d"]).output == "3 pages read, 0 updated, 0 noted, 0 failed\n")
        #expect(web.requests.count == requests)
        await web.stop()
    }

    @Test func whatIsNoTimeIsRefused() async throws {
        let desk = try NewsDesk()
        try desk.configure(sources: [])
        #expect(try await replay(desk, ["--since", "yesterday"]).ending == .status(64))
    }

    private func replay(
        _ desk: NewsDesk, _ arguments: [String]
    ) async throws -> (ending: RunningProgram.Ending, output: String, errors: String) {
        try await copydesk(["replay", "--config", desk.configuration] + arguments)
    }
}
