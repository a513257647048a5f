import Foundation
import Testing

@testable import Delivery

/// The journal's files: written by a store, read beside it.
@Suite struct JournalTests {
    let output: OutputDirectory
    let store: ArticleStore

    init() throws {
        output = try OutputDirectory()
        store = try ArticleStore(directory: output.path)
    }

    @Test func aDeliveryTellsItsLine() throws {
        let staged = try store.stage(article(), as: 1, now: now)
        try store.publish(staged)
        let entry = JournalEntry(sequence: 7, day: "2026-05-02", event: staged.event)
        #expect(try store.append([entry]) == 7)
        let text = try output.read("journal/2026-05-02.ndjson")
        let id = try PublicID.make(key: "daily.example/bridge")
        let path = "articles/daily/2026/05/01/bridge-reopens-\(id).txt"
        let hash = try SHA256.hex(output.read(path))
        #expect(
            text == """
                {"seq":7,"op":"add","id":"\(id)","rev":1,"path":"\(path)","sha256":"\(hash)","source":"daily",\
                "url":"https://daily.example/news/bridge-story.html?x=1#top","cluster":"\(id)",\
                "published":"2026-05-01T23:30:00-01:00","delivered":"2026-05-02T00:30:00Z"}

                """)
    }

    @Test func everyOperationHasTheSameMembers() throws {
        var event = JournalEvent(
            .duplicate, id: "b", path: nil, sha256: nil, source: "daily", url: "https://daily.example/b",
            deliveredMilliseconds: now)
        event.revision = 2
        event.cluster = "a"
        #expect(
            try event.members() == """
                "op":"duplicate","id":"b","rev":2,"path":null,"sha256":null,"source":"daily",\
                "url":"https://daily.example/b","cluster":"a","published":null,"delivered":"2026-05-02T00:30:00Z"}
                """)
    }

    @Test func hostileTextCannotBreakALine() throws {
        var hostile = article()
        hostile.url = "https://daily.example/\"}\n{\"seq\":9,\u{2028}\u{0}\u{202E}"
        hostile.published = "2026\n\"x\\"
        let event = try store.stage(hostile, as: 1, now: now).event
        let line = JournalEntry(sequence: 1, day: "2026-05-02", event: event).line
        #expect(line.split(separator: "\n").count == 1)
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        #expect(object?["url"] as? String == "https://daily.example/\"} {\"seq\":9,")
        #expect(object?["published"] as? String == "2026 \"x\\")
        #expect(object?["seq"] as? Int == 1)
    }

    @Test func onlyWhatIsNewerThanTheFilesIsWritten() throws {
        #expect(try store.append(entries(1...3)) == 3)
        #expect(try store.append(entries(2...5)) == 5)
        #expect(try store.append(entries(1...4)) == 5)
        #expect(try store.append([]) == 5)
        #expect(try text() == lines(1...5))
        #expect(try store.journalEnd() == JournalEnd(sequence: 5, day: "2026-05-02"))
    }

    /// What a power cut leaves after the last whole line.
    @Test(arguments: [
        "{", "{\"seq\":4", "{\"seq\":4,\"op\":\"add\"}", "\u{0}\u{0}\u{0}", "{\"seq\":4,\"op\":\n\u{0}\n", "\n\n",
        String(repeating: "\u{0}", count: 200_000), String(repeating: "{\"seq\":x}\n", count: 20_000),
    ])
    func aTornEndIsCutAndWrittenAgain(torn: String) throws {
        _ = try store.append(entries(1...3))
        try output.write(lines(1...3) + torn, to: "journal/2026-05-02.ndjson")
        #expect(try store.journalEnd()?.sequence == 3)
        #expect(try text() == lines(1...3))
        try output.write(lines(1...3) + torn, to: "journal/2026-05-02.ndjson")
        #expect(try store.append(entries(3...4)) == 4)
        #expect(try text() == lines(1...4))
    }

    @Test func aFileWithoutAWholeLineIsEmptiedAndTheDayBeforeCounts() throws {
        _ = try store.append(entries(1...3))
        try output.write("{\"seq\":4,", to: "journal/2026-05-03.ndjson")
        #expect(try store.journalEnd() == JournalEnd(sequence: 3, day: "2026-05-02"))
        #expect(try store.append(entries(4...4, day: "2026-05-03")) == 4)
        #expect(try text("2026-05-03") == lines(4...4))
    }

    @Test func aLongFileIsReadFromItsEnd() throws {
        let long = String(repeating: "x", count: 100_000)
        let events = (1...5).map { JournalEntry(sequence: $0, day: "2026-05-02", event: "\"op\":\"\(long)\"}") }
        _ = try store.append(events)
        #expect(try store.journalEnd()?.sequence == 5)
        var reader = JournalReader(directory: output.path, after: 2)
        #expect(try all(&reader) == events.suffix(3).map(\.line).joined())
    }

    @Test func daysRollOverAndTheClockThatGoesBackDoesNot() throws {
        let mixed =
            entries(1...2, day: "2026-05-01") + entries(3...4, day: "2026-05-02") + entries(5...5, day: "2026-05-03")
        #expect(try store.append(mixed) == 5)
        #expect(try store.append(entries(6...6, day: "2016-05-03")) == 6)
        #expect(
            try output.files().filter { $0.hasPrefix("journal/") } == [
                "journal/2026-05-01.ndjson", "journal/2026-05-02.ndjson", "journal/2026-05-03.ndjson",
            ])
        #expect(try text("2026-05-03") == lines(5...6))
    }

    @Test func linksAndPipesInTheWayAreRefused() throws {
        let elsewhere = try OutputDirectory()
        try FileManager.default.createSymbolicLink(
            atPath: output.path + "/journal", withDestinationPath: elsewhere.path)
        #expect(throws: DeliveryError.diverted(path: "journal")) { try store.append(entries(1...1)) }
        try FileManager.default.removeItem(atPath: output.path + "/journal")
        try FileManager.default.createDirectory(atPath: output.path + "/journal", withIntermediateDirectories: true)
        mkfifo(output.path + "/journal/2026-05-02.ndjson", 0o600)
        #expect(throws: DeliveryError.diverted(path: "journal/2026-05-02.ndjson")) { try store.append(entries(1...1)) }
        try FileManager.default.removeItem(atPath: output.path + "/journal/2026-05-02.ndjson")
        #expect(try store.append(entries(1...1)) == 1)
        #expect(try elsewhere.files().isEmpty)
    }

    @Test(arguments: Int64(0)...7)
    func aReaderStartsAnywhere(after: Int64) throws {
        _ = try store.append(
            entries(1...2, day: "2026-05-01") + entries(3...4, day: "2026-05-02") + entries(5...6, day: "2026-05-03"))
        var reader = JournalReader(directory: output.path, after: after)
        #expect(try all(&reader) == (after < 6 ? lines((after + 1)...6) : ""))
        _ = try store.append(entries(7...9, day: "2026-05-04"))
        #expect(try all(&reader) == lines(max(after, 6) + 1...9))
        #expect(try reader.read().isEmpty)
    }

    @Test func aReaderNeverGivesATornLineAndGoesOnWhenItIsMended() throws {
        var reader = JournalReader(directory: output.path, after: 0)
        #expect(try reader.read().isEmpty, "there is no journal yet")
        _ = try store.append(entries(1...2))
        try output.write(lines(1...2) + "{\"seq\":3,\"op\":\"wrong", to: "journal/2026-05-02.ndjson")
        #expect(try all(&reader) == lines(1...2))
        _ = try store.append(entries(3...3, day: "2026-05-03"))
        #expect(try all(&reader) == lines(3...3))
    }

    @Test func aReaderSurvivesRemovedDaysAndAReplacedDirectory() throws {
        _ = try store.append(entries(1...2, day: "2026-05-01") + entries(3...4, day: "2026-05-02"))
        var reader = JournalReader(directory: output.path, after: 0)
        #expect(try all(&reader) == lines(1...4))
        try FileManager.default.removeItem(atPath: output.path + "/journal")
        #expect(try reader.read().isEmpty)
        _ = try store.append(entries(5...5, day: "2026-05-02"))
        #expect(try all(&reader) == lines(5...5), "a younger file of the same name is read from its start")
        try FileManager.default.removeItem(atPath: output.path + "/journal/2026-05-02.ndjson")
        _ = try store.append(entries(6...6, day: "2026-05-05"))
        #expect(try all(&reader) == lines(6...6))
    }

    private func entries(_ numbers: ClosedRange<Int64>, day: String = "2026-05-02") -> [JournalEntry] {
        numbers.map { JournalEntry(sequence: $0, day: day, event: "\"op\":\"add\",\"id\":\"a\($0)\"}") }
    }

    private func lines(_ numbers: ClosedRange<Int64>) -> String {
        numbers.map { "{\"seq\":\($0),\"op\":\"add\",\"id\":\"a\($0)\"}\n" }.joined()
    }

    private func text(_ day: String = "2026-05-02") throws -> String { try output.read("journal/\(day).ndjson") }

    private func all(_ reader: inout JournalReader) throws -> String {
        var text = ""
        while case let lines = try reader.read(), !lines.isEmpty { text += String(decoding: lines, as: UTF8.self) }
        return text
    }
}
