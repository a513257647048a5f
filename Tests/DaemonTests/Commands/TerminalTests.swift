import Foundation
import Ledger
import SampleWeb
import Testing

/// Whatever a page, a server or a feed says: nothing of it reaches a terminal as anything but letters.
@Suite struct TerminalTests {
    /// Sequences that colour, clear, retitle and write to the clipboard, in C0 and C1, overrides, isolates and tags.
    private static let poison =
        "\u{1B}[31mred\u{1B}]0;title\u{7}\u{1B}]52;c;eA==\u{9C}\u{9B}2J\u{90}q\u{202E}evil\u{2066}x\u{8}\u{7F}\u{E0041}\u{FEFF}"
    private static let references =
        "&#27;[2J&#x9b;31m&#x9d;0;x&#7;&#8238;evil&#8294;&#13;over&#8;&#127;&#x2028;&#xE0041;"
    private static let words = "The council met on Monday to discuss the new bridge across the river for an hour."

    private static let page = """
        <html lang="\(poison)"><head><title>\(poison)\(references)</title>
        <meta name=author content="\(poison)"><link rel=canonical href="https://x/\(poison)">
        <script type=application/ld+json>{"@type": "NewsArticle", "headline": "\\u001b[2J\\u009b31m\\u202e"}</script>
        </head><body><article class="\(poison)"><h1>\(references)</h1>
        <p>\(words) \(poison) \(references)</p><p>\(words)</p>
        <div class="ad \(poison)" id="\(references)">Advertisement \(poison) <a href="\(poison)">\(references)</a></div>
        <p class="share-\(poison)">Share this \(references)</p></article></body></html>
        """

    @Test(arguments: ["text", "json", "html"]) func explainOnATerminalShowsLetters(_ format: String) async throws {
        let scratch = try ScratchDirectory()
        let page = try scratch.write(Self.page, to: "page.html")
        let shown = try await onTerminal(["explain", page, "--format", format, "--url", "https://x/\(Self.poison)"])
        #expect(shown.contains("council met on Monday"))
        if format == "text" { #expect(shown.utf8.contains(0x1B), "it is a terminal, so there are colours") }
        #expect(Self.unclean(shown) == nil)
    }

    static let filters: [(String, String)] = [
        ("extract", page), ("clean", "\(words)\n\(poison)\n\n\(words)\n"),
        ("feed", "<rss><channel><title>\(poison)</title><item><title>\(references)</title></item></channel></rss>"),
        ("extract --format=json", page), ("extract --format=markdown", page), ("clean --json", words + poison),
    ]

    @Test(arguments: filters) func filtersOnATerminalShowLetters(_ command: String, _ input: String) async throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(input, to: "input")
        let shown = try await onTerminal(command.split(separator: " ").map(String.init) + [file])
        #expect(shown.count > 20 && Self.unclean(shown) == nil)
    }

    @Test func whatServersAndFeedsSayShowsAsLettersInTheLogAndTheStatus() async throws {
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/robots.txt":
                .init(
                    headers: ["Content-Type": "text/\(Self.visible)"],
                    body: Array("User-agent: *\nDisallow: /no\(Self.poison)\nDisallow: /no\n".utf8))
            case "/rss.xml":
                .xml(
                    "<rss><channel><title>\(Self.poison)</title>"
                        + ["/a", "/b", "/no", "/moved", "/none\(Self.poison)"].map {
                            "<item><title>\(Self.references)</title><link>\(request.origin)\($0)</link><guid>\($0)</guid></item>"
                        }.joined() + "</channel></rss>", type: "application/rss+xml")
            case "/bad.xml": .init(headers: ["Content-Type": Self.visible], body: Array(Self.poison.utf8))
            case "/a":
                .init(headers: ["Content-Type": "text/html; charset=\(Self.visible)"], body: Array(Self.page.utf8))
            case "/b": .init(headers: ["Content-Type": "text/html"], body: Array(Self.poison.utf8))
            case "/moved": .redirect(to: "http://[\(Self.visible)/", status: 302)
            default: nil
            }
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [
            ("good", "url = \"\(site.origin)/rss.xml\""), ("bad", "url = \"\(site.origin)/bad.xml\""),
        ])
        let daemon = try desk.run()
        try await daemon.waitForLine("delivered", "source=good", "path=")
        try await daemon.waitForLine("not delivered", count: 3)
        try await daemon.waitForLine("source failed", "bad")
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(Self.unclean(daemon.errors) == nil)
        for format in [[], ["--json"]] {
            let shown = try await onTerminal(["status", "--config", desk.configuration] + format)
            #expect(shown.contains("bad") && Self.unclean(shown) == nil)
        }
        let tried = try await onTerminal(["check", "--online", "--config", desk.configuration])
        #expect(tried.contains("fails") && tried.contains("works") && Self.unclean(tried) == nil)
        for file in desk.files("") where file.hasSuffix(".txt") || file.hasSuffix(".json") {
            let text = try desk.read(file)
            #expect(Self.unclean(file) == nil && Self.unclean(text) == nil)
        }
        for path in ["/a", "/moved", "/none"] {
            let shown = try await onTerminal(["try", site.origin + path, "--config", desk.configuration])
            #expect(Self.unclean(shown) == nil)
        }
        await site.stop()
    }

    /// What a header can carry: its bytes end at a control that HTTP forbids.
    private static let visible = "html\u{9B}31m\u{202E}evil"

    /// Runs it with a terminal as its standard output, and checks what it says on standard error too.
    private func onTerminal(_ arguments: [String]) async throws -> String {
        let terminal = try PseudoTerminal()
        let program = try RunningProgram(
            "copydesk", arguments, environment: ["TERM": "xterm-256color"], output: terminal.handle)
        program.closeInput()
        _ = try await program.ending()
        #expect(Self.unclean(program.errors) == nil)
        return String(decoding: try terminal.shown(), as: UTF8.self)
    }

    /// The first character that is not just a character, but for our own colours and the terminal's line ends.
    private static func unclean(_ text: String) -> String? {
        var text = text.replacing("\r\n", with: "\n")
        for colour in [0, 1, 2, 31, 32, 33] { text = text.replacing("\u{1B}[\(colour)m", with: "") }
        return text.unicodeScalars.first { scalar in
            switch scalar.value {
            case 0x0A: false
            case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xE0000...0xE007F: true
            default: scalar.value & 0xFFFE == 0xFFFE
            }
        }.map { String($0.value, radix: 16) }
    }
}
