import Delivery
import Foundation
import SampleWeb
import Testing

@testable import Daemon

/// What the README lists is what there is.
@Suite struct ReferenceTests {
    @Test func everyFolderOfTheSourcesIsOnTheMap() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: ShippedConfigurationTests.root + "/Sources")
        #expect(try ReadmeTable("Map of the code").names.sorted() == folders.sorted())
    }

    @Test func everyExitCodeIsDocumented() throws {
        let rows = try ReadmeTable("Exit codes").rows
        #expect(rows.map { $0[0] } == Daemon.ExitCode.allCases.map { "\($0.rawValue)" })
        #expect(rows.map { $0[2] } == Daemon.ExitCode.allCases.map(\.meaning))
        #expect(rows.allSatisfy { !$0[3].isEmpty })
    }

    /// What the README gives as examples, and cheap ones of each code but 70, which nobody should see.
    private static let endings: [(Int32, [String])] = [
        (0, ["check"]), (64, ["check", "--loud"]), (64, ["top"]), (65, ["sources", "pause", "nobody"]),
        (65, ["check", "--online", "--source", "nobody"]), (66, ["extract", "/none"]), (66, ["clean", "/none"]),
        (66, ["explain", "/none"]), (66, ["feed", "/none"]), (66, ["sites", "import", "/none"]),
        (66, ["robots", "/none", "--agent", "x", "/"]), (69, ["try", "http://127.0.0.1:9/"]), (69, ["reload"]),
        (74, ["run"]), (78, ["check"]), (78, ["run"]), (78, ["status"]), (78, ["reload"]), (78, ["sources", "list"]),
    ]

    @Test(arguments: endings) func commandsEndWithTheirCodes(_ code: Int32, _ command: [String]) async throws {
        let scratch = try ScratchDirectory()
        let settings =
            code == 78 ? "[paths]\nstate = 3" : "[paths]\nstate = \"copydesk.toml/state\"\noutput = \"output\""
        let path = try scratch.write(settings, to: "copydesk.toml")
        let takesFile = ["check", "sources", "reload", "run", "status", "top"].contains(command[0])
        let result = try await copydesk(command + (takesFile ? ["--config", path] : []))
        #expect(result.ending == .status(code), "\(result)")
    }

    @Test func everyFieldOfTheJournalIsDocumented() throws {
        let event = JournalEvent(
            .add, id: "i", path: "p", sha256: "s", source: "n", url: "u", deliveredMilliseconds: 0)
        // In the order of the line, which a JSON reader would lose.
        let fields = try event.members().matches(of: /"([a-z0-9]+)":/).map { String($0.1) }
        let table = try ReadmeTable("Fields of the journal")
        #expect(table.names == ["seq"] + fields)
        let operations = try #require(table.rows.first { $0[0] == "`op`" })[1].matches(of: /`([a-z]+)`/)
        #expect(operations.map { String($0.1) } == JournalEvent.Operation.allCases.map(\.rawValue))
    }

    @Test func everyFieldOfAnArticleIsDocumented() throws {
        typealias Paragraph = DeliveredArticle.Paragraph
        var article = DeliveredArticle(
            source: "n", key: "k", url: "u", title: nil, paragraphs: [Paragraph("Piers", role: .heading(level: 2))],
            fetch: .init(timeMilliseconds: 0, status: 200, url: "u"))
        article.removed = ["ad": 1]
        article.revision = .init(
            number: 2, firstPath: "f", formerPath: "f", changes: [.init(removed: ["a"], added: ["b"])])
        let json = try Rendering.json(article, textPath: "p", textFile: "t", now: 0)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let fields = object.flatMap { key, value -> [String] in
            let parts = value as? [String: Any] ?? (value as? [[String: Any]])?.first
            // The keys of `removed` are kinds of blocks.
            return key == "removed" ? [key] : parts?.keys.map { "\(key).\($0)" } ?? [key]
        }
        #expect(try ReadmeTable("Fields of an article").names.sorted() == fields.sorted())
    }

    /// Of the events that ask for somebody, every one says what to do.
    @Test func everyErrorAndWarningOfTheLogIsDocumented() throws {
        var events: Set<String> = []
        for file in PublicSymbolTests.libraries where file.hasPrefix("Daemon/") {
            let text = try String(contentsOfFile: "\(ShippedConfigurationTests.root)/Sources/\(file)", encoding: .utf8)
            let calls = text.matches(of: /log\.(error|warning)\(\s*"([^"]*)"/)
            #expect(
                calls.count == text.matches(of: /log\.(error|warning)\(/).count, "\(file): an event is no literal")
            events.formUnion(calls.map { "\($0.1) \($0.2)" })
        }
        let rows = try ReadmeTable("Errors and warnings of the log").rows
        let documented = rows.flatMap { row in
            row[0].matches(of: /`([^`]+)`/).map { "\(row[1]) \($0.1)" }
        }
        #expect(documented.sorted() == events.sorted())
        #expect(rows.allSatisfy { !$0[2].isEmpty })
    }

    /// A daemon with everything on leaves no file that the README does not name, and of what it names, all that a quiet day
    /// makes.
    @Test func everyFileIsDocumented() async throws {
        let pages = (1...3).map { GeneratedPages.article($0) }
        let slow = GeneratedPages.article(0, paragraphs: 6_000)
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/rss.xml": .xml(GeneratedPages.rss((1...3).map { "\(request.origin)/a/\($0)" }))
            case "/slow": .html(slow)
            default:
                Int(request.path.dropFirst(3)).flatMap { pages.indices.contains($0 - 1) ? .html(pages[$0 - 1]) : nil }
            }
        }
        let desk = try NewsDesk()
        let sources = [
            ("piers", "url = \"\(site.origin)/rss.xml\""), ("slow", "articles = [\"\(site.origin)/slow\"]"),
        ]
        let configure = { (retention: String) in
            try desk.configure(
                extraction: "workers = 1\nwall_limit = \"500ms\"\ncpu_limit = \"60s\"",
                delivery: "formats = [\"html\", \"md\"]\nnew = true\nlatest = 5", monitor: "search = true",
                log: "[archive]\nkeep = \"30d\"\n\(retention)", sources: sources)
        }
        try configure("")
        let first = try desk.run()
        try await first.waitForLine("delivered", "path=", count: 3)
        try await first.waitForLine("not delivered", "quarantine=")
        #expect(try await desk.stop(first) == .status(0))
        try configure("[retention]\narticles = 2")
        let daemon = try desk.run()
        try await daemon.waitForLine("purged")
        try await eventually("the search index") {
            FileManager.default.fileExists(atPath: desk.path + "/state/search.sqlite-shm")
        }
        let found = desk.everyFile
        #expect(try await desk.stop(daemon) == .status(0))
        let rare = [
            "ledger.sqlite.corrupt-<n>", "ledger.corrupt", "quarantine/d<n>.page",
            "articles/<source>/<YYYY>/<MM>/<DD>/<slug>-<id>.<rev>.txt", ".staging/",
        ]
        for (directory, number) in [("state", 0), ("output", 1)] {
            let names = try ReadmeTable("Files", number).names
            #expect(!names.isEmpty)
            let files = found.filter { $0.hasPrefix(directory + "/") }.map { String($0.dropFirst(directory.count + 1)) }
            for file in files {
                #expect(names.contains { Self.fits(file, $0) }, "\(directory)/\(file) is not documented")
            }
            for name in names where !rare.contains(name) {
                #expect(files.contains { Self.fits($0, name) }, "\(directory)/\(name) is documented and not there")
            }
        }
        await site.stop()
    }

    /// Whether a file is what a pattern such as `journal/<YYYY-MM-DD>.ndjson` or `.staging/` means.
    private static func fits(_ file: String, _ pattern: String) -> Bool {
        if pattern.hasSuffix("/") { return file.hasPrefix(pattern) }
        let parts = pattern.split(separator: "<", omittingEmptySubsequences: false).enumerated().map { index, part in
            let text = index == 0 ? part : part.drop { $0 != ">" }.dropFirst()
            return (index == 0 ? "" : "[^/]+") + NSRegularExpression.escapedPattern(for: String(text))
        }
        return file.range(of: "^\(parts.joined())$", options: .regularExpression) != nil
    }
}

extension NewsDesk {
    /// Every file and socket below its folder.
    fileprivate var everyFile: [String] {
        guard let all = FileManager.default.enumerator(atPath: path) else { return [] }
        return all.compactMap { $0 as? String }.filter { file in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(path)/\(file)", isDirectory: &isDirectory)
                && !isDirectory.boolValue
        }
    }
}
