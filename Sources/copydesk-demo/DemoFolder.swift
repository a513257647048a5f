import Foundation
import SampleWeb

/// The folder that one demonstration writes to: `copydesk.toml`, `sources.d`, `copydesk.log`, `state`, `output`.
struct DemoFolder {
    let path: String
    var configuration: String { path + "/copydesk.toml" }
    var log: String { path + "/copydesk.log" }
    var articles: String { path + "/output/articles" }

    /// Takes the folder, which has to be new or empty, or makes a temporary one.
    init(path: String?) throws {
        let temporary = FileManager.default.temporaryDirectory.path + "/copydesk-demo-\(UUID().uuidString.prefix(8))"
        let folder = URL(filePath: path ?? temporary)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            guard try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty else {
                throw DemoFailure.unusable("\(folder.path) is not empty")
            }
        } catch let error as CocoaError {
            throw DemoFailure.unusable("\(folder.path): \(error)")
        }
        self.path = folder.path
    }

    /// Writes what a user would write: where to put things, that loopback may be dialled, and the three sources.
    func writeConfiguration(for sites: [SampleSite]) throws {
        let general = """
            [paths]
            state = "state"
            output = "output"

            [fetch]
            allow_addresses = ["127.0.0.0/8"]
            delay = "100ms"

            """
        let sources = sites.map { site in
            """
            [[source]]
            name = "\(site.name)"
            url = "\(site.feedURL)"

            """
        }
        do {
            try FileManager.default.createDirectory(atPath: path + "/sources.d", withIntermediateDirectories: true)
            try Data(general.utf8).write(to: URL(filePath: configuration))
            try Data(sources.joined(separator: "\n").utf8).write(to: URL(filePath: path + "/sources.d/sample.toml"))
        } catch {
            throw DemoFailure.unusable("\(configuration): \(error)")
        }
    }

    /// The text files under `output/articles`, relative to it and sorted; an absent folder holds none.
    func textFiles() -> [String] {
        let files = FileManager.default.enumerator(atPath: articles)?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix(".txt") && !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
            .sorted()
    }

    /// Reads every delivered text and finds the article that it holds.
    func readDeliveries(of articles: [SampleArticle]) throws -> [Delivery] {
        try textFiles().map { file in
            do {
                let text = try String(contentsOfFile: self.articles + "/" + file, encoding: .utf8)
                return Delivery(path: file, text: text, among: articles)
            } catch {
                throw DemoFailure.unusable("\(file): \(error)")
            }
        }
    }

    /// What the daemon wrote; the message says so when that cannot be read.
    func readLog() -> String {
        guard let data = FileManager.default.contents(atPath: log) else { return "(no log in \(log))" }
        return String(decoding: data, as: UTF8.self)
    }
}
