import Delivery
import Foundation
import Testing

/// `copydesk follow`, as a process beside whoever writes the journal.
@Suite struct FollowTests {
    let scratch: ScratchDirectory
    let store: ArticleStore

    init() throws {
        scratch = try ScratchDirectory()
        store = try ArticleStore(directory: scratch.path)
    }

    @Test func onceEndsWhereTheJournalEnds() async throws {
        let empty = try await copydesk(["follow", "--once", "--output", scratch.path])
        #expect(empty.ending == .status(0) && empty.output == "")
        try append(1...3, day: "2026-05-01")
        try append(4...5, day: "2026-05-02")
        let all = try await copydesk(["follow", "--once", "--output", scratch.path])
        #expect(all.ending == .status(0) && numbers(all.output) == [1, 2, 3, 4, 5])
        let rest = try await copydesk(["follow", "--once", "--after", "3", "--output", scratch.path])
        #expect(numbers(rest.output) == [4, 5])
    }

    @Test func itGoesOnAsLinesComeAndDaysRollOver() async throws {
        let follow = try RunningProgram("copydesk", ["follow", "--after", "1", "--output", scratch.path])
        try append(1...2, day: "2026-05-01")
        try await eventually("the first lines") { numbers(String(decoding: follow.output, as: UTF8.self)) == [2] }
        try append(3...4, day: "2026-05-01")
        try append(5...6, day: "2026-05-02")
        try await eventually("the next day's") {
            numbers(String(decoding: follow.output, as: UTF8.self)) == [2, 3, 4, 5, 6]
        }
        // Not SIGTERM: a child of the tests may inherit it blocked.
        follow.signal(SIGKILL)
        #expect(try await follow.ending() == .signal(SIGKILL))
    }

    @Test func itEndsWhenNobodyReads() async throws {
        try append(1...1, day: "2026-05-01")
        let pipe = try PrivatePipe()
        let follow = try RunningProgram("copydesk", ["follow", "--output", scratch.path], output: pipe.writing)
        try pipe.writing.close()
        #expect(try pipe.reading.read(upToCount: 1) == Data("{".utf8))
        try pipe.reading.close()
        #expect(try await follow.ending() == .status(74))
    }

    @Test func whatIsNoNumberIsAUsageError() async throws {
        #expect(try await copydesk(["follow", "--after", "x", "--output", scratch.path]).ending == .status(64))
        #expect(try await copydesk(["follow", "--after=-1", "--output", scratch.path]).ending == .status(64))
    }

    private func append(_ numbers: ClosedRange<Int64>, day: String) throws {
        _ = try store.append(numbers.map { JournalEntry(sequence: $0, day: day, event: "\"op\":\"add\"}") })
    }
}

private func numbers(_ lines: String) -> [Int] {
    lines.split(separator: "\n").compactMap { line in
        (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["seq"] as? Int
    }
}
