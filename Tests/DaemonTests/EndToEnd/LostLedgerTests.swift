import Foundation
import JSON
import Ledger
import SampleWeb
import Testing

/// The state directory lost, corrupt or of last week: the output directory says what was delivered.
@Suite struct LostLedgerTests {
    static let damages = [
        "state lost", "ledger overwritten", "ledger cut", "log cut", "older copy", "journal lost too",
        "a consumer took the files",
        "a line was not written", "the text was not renamed",
    ]

    @Test(arguments: damages) func nothingIsDeliveredAgain(damage: String) async throws {
        let site = try await GeneratedPages.site(articles: 6)
        let desk = try NewsDesk()
        try desk.configure(sources: [("piers", "url = \"\(site.origin)/rss.xml\"\nmax_items = 3")])
        try await run(desk, until: 3)
        let older = try FileManager.default.contentsOfDirectory(atPath: desk.path + "/state")
            .map { ($0, FileManager.default.contents(atPath: desk.path + "/state/" + $0)) }
        let rest = (4...6).map { "\"\(site.origin)/a/\($0)\"" }.joined(separator: ", ")
        try desk.rewrite(sources: [
            ("piers", "url = \"\(site.origin)/rss.xml\"\nmax_items = 3"), ("more", "articles = [\(rest)]"),
        ])
        // A log is left only by a run that could not close its ledger.
        try await run(desk, until: 6, by: damage == "log cut" ? SIGKILL : SIGTERM)
        let before = try lines(desk)
        let texts = desk.files(".txt")
        let whole = try texts.map { try desk.read($0) }
        try harm(desk, damage, older, texts)

        let daemon = try desk.run()
        // An older copy may know that its source was polled.
        let isOlder = damage == "older copy" || damage == "log cut"
        try await daemon.waitForLine(isOlder ? "started" : "polled")
        if damage.hasPrefix("ledger") { try await daemon.waitForLine("ledger was corrupt", "corrupt-1") }
        #expect(try await desk.stop(daemon) == .status(0))

        let isTaken = damage == "a consumer took the files"
        #expect(desk.files(".txt") == (isTaken ? [] : texts), "\(daemon.errors)")
        if !isTaken { #expect(try texts.map { try desk.read($0) } == whole) }
        for number in 1...6 { #expect(site.requests(for: "/a/\(number)").count == 1, "\(damage)") }
        #expect(desk.staged.isEmpty)
        let after = try lines(desk)
        #expect(after.map(\.seq) == Array(1...6))
        #expect(Set(after.map(\.path)) == Set(texts))
        if damage != "journal lost too" { #expect(after.map(\.path) == before.map(\.path)) }
        let records = try desk.records()
        #expect(records.count == 6 && records.allSatisfy { $0.state == .delivered })
        await site.stop()
    }

    private func run(_ desk: NewsDesk, until count: Int, by signal: Int32 = SIGTERM) async throws {
        let daemon = try desk.run()
        try await eventually("\(count) articles: \(daemon.errors)") {
            // A line that is just being written cannot be read yet.
            desk.files(".txt").count == count && (try? lines(desk).count) == count
        }
        let ending = try await desk.stop(daemon, by: signal)
        #expect(ending == (signal == SIGKILL ? .signal(SIGKILL) : .status(0)))
    }

    private func harm(_ desk: NewsDesk, _ damage: String, _ older: [(String, Data?)], _ texts: [String]) throws {
        let (state, output) = (desk.path + "/state", desk.path + "/output")
        let files = FileManager.default
        // Closing it moves its log into it; without that the log alone may hold all of it.
        if damage.hasPrefix("ledger") { _ = try desk.ledger { try $0.counts() } }
        switch damage {
        case "ledger overwritten":
            try Data(repeating: 0xAB, count: 30_000).write(to: URL(filePath: state + "/ledger.sqlite"))
            return
        case "ledger cut":
            let whole = try Data(contentsOf: URL(filePath: state + "/ledger.sqlite"))
            try whole.prefix(whole.count / 2).write(to: URL(filePath: state + "/ledger.sqlite"))
            return
        case "log cut":
            let log = try Data(contentsOf: URL(filePath: state + "/ledger.sqlite-wal"))
            try log.prefix(log.count / 2).write(to: URL(filePath: state + "/ledger.sqlite-wal"))
            return
        case "older copy":
            for (name, content) in older { try content?.write(to: URL(filePath: state + "/" + name)) }
            return
        case "journal lost too": try files.removeItem(atPath: output + "/journal")
        case "a consumer took the files":
            for file in desk.files(".txt") + desk.files(".json") { try files.removeItem(atPath: output + "/" + file) }
        case "a line was not written": try cutLastLine(desk)
        case "the text was not renamed":
            try cutLastLine(desk)
            let last = try #require(try texts.max { try self.delivered($0, desk) < self.delivered($1, desk) })
            let id = last.dropLast(4).suffix(12)
            try files.moveItem(atPath: output + "/" + last, toPath: output + "/.staging/\(id)-txt-77")
        default: break
        }
        try files.removeItem(atPath: state)
    }

    private func cutLastLine(_ desk: NewsDesk) throws {
        let file = try #require(desk.files(".ndjson").last)
        let kept = try desk.read(file).split(separator: "\n").dropLast().map { $0 + "\n" }.joined()
        try kept.write(toFile: desk.path + "/output/" + file, atomically: false, encoding: .utf8)
    }

    /// The place of an article's line in the journal as it was, by its file: later is greater.
    private func delivered(_ text: String, _ desk: NewsDesk) throws -> Int {
        try lines(desk).first { $0.path == text }?.seq ?? Int.max
    }

    private func lines(_ desk: NewsDesk) throws -> [(seq: Int, path: String)] {
        try desk.files(".ndjson").flatMap { file in
            try desk.read(file).split(separator: "\n").map { line in
                let value = try JSONValue.parse(Array(line.utf8))
                return (Int(value["seq"]?.number ?? 0), value["path"]?.string ?? "")
            }
        }
    }
}
