import Foundation
import Testing

@testable import Daemon

/// Lines of a batch, as they come from a file or a pipe.
@Suite struct LineReaderTests {
    static let rows: [(input: String, lines: [String?])] = [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("\n\n", ["", ""]), ("a\r\nb", ["a\r", "b"]),
        ("1234\n12345\n1\n", ["1234", nil, "1"]), ("12345", [nil]), ("123456789012345\n\n1", [nil, "", "1"]),
        ("12345\n123456", [nil, nil]),
    ]

    /// A line of more than four bytes is named as such, and the next is whole.
    @Test(arguments: rows) func linesComeWholeOrNotAtAll(input: String, lines: [String?]) throws {
        #expect(try read(input, limit: 4) == lines)
    }

    /// What is too long is more than what is read at a time.
    @Test func aLongLineIsThrownAwayInPieces() throws {
        let long = String(repeating: "x", count: 400_000)
        #expect(try read("a\n\(long)\nb\n\(long)", limit: 1000) == ["a", nil, "b", nil])
        #expect(try read("a\n\(long)\nb", limit: 400_000) == ["a", long, "b"])
    }

    private func read(_ input: String, limit: Int) throws -> [String?] {
        let scratch = try ScratchDirectory()
        let descriptor = open(try scratch.write(input, to: "lines"), O_RDONLY | O_CLOEXEC)
        let sink = open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer { for opened in [descriptor, sink] { close(opened) } }
        var reader = LineReader(descriptor: descriptor, output: sink, limit: limit)
        var found: [String?] = []
        while let line = try reader.next() {
            switch line {
            case .whole(let bytes): found.append(String(decoding: bytes, as: UTF8.self))
            case .tooLong: found.append(nil)
            }
        }
        return found
    }
}
