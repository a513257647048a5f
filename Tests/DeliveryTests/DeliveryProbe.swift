import Foundation
import Glibc
import Ledger
import Testing

@testable import Delivery

/// The directories of a daemon that is killed and started again, and what must hold in the end.
struct ProbeRuns {
    let state: OutputDirectory
    let output: OutputDirectory
    let articles: Int

    init(articles: Int) throws {
        state = try OutputDirectory()
        output = try OutputDirectory()
        self.articles = articles
    }

    var arguments: [String] { [DeliveryProbe.path, state.path, output.path, "\(articles)"] }

    func start() throws -> DeliveryProbe { try DeliveryProbe(command: arguments) }

    /// Runs it to its end: then no article is lost, torn or there twice, in the files, the journal and the ledger.
    func expectComplete(_ note: String = "") throws {
        let last = try start()
        try last.read(.max)
        #expect(last.waitForExit() == 0, "\(note)")
        let files = try output.files().filter { !$0.hasPrefix("journal/") }
        let texts = files.filter { $0.hasSuffix(".txt") }
        #expect(files.count == 2 * articles, "nothing staged is left, nothing is there twice \(note)")
        let contents = try texts.map { try output.read($0) }
        #expect(
            contents.sorted() == (0..<articles).map { "Story\n\nIt is daily.example/\($0).\n" }.sorted(), "\(note)")
        for (text, content) in zip(texts, contents) {
            let json = try output.read(text.replacing(".txt", with: ".json"))
            #expect(json.contains("\"file\" : \"\(try SHA256.hex(content))\""), "\(note)")
        }
        let lines = try journal()
        #expect(lines.map(\.sequence) == Array(1...articles), "\(note)")
        #expect(lines.map(\.path).sorted() == texts, "\(note)")
        for line in lines { #expect(try SHA256.hex(output.read(line.path)) == line.sha256, "\(note)") }
        let counts = try Ledger(directory: state.path).counts()
        #expect(
            counts[.delivered] == articles && counts.articles == articles && counts.intents == 0, "\(note)")
    }

    /// Every line of every day, in the order in which a consumer reads them.
    private func journal() throws -> [(sequence: Int, path: String, sha256: String)] {
        try output.files().filter { $0.hasPrefix("journal/") }.flatMap { file in
            let text = try output.read(file)
            #expect(text.isEmpty || text.hasSuffix("\n"))
            return try text.split(separator: "\n").map { line in
                let object = try #require(
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                return (
                    try #require(object["seq"] as? Int), try #require(object["path"] as? String),
                    try #require(object["sha256"] as? String)
                )
            }
        }
    }
}

/// A running `delivery-probe`, perhaps under another program, which reports each step with a byte.
final class DeliveryProbe {
    private let process = Process()
    private let reports = Pipe()

    /// - Parameter command: what is run, by its path or its name.
    init(command: [String]) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = reports
        try process.run()
    }

    static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("delivery-probe").path

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

    /// The exit status, or the signal that ended it as a negative number.
    func waitForExit() -> Int32 {
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }
}
