import Foundation
import JSON
import SampleWeb
import Testing

/// `copydesk extract` and `explain` with one page.
@Suite struct ExtractCommandTests {
    private static let page = GeneratedPages.article(7)

    @Test func theThreeFormatsAreOfTheSameArticle() async throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(Self.page, to: "page.html")
        let text = try await copydesk(["extract", file])
        #expect(text.ending == .status(0) && text.errors == "")
        let paragraphs = text.output.dropLast().components(separatedBy: "\n\n")
        #expect(paragraphs.count == 5 && text.output.hasSuffix("next inspection.\n"))
        let json = try await copydesk(["extract", file, "--format", "json", "--url", "https://a.example/7"])
        let value = try JSONValue.parse(Array(json.output.utf8))
        #expect(value["text"]?.string == paragraphs.joined(separator: "\n\n"))
        #expect(value["title"]?.string == "Inspection 7 of the piers")
        #expect(value["kind"]?.string == "article" && value["url"]?.string == "https://a.example/7")
        #expect(json.output.split(separator: "\n").count == 1)
        let markdown = try await copydesk(["extract", file, "--format", "markdown"])
        #expect(markdown.output.hasPrefix("# Inspection 7 of the piers\n\n"))
    }

    @Test(arguments: [["extract", "-"], ["extract"]]) func standardInputIsAPageToo(_ arguments: [String]) async throws {
        let result = try await copydesk(arguments, input: Array(Self.page.utf8))
        #expect(result.ending == .status(0) && result.output.hasPrefix("In report number 7"))
    }

    static let unreadable: [(bytes: [UInt8], reason: String)] = [
        ([], "empty"), (Array("%PDF-1.7\n%\u{e2}\u{e3}\n1 0 obj".utf8), "pdf"),
        ([0x89] + Array("PNG\r\n\u{1A}\n".utf8) + [0, 0, 0, 13], "image"),
        ((0..<4000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 >> 3) }, "binary"),
        (Array("No markup at all, only words.\n".utf8), "plain text"), ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0], "not a page"),
    ]

    @Test(arguments: unreadable) func whatIsNoPageEndsWith65AndASentence(_ bytes: [UInt8], _ reason: String)
        async throws
    {
        let result = try await copydesk(["extract"], input: bytes)
        #expect(result.ending == .status(65) && result.output == "")
        #expect(result.errors.hasPrefix("copydesk: ") && result.errors.contains(reason), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    static let failures: [(arguments: [String], code: Int32)] = [
        (["extract", "/nonexistent"], 66), (["extract", "/"], 66), (["explain", "/nonexistent"], 66),
        (["clean", "/nonexistent"], 66), (["feed", "/nonexistent"], 66),
        (["robots", "/nonexistent", "--agent", "a", "https://a.example/"], 66), (["extract", "--format", "xml"], 64),
        (["extract", "--batch", "--jobs", "0"], 64), (["extract", "a", "b"], 64), (["nonsense"], 64),
        (["robots", "file"], 64), (["check", "--config", "/nonexistent"], 78),
        (["run", "--config", "/nonexistent"], 78),
        (["try", "https://a.example/", "--config", "/nonexistent"], 78),
    ]

    @Test(arguments: failures) func everyFailureHasItsExitCode(_ arguments: [String], _ code: Int32) async throws {
        let result = try await copydesk(arguments)
        #expect(result.ending == .status(code))
        #expect(result.output == "" && !result.errors.isEmpty)
    }

    @Test func aDiskThatIsFullIsAnInputOutputError() async throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(Self.page, to: "page.html")
        let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
        let program = try RunningProgram("copydesk", ["extract", file], output: full)
        #expect(try await program.ending() == .status(74))
        #expect(program.errors == "copydesk: cannot write: No space left on device\n")
    }

    @Test func explainShowsEveryBlockWithItsReason() async throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(Self.page, to: "page.html")
        let text = try await copydesk(["explain", file])
        #expect(text.ending == .status(0))
        #expect(text.output.hasPrefix("article: Inspection 7 of the piers; 5 of "))
        #expect(text.output.contains("\nkept  p ") && text.output.contains("\ncut   "))
        #expect(!text.output.contains("\u{1B}"), "no colours outside of a terminal")
        let json = try await copydesk(["explain", file, "--json"])
        let blocks = try #require(try JSONValue.parse(Array(json.output.utf8))["blocks"]?.array)
        #expect(blocks.count { $0["kind"]?.string == nil } == 5)
        #expect(blocks.allSatisfy { $0["kind"]?.string == nil || $0["evidence"]?.string?.isEmpty == false })
        #expect(blocks.contains { $0["text"]?.string == "Sport" })
    }

    @Test func versionAndHelpAreNoFailures() async throws {
        let version = try await copydesk(["--version"])
        #expect(version.ending == .status(0) && version.output.contains(#/^\d+\.\d+\.\d+\n$/#))
        let help = try await copydesk(["--help"])
        #expect(help.ending == .status(0))
        for name in ["run", "check", "try", "extract", "clean", "explain", "feed", "robots"] {
            #expect(help.output.contains("\n  \(name) "))
        }
    }
}
