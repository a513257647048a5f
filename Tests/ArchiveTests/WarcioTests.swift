import Foundation
import Testing

@testable import Archive

/// Another tool reads what we write: warcio, in the virtual environment that `make warcio` makes.
@Suite struct WarcioTests {
    private static let python = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../.build/warcio/bin/python"
    ).standardized.path
    private static var isThere: Bool { FileManager.default.isExecutableFile(atPath: python) }

    @Test(.enabled(if: isThere, "SKIPPED: no warcio; `make warcio` installs it where PyPI can be reached"))
    func anotherToolReadsEveryRecordAndItsDigest() throws {
        let scratch = ArchiveScratch()
        let writer = try scratch.writer()
        try writer.keep(exchange(1))
        try writer.keep(exchange(1, status: 304))
        try writer.keep(exchange(2, body: String(repeating: "<p>長い段落。</p>", count: 5000)))
        try writer.keep(exchange(1, at: ArchiveScratch.start + 9000))
        let file = scratch.folder.path(of: try #require(try scratch.folder.files().first))
        let script = """
            import sys
            from warcio.archiveiterator import ArchiveIterator
            with open(sys.argv[1], 'rb') as stream:
                for record in ArchiveIterator(stream, check_digests='raise'):
                    body = record.content_stream().read()
                    status = record.http_headers.get_statuscode() if record.http_headers else '-'
                    print(record.rec_type, record.rec_headers.get_header('WARC-Target-URI'), status, len(body), record.rec_headers.get_header('WARC-Profile'))
            """
        let lines = try run(["-c", script, file]).split(separator: "\n").map {
            $0.split(separator: " ").map(String.init)
        }
        #expect(lines.map { $0[0] } == ["warcinfo", "response", "revisit", "response", "revisit"])
        #expect(lines.map { $0[2] } == ["-", "200", "304", "200", "200"])
        #expect(lines[1][1] == "https://news.example/1" && lines[1][3] == "\(exchange(1).message.body.count)")
        #expect(
            lines[3][3] == "\(exchange(2, body: String(repeating: "<p>長い段落。</p>", count: 5000)).message.body.count)")
        // Its own check of digests and lengths, and of one gzip member a record.
        let check = try run(["-m", "warcio.cli", "check", "-v", file])
        #expect(!check.contains("digest failed") && check.contains("digest pass"), "\(check)")
        #expect(try run(["-m", "warcio.cli", "index", file]).split(separator: "\n").count == 5)
    }

    private func run(_ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: Self.python)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self)
        #expect(process.terminationStatus == 0, "\(text)")
        return text
    }
}
