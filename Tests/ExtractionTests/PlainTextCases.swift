import Extraction
import Foundation
import Testing

/// A folder of PlainText/: `source.txt` as it was scraped, `expected.txt`, and `removed.txt` with a line for each
/// removed paragraph: its kind, a tab, its text.
struct PlainTextCase: CustomTestStringConvertible, Sendable {
    let folder: URL

    var testDescription: String { folder.lastPathComponent }

    /// RECORD_GOLDEN=1 writes what comes out over what is expected, and fails, so that nobody records by accident.
    static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"

    static let all: [PlainTextCase] = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("PlainText")
        // Without the folder there are no cases, and the test that counts them fails.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.sorted().map { PlainTextCase(folder: root.appendingPathComponent($0)) }
    }()

    func source() throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent("source.txt")))
    }

    /// Compares with a golden file, or records it.
    func check(_ actual: String, _ file: String) throws {
        let url = folder.appendingPathComponent(file)
        if Self.isRecording {
            try Data(actual.utf8).write(to: url)
            Issue.record("recorded \(testDescription)/\(file)")
            return
        }
        let expected = try String(contentsOf: url, encoding: .utf8)
        guard actual != expected else { return }
        let lines = zip(Self.lines(actual), Self.lines(expected)).enumerated()
        let difference = lines.first { $1.0 != $1.1 }
        let place = difference.map { "line \($0 + 1): “\($1.0)”, expected “\($1.1)”" } ?? "one is longer"
        Issue.record("\(testDescription)/\(file) differs: \(place)")
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}

extension CleanedText {
    /// What `removed.txt` holds.
    var removedLines: String { removed.map { "\($0.kind.rawValue)\t\($0.text)\n" }.joined() }
}
