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
    /// How many of them stay, the newest; the others are purged.
    let kept: Int
    /// How many of them come at the same time.
    let together: Int

    init(articles: Int, kept: Int? = nil, together: Int = 1, in parent: String? = nil) throws {
        state = try OutputDirectory(in: parent)
        output = try OutputDirectory(in: parent)
        self.articles = articles
        self.kept = kept ?? articles
        self.together = together
    }

    var arguments: [String] {
        [DeliveryProbe.path, state.path, output.path, "\(articles)", "0", "\(kept)", "\(together)"]
    }

    func start() throws -> DeliveryProbe { try DeliveryProbe(command: arguments) }

    /// Runs it to its end: then no article is lost, torn or there twice, in the files, the journal and the ledger.
    func expectComplete(_ note: String = "") throws {
        let last = try start()
        try last.read(.max)
        #expect(last.waitForExit() == 0, "\(note)")
        let files = try output.files().filter { !$0.hasPrefix("journal/") && !$0.hasPrefix(".purged/") }
        let texts = files.filter { $0.hasSuffix(".txt") }
        #expect(files.count == 2 * kept, "nothing staged is left, nothing is there twice \(note)")
        let contents = try texts.map { try output.read($0) }
        #expect(
            contents.sorted() == (articles - kept..<articles).map { "Story\n\nIt is daily.example/\($0).\n" }.sorted(),
            "\(note)")
        for (text, content) in zip(texts, contents) {
            let json = try output.read(text.replacing(".txt", with: ".json"))
            #expect(json.contains("\"file\" : \"\(try SHA256.hex(content))\""), "\(note)")
        }
        let lines = try journal()
        #expect(lines.map(\.sequence) == Array(1...articles + (articles - kept)), "\(note)")
        let added = lines.filter { $0.operation == "add" }.map(\.path)
        let retracted = lines.filter { $0.operation == "retract" }.map(\.path)
        #expect(Set(added).count == articles && added.count == articles, "\(note)")
        #expect(Set(added).subtracting(retracted).sorted() == texts && retracted.count == articles - kept, "\(note)")
        for line in lines where texts.contains(line.path) {
            #expect(try SHA256.hex(output.read(line.path)) == line.sha256, "\(note)")
        }
        let ledger = try Ledger(directory: state.path)
        let counts = try ledger.counts()
        #expect(counts[.delivered] == kept && counts.articles == articles && counts.intents == 0, "\(note)")
        #expect(try counts[.purged] == articles - kept && ledger.removals(limit: 1).isEmpty, "\(note)")
    }

    /// At any moment what has its final name is whole, has its JSON beside it, and stands there once; so has every line of the
    /// journal but the last.
    func expectWhole(_ note: String) throws {
        let texts = try output.files().filter { $0.hasSuffix(".txt") && !$0.hasPrefix(".") }
        for text in texts {
            let content = try output.read(text)
            #expect(content.hasPrefix("Story\n\nIt is daily.example/") && content.hasSuffix(".\n"), "\(note)")
            #expect(try output.read(text.replacing(".txt", with: ".json")).hasSuffix("}\n"), "\(note)")
        }
        for file in try output.files() where file.hasPrefix("journal/") {
            let lines = try output.read(file).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            for (index, line) in lines.enumerated() {
                #expect(line.hasPrefix("{\"seq\":\(index + 1),") && line.hasSuffix("}"), "\(note)")
            }
        }
    }

    /// Every line of every day, in the order in which a consumer reads them.
    private func journal() throws -> [(sequence: Int, operation: String, path: String, sha256: String)] {
        try output.files().filter { $0.hasPrefix("journal/") }.flatMap { file in
            let text = try output.read(file)
            #expect(text.isEmpty || text.hasSuffix("\n"))
            return try text.split(separator: "\n").map { line in
                let object = try #require(
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                return (
                    try #require(object["seq"] as? Int), try #require(object["op"] as? String),
                    try #require(object["path"] as? String),
                    try #require(object["sha256"] as? String)
                )
            }
        }
    }
}

/// A running `delivery-probe`, perhaps under another program, which reports each step with a byte.
final class DeliveryProbe {
    private let child: ChildProcess
    private let reports: Int32

    /// - Parameter command: what is run, by its path or its name.
    init(command: [String]) throws {
        var ends: [Int32] = [-1, -1]
        // Closed on exec from the start, which pipe(2) cannot do.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw POSIXError(.EMFILE) }
        reports = ends[0]
        defer { close(ends[1]) }
        child = try ChildProcess(command, output: ends[1])
    }

    deinit { close(reports) }

    static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("delivery-probe").path

    /// Waits until so many steps are reported, or the process ends.
    func read(_ steps: Int) throws {
        var seen = 0
        var byte: UInt8 = 0
        while seen < steps, Directory.retrying({ Glibc.read(reports, &byte, 1) }) == 1 { seen += 1 }
    }

    func kill() {
        child.kill()
        _ = child.wait()
    }

    /// The exit status, or the signal that ended it as a negative number.
    func waitForExit() -> Int32 { child.wait() }
}
