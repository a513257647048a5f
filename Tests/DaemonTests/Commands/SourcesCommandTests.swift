import Foundation
import Testing

/// `copydesk sources`, as it is run.
@Suite struct SourcesCommandTests {
    private func run(_ desk: ScratchDirectory, _ arguments: String...) async throws -> (
        RunningProgram.Ending, String, String
    ) {
        let program = try RunningProgram(
            "copydesk", ["sources"] + arguments + ["--config", desk.path + "/copydesk.toml"])
        let ending = try await program.ending(within: .seconds(60))
        return (ending, String(decoding: program.output, as: UTF8.self), program.errors)
    }

    @Test func opmlGoesInAndOut() async throws {
        let desk = try ScratchDirectory()
        try desk.write("", to: "copydesk.toml")
        try desk.write("# by hand\n[[source]]\nurl = \"https://a.example/feed\"\n", to: "sources.d/imported.toml")
        let opml = try desk.write(
            """
            <opml version="2.0"><body><outline text="News"><outline text="Harbour &amp; Quay" xmlUrl="https://b.example/rss?a=1&amp;b=2"/>
            <outline text="Known" xmlUrl="https://a.example/feed"/><outline text="bad" xmlUrl="ftp://c.example/"/></outline></body></opml>
            """, to: "feeds.opml")
        var (ending, output, errors) = try await run(desk, "import", opml)
        #expect(ending == .status(0) && output.contains("1 added"), "\(errors)")
        let file = try String(contentsOfFile: desk.path + "/sources.d/imported.toml", encoding: .utf8)
        #expect(
            file
                == "# by hand\n[[source]]\nurl = \"https://a.example/feed\"\n\n[[source]]\nurl = \"https://b.example/rss?a=1&b=2\"\n"
                + "name = \"harbour-quay\"\n")
        (ending, output, errors) = try await run(desk, "export")
        #expect(ending == .status(0), "\(errors)")
        #expect(
            output.contains("xmlUrl=\"https://b.example/rss?a=1&amp;b=2\"") && output.contains("text=\"harbour-quay\""))
    }

    @Test(arguments: ["<opml", "nothing of the kind", "<html><body><p>Not here</p></body></html>"])
    func whatIsNoOPMLSaysWhichFile(text: String) async throws {
        let desk = try ScratchDirectory()
        try desk.write("", to: "copydesk.toml")
        let (ending, _, errors) = try await run(desk, "import", try desk.write(text, to: "feeds.opml"))
        #expect(ending == .status(65))
        #expect(errors.contains("feeds.opml cannot be read as OPML: "), "\(errors)")
    }

    @Test func addingPausingAndListing() async throws {
        let desk = try ScratchDirectory()
        try desk.write("", to: "copydesk.toml")
        #expect(try await run(desk, "add", "https://a.example/", "--tag", "x").0 == .status(0))
        #expect(try await run(desk, "pause", "a.example").0 == .status(0))
        let (_, listed, _) = try await run(desk, "list")
        #expect(listed.contains("a.example  auto  https://a.example/  paused  ") && listed.contains("added.toml:1"))
        #expect(try await run(desk, "resume", "A.example").0 == .status(0))
        let file = try String(contentsOfFile: desk.path + "/sources.d/added.toml", encoding: .utf8)
        #expect(file == "[[source]]\nurl = \"https://a.example/\"\nname = \"a.example\"\ntags = [\"x\"]\n")
    }

    @Test func whatCannotBeDoneChangesNothing() async throws {
        let desk = try ScratchDirectory()
        try desk.write("", to: "copydesk.toml")
        let text = "[[source]]\nurl = \"https://a.example/\"\n"
        try desk.write(text, to: "sources.d/added.toml")
        #expect(try await run(desk, "add", "https://a.example/").0 == .status(65))
        #expect(try await run(desk, "add", "a.example").0 == .status(65))
        #expect(try await run(desk, "add", "https://b.example/", "--name", "A.example").0 == .status(78))
        #expect(try await run(desk, "add", "https://b.example/", "--file", "../x").0 == .status(64))
        #expect(try await run(desk, "pause", "b.example").0 == .status(65))
        #expect(try await run(desk, "import", desk.path + "/copydesk.toml").0 == .status(65))
        #expect(try String(contentsOfFile: desk.path + "/sources.d/added.toml", encoding: .utf8) == text)
        #expect(try FileManager.default.contentsOfDirectory(atPath: desk.path + "/sources.d") == ["added.toml"])
    }
}
