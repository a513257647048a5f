import Foundation
import Testing

@testable import Daemon

@Suite struct ProgressTests {
    struct Row: Sendable {
        var total: Int?
        var done: Int
        var share: Double?
        var milliseconds: Int
        var text: String

        init(_ done: Int, of total: Int? = nil, share: Double? = nil, after milliseconds: Int, _ text: String) {
            (self.total, self.done, self.share, self.milliseconds, self.text) = (total, done, share, milliseconds, text)
        }
    }

    private static let rows = [
        Row(0, of: 10, after: 5000, "0 of 10 pages"), Row(1, of: 10, after: 900, "1 of 10 pages"),
        Row(1, of: 1, after: 2000, "1 of 1 page, 30 a minute"),
        Row(100, of: 1100, after: 2000, "100 of 1100 pages, 50 a second, 20 seconds left"),
        Row(1, of: 3, after: 90_000, "1 of 3 pages, 1 a minute, 3 minutes left"),
        Row(12, of: 14, after: 8000, "12 of 14 pages, 1.5 a second, 2 seconds left"),
        Row(10, of: 10, after: 4000, "10 of 10 pages, 2.5 a second"),
        Row(12, of: 10, after: 4000, "12 of 10 pages, 3.0 a second"),
        Row(1, of: 1_000_000, after: 3_600_000, "1 of 1000000 pages, 1 a minute"),
        Row(500, after: 10_000, "500 pages, 50 a second"), Row(1, after: 10, "1 page"),
        Row(500, share: 0.25, after: 60_000, "500 pages, 8.3 a second, 3 minutes left"),
        Row(500, share: 0, after: 10_000, "500 pages, 50 a second"),
    ]

    @Test(arguments: rows) func theLineSaysRateAndTimeLeft(_ row: Row) {
        let line = ProgressLine(unit: "page", total: row.total)
        #expect(line.text(done: row.done, share: row.share, elapsed: .milliseconds(row.milliseconds)) == row.text)
    }

    @Test func aBatchSaysItsProgressOnTheTerminalAndNothingOfItInItsOutput() async throws {
        let scratch = try ScratchDirectory()
        let request = "{\"id\": 1, \"html\": \"<p>The ferry is back at the North Quay.</p>\"}\n"
        let input = try scratch.write(String(repeating: request, count: 400), to: "requests.ndjson")
        let quiet = try await copydesk(["extract", "--batch", input])
        #expect(quiet.ending == .status(0) && quiet.errors.isEmpty)
        let terminal = try PseudoTerminal(columns: 24)
        let program = try RunningProgram(
            "copydesk", ["extract", "--batch", input], environment: ["TERM": "xterm"], errors: terminal.handle)
        #expect(try await program.ending() == .status(0))
        #expect(String(decoding: program.output, as: UTF8.self) == quiet.output)
        let shown = String(decoding: try terminal.shown(), as: UTF8.self)
        let lines = shown.components(separatedBy: "\r").dropFirst()
        #expect(lines.last == "\u{1B}[K", "the line is gone at the end")
        #expect(lines.count > 1 && lines.dropLast().allSatisfy { $0.contains(#/^[0-9]+ page.*\u{1B}\[K$/#) })
        #expect(lines.allSatisfy { $0.count <= 23 + 3 }, "it does not break the line")
    }

    @Test(arguments: [[:], ["TERM": "dumb"]] as [[String: String]])
    func whatTheCommandComplainsOfStandsOnLinesOfItsOwn(_ environment: [String: String]) async throws {
        let scratch = try ScratchDirectory()
        for number in 0..<300 { try scratch.write("boddy: //p\n", to: "configs/h\(number).example.txt") }
        let terminal = try PseudoTerminal(columns: 200)
        let program = try RunningProgram(
            "copydesk", ["sites", "import", scratch.path + "/configs", "--output", scratch.path],
            environment: ["TERM": "xterm"].merging(environment) { $1 }, errors: terminal.handle)
        #expect(try await program.ending() == .status(0))
        let shown = String(decoding: try terminal.shown(), as: UTF8.self).replacing("\r\n", with: "\n")
        let complaints = shown.split(separator: "\n").compactMap { $0.split(separator: "\u{1B}[K").last }
            .filter { $0.hasPrefix("copydesk: ") }
        #expect(complaints.count == 600, "\(shown.prefix(400))")
        if environment["TERM"] == "dumb" { #expect(!shown.contains("\u{1B}")) }
    }
}
