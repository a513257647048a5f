import Foundation
import Glibc
import Ledger
import Testing

@testable import Delivery

/// A real process, really killed (SIGKILL), and started again on the same directories.
@Suite struct KillTests {
    static let articles = 4
    /// Steps that the probe reports: two before the first article, four for each.
    static let steps = 2 + 4 * articles

    @Test(arguments: 0..<steps)
    func aKillAfterAnyStepLosesAndDoublesNothing(step: Int) throws {
        let (state, output) = (try OutputDirectory(), try OutputDirectory())
        let killed = try start(state, output)
        try killed.read(step)
        killed.kill()
        try expectComplete(state, output)
    }

    @Test func killsOneAfterTheOtherDoNotEither() throws {
        let (state, output) = (try OutputDirectory(), try OutputDirectory())
        for step in 0..<12 {
            let killed = try start(state, output)
            try killed.read(step % 5 + 1)
            killed.kill()
        }
        try expectComplete(state, output)
    }

    private func expectComplete(_ state: OutputDirectory, _ output: OutputDirectory) throws {
        let last = try start(state, output)
        try last.read(.max)
        #expect(last.waitForExit() == 0)
        let files = try output.files()
        let texts = files.filter { $0.hasSuffix(".txt") }
        #expect(files.count == 2 * Self.articles, "nothing staged is left, nothing is there twice")
        let contents = try texts.map { try output.read($0) }
        #expect(Set(contents) == Set((0..<Self.articles).map { "Story\n\nIt is daily.example/\($0).\n" }))
        for (text, content) in zip(texts, contents) {
            let json = try output.read(text.replacing(".txt", with: ".json"))
            #expect(json.contains("\"file\" : \"\(try SHA256.hex(content))\""))
        }
        let counts = try Ledger(directory: state.path).counts()
        #expect(counts[.delivered] == Self.articles && counts.articles == Self.articles && counts.intents == 0)
    }

    private func start(_ state: OutputDirectory, _ output: OutputDirectory) throws -> Probe {
        try Probe(arguments: [state.path, output.path, "\(Self.articles)"])
    }
}

/// A running `delivery-probe`, which reports each step with a byte.
private final class Probe {
    private let process = Process()
    private let reports = Pipe()

    init(arguments: [String]) throws {
        let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        process.executableURL = products.appendingPathComponent("delivery-probe")
        process.arguments = arguments
        process.standardOutput = reports
        try process.run()
    }

    /// Waits until so many steps are reported, or the process ends.
    func read(_ steps: Int) throws {
        var seen = 0
        while seen < steps {
            guard let data = try reports.fileHandleForReading.read(upToCount: 1), !data.isEmpty else { return }
            seen += data.count
        }
    }

    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func waitForExit() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }
}
