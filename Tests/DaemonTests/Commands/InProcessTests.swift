import Testing

@Suite struct InProcessTests {
    @Test(arguments: ["text", "json"]) func inProcessGivesTheSameAsAWorker(format: String) async throws {
        let page = Array(GeneratedPages.article(3).utf8)
        let confined = try await copydesk(["extract", "-", "--format", format], input: page)
        let own = try await copydesk(["extract", "-", "--format", format, "--in-process"], input: page)
        #expect(own.ending == .status(0) && own.output == confined.output && !own.output.isEmpty)
    }

    @Test func whatIsNoPageIsRefusedAlike() async throws {
        let own = try await copydesk(["extract", "-", "--in-process"], input: [0x89, 0x50, 0x4E, 0x47, 0, 1])
        #expect(own.ending == .status(65) && own.errors.hasPrefix("copydesk: "))
        #expect(try await copydesk(["extract", "--batch", "--in-process"]).ending == .status(64))
    }

    /// A page cannot talk to the terminal, whatever the command shows of it.
    @Test(arguments: [
        ["explain"], ["extract"], ["extract", "--format", "markdown"], ["clean"], ["feed"], ["explain", "--json"],
        ["explain", "--format", "html"],
    ])
    func noEscapeSequenceLeaves(command: [String]) async throws {
        let escape = "\u{1B}]0;x\u{7}&#27;[31m&#x9b;2J\u{9B}1m\u{202E}"
        let page =
            "<html><title>\(escape)T</title><body class='\(escape)'><p>\(escape)The council met on Monday.</p>"
            + "<nav>\(escape)menu</nav><script type=application/ld+json>{\"author\":\"\\u001b[1mA\"}</script>"
        let result = try await copydesk(command + ["-"], input: Array(page.utf8), environment: ["TERM": "xterm"])
        for scalar in (result.output + result.errors).unicodeScalars {
            #expect(scalar == "\n" || (scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)))
            #expect(!(0x202A...0x202E).contains(scalar.value))
        }
        let named = try await copydesk(command + ["/nonexistent/\(escape)"])
        #expect(named.errors.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    }
}
