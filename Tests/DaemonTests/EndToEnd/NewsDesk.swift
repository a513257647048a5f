import Foundation
import JSON
import Ledger

/// A folder with configuration, state and output for one daemon.
final class NewsDesk: Sendable {
    private struct Folder: @unchecked Sendable {  // Never changes; its directory is what is shared.
        let scratch: ScratchDirectory
    }

    private let folder: Folder
    var path: String { folder.scratch.path }
    var configuration: String { path + "/copydesk.toml" }
    private var articles: String { path + "/output/articles" }

    init() throws { folder = Folder(scratch: try ScratchDirectory()) }

    /// Loopback is allowed, and nothing waits longer than it must.
    func configure(
        fetch: String = "delay = \"0s\"", polling: String = "", extraction: String = "workers = 2", paths: String = "",
        delivery: String = "",
        monitor: String = "", log: String = "", allow: String = "127.0.0.0/8", sources: [(name: String, line: String)]
    ) throws {
        let text = """
            [paths]
            state = "state"
            output = "output"
            \(paths)
            [fetch]
            allow_addresses = [\(allow.isEmpty ? "" : "\"\(allow)\"")]
            \(fetch)
            [polling]
            \(polling)
            [extraction]
            \(extraction)
            [delivery]
            \(delivery)
            [monitor]
            \(monitor)
            [log]
            level = "debug"
            \(log)

            """
        try folder.scratch.write(text, to: "copydesk.toml")
        try rewrite(sources: sources)
    }

    func rewrite(sources: [(name: String, line: String)]) throws {
        let text = sources.map { "[[source]]\nname = \"\($0.name)\"\n\($0.line)\n" }.joined()
        try folder.scratch.write(text, to: "sources.d/sources.toml")
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String { try folder.scratch.write(text, to: name) }

    func run(environment: [String: String] = [:]) throws -> RunningProgram {
        try RunningProgram("copydesk", ["run", "--config", configuration], environment: environment)
    }

    /// Ends a daemon as systemd does, and expects what it promises.
    func stop(_ daemon: RunningProgram, by signal: Int32 = SIGTERM) async throws -> RunningProgram.Ending {
        daemon.signal(signal)
        return try await daemon.ending(within: .seconds(20))
    }

    /// The files under the output directory with this ending, relative to it, sorted; without what is only staged.
    func files(_ ending: String) -> [String] {
        let all = FileManager.default.enumerator(atPath: path + "/output")?.compactMap { $0 as? String } ?? []
        return all.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".staging/") }.sorted()
    }

    /// What lies in the staging directory.
    var staged: [String] {
        // Before the daemon's first start there is none.
        (try? FileManager.default.contentsOfDirectory(atPath: path + "/output/.staging")) ?? []
    }

    func read(_ file: String) throws -> String { try String(contentsOfFile: path + "/output/" + file, encoding: .utf8) }

    /// Every delivered article's JSON.
    func deliveries() throws -> [JSONValue] {
        try files(".json").map { try JSONValue.parse(Array(read($0).utf8)) }
    }

    /// What the ledger holds; only while no daemon runs.
    func ledger<Result>(_ body: (Ledger) throws -> Result) throws -> Result {
        try body(Ledger(directory: path + "/state"))
    }

    /// What the ledger knows of a source.
    func source(_ name: String) throws -> SourceRecord? { try ledger { try $0.source(name) } }

    /// Every article of the ledger.
    func records() throws -> [ArticleRecord] {
        try ledger { ledger in
            var records: [ArticleRecord] = []
            while let next = try ledger.article(Int64(records.count + 1)) { records.append(next) }
            return records
        }
    }
}
