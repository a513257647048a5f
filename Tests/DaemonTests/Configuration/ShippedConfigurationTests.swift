import Foundation
import Testing

@testable import Daemon

/// The files that are installed say what the code does.
@Suite struct ShippedConfigurationTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    @Test func shippedFilesAreTheEmbeddedDefaults() throws {
        #expect(try Configuration.load(path: "\(Self.root)/config/copydesk.toml") == .embeddedDefault)
    }

    @Test func everySettingStandsInTheShippedFileWithItsDefault() throws {
        let lines = try lines(of: "config/copydesk.toml")
        var section = ""
        var shipped: [Configuration.Setting] = []
        for line in lines {
            if line.hasPrefix("[") { section = String(line.dropFirst().dropLast()) }
            guard let (key, value) = assignment(line) else { continue }
            // A setting without a default shows an example.
            shipped.append(Configuration.Setting(section: section, key: key, value: line.hasPrefix("#") ? "" : value))
        }
        let defaults = Configuration.embeddedDefault.listSettings()
        #expect(shipped.map { "\($0.section).\($0.key)" } == defaults.map { "\($0.section).\($0.key)" })
        for (own, other) in zip(shipped, defaults) {
            #expect(own == other)
        }
    }

    @Test func everySettingIsExplained() throws {
        let lines = try lines(of: "config/copydesk.toml")
        let undocumented = lines.indices.filter { index in
            assignment(lines[index]) != nil && !lines[index - 1].hasPrefix("# ") && assignment(lines[index - 1]) == nil
        }
        #expect(undocumented.map { lines[$0] } == [])
    }

    @Test func theExampleWorksOnceItsSignsAreRemoved() throws {
        let lines = try lines(of: "config/sources.d/example.toml")
        let text = lines.map { line in
            let isComment = line.hasPrefix("# ") && !line.hasPrefix("#  ")
            return line.hasPrefix("#") && !isComment ? String(line.dropFirst()) : line
        }
        let scratch = try ScratchDirectory()
        let path = try scratch.write("", to: "copydesk.toml")
        try scratch.write(text.joined(separator: "\n"), to: "sources.d/example.toml")
        let sources = try Configuration.load(path: path).sources
        #expect(sources.map(\.name) == ["news.example.org", "example.com", "picked-by-hand"])
        #expect(sources[1].maxItems == sources[0].maxItems, "the documented default is the code's")
        #expect(sources[1].kind == sources[0].kind && sources[1].isPaused == sources[0].isPaused)
        #expect(sources[1].interval == Configuration.embeddedDefault.polling.interval)
        let keys = Set(text.compactMap { assignment($0)?.key })
        #expect(keys == Set(SourceReader.keys), "every key of a source is documented")
    }

    private func lines(of file: String) throws -> [String] {
        try String(contentsOfFile: "\(Self.root)/\(file)", encoding: .utf8).components(separatedBy: "\n")
    }

    /// `key = value`, also commented out as `#key = value`.
    private func assignment(_ line: String) -> (key: String, value: String)? {
        let line = line.hasPrefix("#") ? line.dropFirst() : line[...]
        guard let equals = line.firstRange(of: " = "), line.first?.isLowercase == true else { return nil }
        let key = line[..<equals.lowerBound]
        guard key.allSatisfy({ $0.isLowercase || $0 == "_" }) else { return nil }
        return (String(key), String(line[equals.upperBound...]))
    }
}
