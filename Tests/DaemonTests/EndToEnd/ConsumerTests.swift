import Foundation
import SampleWeb
import Testing

/// The consumer that the README shows, and the daemon, both killed at moments that chance draws.
@Suite struct ConsumerTests {
    @Test func theREADMEsConsumerHasEveryArticleOnceInTheEnd() async throws {
        let count = 30
        let site = try await GeneratedPages.site(articles: count)
        let desk = try NewsDesk()
        try desk.configure(
            fetch: "delay = \"0s\"\nper_host_connections = 4", sources: [("piers", "url = \"\(site.origin)/rss.xml\"")])
        let consumer = try ShellConsumer(of: desk)
        var daemon = try desk.run()
        try consumer.start()
        for round in 1...10 {
            let target = min(count, desk.files(".txt").count + Int.random(in: 0...5))
            try await eventually("\(target) articles: \(daemon.errors)") { desk.files(".txt").count >= target }
            try await pause(.milliseconds(Int.random(in: 0...60)))
            if round % 3 != 1 {
                consumer.kill()
                try consumer.start()
            }
            if round % 3 != 2 {
                daemon.signal(SIGKILL)
                #expect(try await daemon.ending() == .signal(SIGKILL))
                daemon = try desk.run()
            }
        }
        try await eventually("all articles: \(daemon.errors)") { desk.files(".txt").count == count }
        try await eventually("all of them seen: \(consumer.seen)") { consumer.seen == "\(count)" }
        consumer.kill()
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(
            try consumer.inbox().map(\.name) == desk.files(".txt").map { URL(filePath: $0).lastPathComponent }.sorted())
        let delivered = try desk.files(".txt").map { try desk.read($0) }
        #expect(try consumer.inbox().map(\.text).sorted() == delivered.sorted())
        await site.stop()
    }

    private func pause(_ span: Duration) async throws {
        let end = ContinuousClock.now + span
        try await eventually("the moment to kill") { ContinuousClock.now >= end }
    }
}

/// The README's script at work in a folder of its own.
private final class ShellConsumer: @unchecked Sendable {  // One test's, which uses it in one order.
    private let folder: ScratchDirectory
    private let output: String
    private var process: Process?

    init(of desk: NewsDesk) throws {
        folder = try ScratchDirectory()
        output = desk.path + "/output"
        try folder.write(Self.script(), to: "consumer.sh")
        try FileManager.default.createDirectory(atPath: folder.path + "/inbox", withIntermediateDirectories: true)
    }

    deinit { kill() }

    /// What it has noted.
    var seen: String {
        // Before its first line there is no note.
        ((try? String(contentsOfFile: folder.path + "/seen", encoding: .utf8)) ?? "").trimmingCharacters(in: .newlines)
    }

    func inbox() throws -> [(name: String, text: String)] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path + "/inbox").sorted().map { name in
            (name, try String(contentsOfFile: folder.path + "/inbox/" + name, encoding: .utf8))
        }
    }

    func start() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["consumer.sh"]
        process.currentDirectoryURL = URL(filePath: folder.path)
        let programs = URL(filePath: RunningProgram.path(of: "copydesk")).deletingLastPathComponent().path
        process.environment = ["PATH": programs + ":/usr/bin:/bin", "OUTPUT": output]
        try process.run()
        self.process = process
    }

    /// The shell, its loop and `follow`, all at once.
    func kill() {
        guard let process else { return }
        var family = [process.processIdentifier]
        var next = 0
        while next < family.count {
            family += ProcessTable.children(of: family[next])
            next += 1
        }
        for member in family { Glibc.kill(member, SIGKILL) }
        process.waitUntilExit()
        self.process = nil
    }

    private static func script() throws -> String {
        let readme = URL(filePath: #filePath).appending(path: "../../../../README.md").standardized
        let text = try String(contentsOf: readme, encoding: .utf8)
        let start = try #require(text.firstRange(of: "#!/bin/sh\n"))
        let end = try #require(text[start.upperBound...].firstRange(of: "```"))
        return String(text[start.lowerBound..<end.lowerBound])
    }
}
