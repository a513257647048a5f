import Foundation
import JSON
import Ledger
import SampleWeb
import Testing

/// What is more than may stay is removed, and nothing of it comes back.
@Suite struct RetentionTests {
    static let losses = ["nothing", "state", "state and journal", "journal's line"]

    @Test(arguments: losses) func whatWasPurgedNeverComesBack(lost: String) async throws {
        let web = try await LoopbackWeb.start { request in
            if request.path == "/rss.xml" {
                return .xml(GeneratedPages.rss((1...4).map { "\(request.origin)/a/\($0)" }))
            }
            return Int(request.path.dropFirst(3)).map { .html(WireCopy.page($0)) }
        }
        let desk = try NewsDesk()
        let source = (name: "courier", line: "url = \"\(web.origin)/rss.xml\"")
        try desk.configure(polling: Self.often, delivery: "formats = [\"md\"]", sources: [source])
        try await run(desk) { desk.files(".txt").count == 4 && desk.journalLines.count == 4 }
        let added = desk.journalLines.compactMap { $0["path"]?.string }

        try desk.configure(polling: Self.often, log: "[retention]\narticles = 1", sources: [source])
        try await run(desk) { desk.journalLines.count == 7 }
        #expect(desk.files(".txt") == [added[3]] && desk.files(".json").count == 1 && desk.files(".md").count == 1)
        let retracted = desk.journalLines.suffix(3)
        #expect(retracted.map { $0["op"]?.string } == ["retract", "retract", "retract"])
        #expect(retracted.map { $0["path"]?.string } == Array(added.prefix(3)))
        #expect(desk.journalLines.map { $0["seq"]?.number } == (1...7).map(Double.init))
        for (line, first) in zip(retracted, desk.journalLines) {
            for member in ["id", "sha256", "source", "url", "cluster", "rev"] {
                #expect(line[member]?.string == first[member]?.string, "\(member)")
            }
        }
        #expect(
            try desk.records().map(\.state).sorted { $0.rawValue < $1.rawValue } == [
                .delivered, .purged, .purged, .purged,
            ])

        try lose(lost, desk)
        // The outlet's feed still lists all, and another outlet has a copy of what was purged first.
        let purged = try #require(retracted.first)
        let number = try #require(purged["url"]?.string?.last.map(String.init).flatMap(Int.init))
        let echo = try await LoopbackWeb.start { request in
            request.path == "/copy" ? .html(WireCopy.page(number, own: 2)) : nil
        }
        try desk.rewrite(sources: [source, ("echo", "articles = [\"\(echo.origin)/copy\"]")])
        let polls = web.requests(for: "/rss.xml").count
        // A ledger that has lost the journal writes a line for what stands there.
        try await run(desk) {
            desk.journalLines.count == (lost == "state and journal" ? 2 : 8)
                && web.requests(for: "/rss.xml").count >= polls + 2
        }
        for number in 1...4 { #expect(web.requests(for: "/a/\(number)").count == 1) }
        let copy = try #require(desk.journalLines.first { $0["source"]?.string == "echo" })
        #expect(copy["op"]?.string == "add")
        #expect(copy["cluster"]?.string == purged["id"]?.string, "what is purged still heads its cluster")
        #expect(desk.files(".txt").filter { $0.contains("/courier/") } == [added[3]])
        await web.stop()
        await echo.stop()
    }

    private static let often = "interval = \"1s\"\nmin_interval = \"1s\"\nmax_interval = \"1s\""

    private func lose(_ what: String, _ desk: NewsDesk) throws {
        let files = FileManager.default
        switch what {
        case "state": try files.removeItem(atPath: desk.path + "/state")
        case "state and journal":
            try files.removeItem(atPath: desk.path + "/state")
            try files.removeItem(atPath: desk.path + "/output/journal")
        case "journal's line":
            // As if the run had ended before its last line, and the state was lost with it: the line comes in time.
            try files.removeItem(atPath: desk.path + "/state")
            let file = try #require(desk.files(".ndjson").last { $0.hasPrefix("journal/") })
            let kept = try desk.read(file).split(separator: "\n").dropLast().map { $0 + "\n" }.joined()
            try kept.write(toFile: desk.path + "/output/" + file, atomically: false, encoding: .utf8)
        default: break
        }
    }

    private func run(_ desk: NewsDesk, until isDone: @escaping @Sendable () -> Bool) async throws {
        let daemon = try desk.run()
        try await eventually("it is done: \(daemon.errors)") { isDone() }
        #expect(try await desk.stop(daemon) == .status(0))
    }
}

extension NewsDesk {
    /// The journal so far. A line that is just being written is none.
    var journalLines: [JSONValue] {
        files(".ndjson").filter { $0.hasPrefix("journal/") }.flatMap { file in
            ((try? read(file)) ?? "").split(separator: "\n").compactMap { try? JSONValue.parse(Array($0.utf8)) }
        }
    }
}
