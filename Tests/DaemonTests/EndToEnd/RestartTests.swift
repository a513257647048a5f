import Foundation
import JSON
import SampleWeb
import Testing

/// Exactly once, whatever ends the daemon.
@Suite struct RestartTests {
    @Test func aRestartFetchesAndDeliversNothingTwice() async throws {
        let site = try await GeneratedPages.site(articles: 6)
        let desk = try NewsDesk()
        try desk.configure(sources: [("piers", "url = \"\(site.origin)/rss.xml\"")])
        let first = try desk.run()
        try await eventually("all articles: \(first.errors)") { desk.files(".txt").count == 6 }
        #expect(try await desk.stop(first) == .status(0))
        let files = desk.files("")
        let second = try desk.run()
        try await second.waitForLine("started")
        #expect(try await desk.stop(second) == .status(0))
        #expect(desk.files("") == files)
        for number in 1...6 { #expect(site.requests(for: "/a/\(number)").count == 1) }
        await site.stop()
    }

    /// The kills come at moments that the seed draws, most of them within a delivery or an extraction.
    @Test(arguments: [1, 2]) func killedAtAnyMomentItDeliversEveryArticleOnce(seed: UInt64) async throws {
        let count = 40
        let site = try await GeneratedPages.site(articles: count)
        let desk = try NewsDesk()
        try desk.configure(
            fetch: "delay = \"0s\"\nper_host_connections = 4", sources: [("piers", "url = \"\(site.origin)/rss.xml\"")])
        var random = SeededGenerator(seed: seed)
        var orphans: [pid_t] = []
        for _ in 0..<12 {
            let target = min(count, desk.files(".txt").count + Int.random(in: 0...6, using: &random))
            let daemon = try desk.run()
            try await eventually("\(target) articles: \(daemon.errors)") { desk.files(".txt").count >= target }
            try await pause(.milliseconds(Int.random(in: 0...40, using: &random)))
            orphans += daemon.children
            daemon.signal(SIGKILL)
            #expect(try await daemon.ending() == .signal(SIGKILL))
            try checkFiles(of: desk)
        }
        let last = try desk.run()
        try await last.waitForLine("started")
        try await eventually("all articles: \(last.errors)") { desk.files(".txt").count == count }
        try await eventually("nothing staged") { desk.staged.isEmpty }
        #expect(try await desk.stop(last) == .status(0))
        try checkFiles(of: desk)
        try await eventually("no worker is left") { [orphans] in !orphans.contains(where: ProcessTable.isAlive) }
        let urls = try desk.deliveries().compactMap { $0["url"]?.string }
        #expect(urls.sorted() == (1...count).map { "\(site.origin)/a/\($0)" }.sorted())
        let records = try desk.records()
        #expect(records.count == count && records.allSatisfy { $0.state == .delivered })
        #expect(records.compactMap(\.path).sorted() == desk.files(".txt"))
        #expect(try desk.ledger { try $0.intents() } == [])
        await site.stop()
    }

    /// What has its final name is whole: the text is what its JSON says, and no text stands without its JSON.
    private func checkFiles(of desk: NewsDesk) throws {
        for file in desk.files(".txt") {
            let json = try JSONFile(desk.read(file.dropLast(3) + "json"))
            let text = try desk.read(file)
            #expect(text.hasPrefix(json.title + "\n\n") && text.hasSuffix(json.text + "\n"), "\(file)")
        }
    }

    private func pause(_ span: Duration) async throws {
        let end = ContinuousClock.now + span
        try await eventually("the moment to kill") { ContinuousClock.now >= end }
    }
}

/// What the tests read of a delivered JSON file.
private struct JSONFile {
    let title: String
    let text: String

    init(_ content: String) throws {
        let value = try JSONValue.parse(Array(content.utf8))
        title = value["title"]?.string ?? ""
        text = value["text"]?.string ?? "no text"
    }
}

/// SplitMix64: the same moments in every run, as far as the machine allows.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
