import Foundation
import JSON
import SampleWeb
import Testing

/// The same article once, and other outlets' copies of it as the configuration says.
@Suite struct DuplicateTests {
    @Test func oneArticleUnderManyAddressesIsDeliveredOnce() async throws {
        let paths = [
            "/2026/quay", "/2026/quay?utm_source=feed", "/2026/quay/amp", "/m/2026/quay", "/2026/quay/print",
            "/2026/quay#top",
            // Known for the same only when they are read: a slash, a canonical address.
            "/2026/quay/", "/story?id=7",
        ]
        let web = try await LoopbackWeb.start { request in
            if request.path == "/rss.xml" { return .xml(GeneratedPages.rss(paths.map { request.origin + $0 })) }
            let canonical = "<link rel=\"canonical\" href=\"\(request.origin)/2026/quay\">"
            let extra = request.path == "/story" ? "<p>This text was first seen on the front page of the site.</p>" : ""
            return .html(
                WireCopy.page(1).replacing("</head>", with: canonical + "</head>").replacing(
                    "</article>", with: extra + "</article>"))
        }
        let desk = try NewsDesk()
        // With one worker the articles come in the feed's order.
        try desk.configure(
            extraction: "workers = 1", sources: [("harbour", "url = \"\(web.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await eventually("all read: \(daemon.errors)") {
            daemon.errors.components(separatedBy: "not delivered").count == 3
        }
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(desk.files(".txt").count == 1)
        #expect(
            web.requests.map(\.request.target).filter { $0.contains("quay") || $0.contains("story") }.sorted()
                == ["/2026/quay", "/2026/quay/", "/story?id=7"])
        #expect(try desk.records().map(\.state) == [.delivered, .duplicate, .duplicate])
        await web.stop()
    }

    /// A site whose every page calls its section's address canonical.
    @Test func aCanonicalAddressThatLiesLosesNothing() async throws {
        let web = try await LoopbackWeb.start { request in
            if request.path == "/rss.xml" {
                return .xml(GeneratedPages.rss((1...3).map { "\(request.origin)/a/\($0)" }))
            }
            guard let number = Int(request.path.dropFirst(3)) else { return nil }
            return .html(
                WireCopy.page(number).replacing("</head>", with: "<link rel=\"canonical\" href=\"/news/today\"></head>")
            )
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [("harbour", "url = \"\(web.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await eventually("all three: \(daemon.errors)") { desk.files(".txt").count == 3 }
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(try desk.ledger { try $0.owner(ofKey: "\(web.origin)/news/today") } == nil)
        await web.stop()
    }

    @Test(arguments: ["deliver", "mark", "skip"]) func aCopyOfAnotherOutletIsTreatedAsTheConfigurationSays(
        mode: String
    ) async throws {
        let first = try await outlet([("/quay", WireCopy.page(1))])
        let second = try await outlet([("/copy", WireCopy.page(1, cut: 6, own: 2)), ("/other", WireCopy.page(2))])
        let desk = try NewsDesk()
        try desk.configure(
            delivery: "duplicates = \"\(mode)\"", sources: [source("courier", first)])
        let daemon = try desk.run()
        try await eventually("the first: \(daemon.errors)") { desk.files(".txt").count == 1 }
        try desk.rewrite(sources: [source("courier", first), source("echo", second)])
        daemon.signal(SIGHUP)
        try await eventually("three lines: \(daemon.errors)") { Self.journal(of: desk).count == 3 }
        #expect(try await desk.stop(daemon) == .status(0))
        let lines = Self.journal(of: desk)
        let head = try #require(lines.first { $0["source"]?.string == "courier" })
        let copy = try #require(lines.first { $0["url"]?.string == second.origin + "/copy" })
        let other = try #require(lines.first { $0["url"]?.string == second.origin + "/other" })
        #expect(head["op"]?.string == "add" && head["cluster"]?.string == head["id"]?.string)
        #expect(other["op"]?.string == "add" && other["cluster"]?.string == other["id"]?.string)
        #expect(copy["op"]?.string == (mode == "deliver" ? "add" : "duplicate"))
        #expect(copy["cluster"]?.string == head["id"]?.string)
        #expect((copy["path"]?.string == nil) == (mode == "skip"))
        #expect(desk.files(".txt").count == (mode == "skip" ? 2 : 3))
        let json = try desk.deliveries().first { $0["url"]?.string == second.origin + "/copy" }
        #expect(json?["duplicate_of"]?.string == (mode == "mark" ? head["id"]?.string : nil))
        #expect(json?["cluster"]?.string == (mode == "skip" ? nil : head["id"]?.string))
        await first.stop()
        await second.stop()
    }

    /// One source may differ from the rest, and a source notice makes the latecomer the head.
    @Test func theOutletThatACopyNamesIsTheHeadThoughItComesLater() async throws {
        let notice = "<p>This article was originally published on Tarnhaven Courier.</p>"
        let early = try await outlet([
            ("/copy", WireCopy.page(1).replacing("</article>", with: notice + "</article>"))
        ])
        let original = try await outlet([("/quay", WireCopy.page(1))])
        let late = try await outlet([("/late", WireCopy.page(1, cut: 5, own: 1))])
        let desk = try NewsDesk()
        try desk.configure(sources: [source("echo", early)])
        let daemon = try desk.run()
        try await eventually("the copy: \(daemon.errors)") { desk.files(".txt").count == 1 }
        let skipping = "\nduplicates = \"skip\""
        try desk.rewrite(sources: [source("echo", early), source("tarnhaven-courier", original, skipping)])
        daemon.signal(SIGHUP)
        try await eventually("the original: \(daemon.errors)") { desk.files(".txt").count == 2 }
        try desk.rewrite(sources: [
            source("echo", early), source("tarnhaven-courier", original, skipping), source("late", late, skipping),
        ])
        daemon.signal(SIGHUP)
        try await eventually("four lines: \(daemon.errors)") { Self.journal(of: desk).count == 4 }
        #expect(try await desk.stop(daemon) == .status(0))
        let lines = Self.journal(of: desk)
        #expect(lines.map { $0["op"]?.string } == ["add", "add", "duplicate", "duplicate"])
        #expect(lines.map { $0["source"]?.string } == ["echo", "tarnhaven-courier", "echo", "late"])
        #expect(
            lines[2]["id"]?.string == lines[0]["id"]?.string && lines[2]["path"]?.string == lines[0]["path"]?.string)
        let head = lines[1]["id"]?.string
        #expect(lines.dropFirst().allSatisfy { $0["cluster"]?.string == head })
        #expect(desk.files(".txt").count == 2)
        for web in [early, original, late] { await web.stop() }
    }

    private func outlet(_ pages: [(path: String, page: String)]) async throws -> LoopbackWeb {
        try await LoopbackWeb.start { request in
            if request.path == "/rss.xml" { return .xml(GeneratedPages.rss(pages.map { request.origin + $0.path })) }
            return pages.first { $0.path == request.path }.map { .html($0.page) }
        }
    }

    private func source(_ name: String, _ web: LoopbackWeb, _ more: String = "") -> (name: String, line: String) {
        (name, "url = \"\(web.origin)/rss.xml\"" + more)
    }

    /// The journal's lines; a last one that is just being written is left out.
    private static func journal(of desk: NewsDesk) -> [JSONValue] {
        desk.files(".ndjson").flatMap { file -> [JSONValue] in
            guard let text = try? desk.read(file) else { return [] }  // The test sees too few lines then.
            return text.split(separator: "\n").compactMap { try? JSONValue.parse(Array($0.utf8)) }
        }
    }
}

/// Invented wire texts, all different, and what an outlet makes of one.
enum WireCopy {
    /// - Parameters:
    ///   - cut: so many of the ten paragraphs are left.
    ///   - own: paragraphs of the outlet's own, at the end.
    static func page(_ number: Int, cut: Int = 10, own: Int = 0) -> String {
        let body = (1...cut).map { paragraph(number, $0) } + (0..<own).map { paragraph(number + 1000, $0) }
        let title = "Report \(number) on the quay" + (own > 0 ? ", as we see it" : "")
        return """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>\(title)</title>
            <meta property="og:type" content="article"></head><body><nav><a href="/">Home</a></nav>
            <article><h1>\(title)</h1>\(body.map { "<p>\($0)</p>" }.joined(separator: "\n"))</article>
            <footer><p>Imprint</p></footer></body></html>
            """
    }

    private static let words = [
        "harbour", "ferry", "council", "pier", "oyster", "captain", "engineer", "tide", "budget", "winter", "lantern",
        "village", "stone", "timber", "morning", "report", "diver", "market", "bridge", "island", "letter", "teacher",
        "garden", "railway", "baker", "window", "concert", "museum", "valley", "storm",
    ]

    private static func paragraph(_ number: Int, _ index: Int) -> String {
        var state = UInt64(number * 64 + index + 1) &* 0x9E37_79B9_7F4A_7C15
        let drawn = (0..<40).map { position -> String in
            state ^= state >> 12
            state ^= state << 25
            state ^= state >> 27
            let word = words[Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % words.count]
            return position % 8 == 7 ? word + ", and" : position % 3 == 0 ? "the " + word : word
        }
        return "On that day " + drawn.joined(separator: " ") + "."
    }
}
