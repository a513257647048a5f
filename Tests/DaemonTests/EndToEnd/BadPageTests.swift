import Foundation
import Ledger
import SampleWeb
import Testing

/// A page that is no article ends in the ledger with its reason, and the others are delivered.
@Suite struct BadPageTests {
    static let pages: [(path: String, state: ArticleState, reason: String)] = [
        ("/missing", .gone, "404"), ("/removed", .gone, "410"), ("/secret", .setAside, "403"),
        ("/report.pdf", .notArticle, "pdf"), ("/photo.jpg", .notArticle, "image"), ("/empty", .notArticle, "empty"),
        ("/forbidden/a", .setAside, "robots.txt"), ("/inward", .setAside, "169.254.1.1"),
        ("/elsewhere", .duplicate, "both lead to"),
        ("/large", .setAside, "larger"), ("/loop", .setAside, "redirect"), ("/failing", .waiting, "500"),
        ("/scrambled", .waiting, "decompress"),
    ]

    private static func answer(_ request: LoopbackWeb.Request) -> LoopbackWeb.Response? {
        switch request.path {
        case "/robots.txt": .text("User-agent: *\nDisallow: /forbidden/\n")
        case "/removed": .init(status: 410)
        case "/secret": .init(status: 403)
        case "/report.pdf": .init(headers: ["Content-Type": "application/pdf"], body: Array("%PDF-1.7\n%âãÏÓ\n".utf8))
        case "/photo.jpg":
            .init(
                headers: ["Content-Type": "image/jpeg"],
                body: [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 0, count: 99))
        case "/empty": .html("")
        case "/inward": .redirect(to: "http://169.254.1.1/")
        case "/elsewhere": .redirect(to: "/a/1")
        case "/large": .html(String(repeating: "<p>word</p>", count: 200_000))
        case "/loop": .redirect(to: "/loop")
        case "/failing": .init(status: 500)
        case "/scrambled": .init(headers: ["Content-Encoding": "gzip"], body: Array("this is no gzip".utf8))
        case "/a/1": .html(GeneratedPages.article(1))
        default: nil
        }
    }

    @Test func eachIsSetAsideWithItsReasonOrTriedAgain() async throws {
        let site = try await LoopbackWeb.start { Self.answer($0) }
        let desk = try NewsDesk()
        let urls = ["/a/1"] + Self.pages.map(\.path)
        try desk.configure(
            fetch: """
                delay = "0s"
                per_host_connections = 8
                body_limit = "1MB"
                """,
            sources: [("mixed", "articles = [\(urls.map { "\"\(site.origin)\($0)\"" }.joined(separator: ", "))]")])
        let daemon = try desk.run()
        let settled = Self.pages.count { $0.state != .waiting }
        try await eventually("all: \(daemon.errors)", within: .seconds(30)) {
            daemon.lines(with: "not delivered").count == settled
                && daemon.lines(with: "will try again").count == Self.pages.count - settled
                && desk.files(".txt").count == 1
        }
        #expect(try await desk.stop(daemon) == .status(0))
        let records = Dictionary(
            uniqueKeysWithValues: try desk.records().map { ($0.url.dropFirst(site.origin.count), $0) })
        #expect(records["/a/1"]?.state == .delivered)
        for page in Self.pages {
            let record = try #require(records[page.path[...]])
            #expect(record.state == page.state, "\(page.path): \(record.reason ?? "no reason")")
            #expect(record.reason?.lowercased().contains(page.reason) == true, "\(page.path): \(record.reason ?? "")")
            #expect(record.attempts == 1)
            if page.state == .waiting {
                let wait = record.nextAttemptMilliseconds - record.discoveredMilliseconds
                #expect((40_000...90_000).contains(wait), "\(page.path): again after \(wait) ms")
            }
        }
        #expect(site.requests(for: "/forbidden/a").isEmpty)
        #expect(site.requests(for: "/failing").count == 1)
        await site.stop()
    }

    @Test func withoutAnAllowListNothingOnLoopbackIsDialled() async throws {
        let site = try await GeneratedPages.site(articles: 1)
        let desk = try NewsDesk()
        try desk.configure(
            allow: "",
            sources: [("inward", "articles = [\"\(site.origin)/a/1\"]"), ("feed", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await daemon.waitForLine("source failed", "source=feed", "127.0.0.1")
        try await daemon.waitForLine("not delivered", "source=inward", "127.0.0.1")
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(site.requests.isEmpty)
        await site.stop()
    }

    @Test func aPageThatFailsOnceIsDeliveredAtTheNextAttempt() async throws {
        let site = try await LoopbackWeb.start { [calls = Counter()] request in
            guard request.path == "/a/1" else { return nil }
            return calls.next() < 2 ? .init(status: 500) : .html(GeneratedPages.article(1))
        }
        let desk = try InProcessDesk(articles: ["\(site.origin)/a/1"])
        try await eventually("the article") { desk.folder.files(".txt").count == 1 }
        #expect(site.requests(for: "/a/1").count == 3)
        let record = try #require(try await desk.stop().first)
        #expect(record.state == .delivered && record.attempts == 2)
        await site.stop()
    }

    /// Trouble with our own disk is no fault of the page: it costs no attempt, however long it lasts.
    @Test func anOutputThatCannotBeWrittenLosesNothing() async throws {
        let site = try await GeneratedPages.site(articles: 1)
        let folder = try NewsDesk()
        try folder.write("in the way", to: "output/articles")
        let desk = try InProcessDesk(articles: ["\(site.origin)/a/1"], folder: folder)
        try await eventually("more attempts than a page has") { site.requests(for: "/a/1").count > 6 }
        #expect(folder.staged.count <= 2, "one delivery's files at most")
        try FileManager.default.removeItem(atPath: folder.path + "/output/articles")
        try await eventually("the article") { folder.files(".txt").count == 1 }
        try await eventually("the end") { desk.isIdle }
        #expect(folder.staged.isEmpty)
        let record = try #require(try await desk.stop().first)
        #expect(record.state == .delivered && record.attempts == 0)
        await site.stop()
    }

    @Test func aPageThatAlwaysFailsIsGivenUpWithItsReason() async throws {
        let site = try await LoopbackWeb.start { $0.path == "/robots.txt" ? nil : .init(status: 500) }
        let desk = try InProcessDesk(articles: ["\(site.origin)/a/1"])
        try await eventually("the end") { desk.isIdle }
        #expect(site.requests(for: "/a/1").count == 4)
        let record = try #require(try await desk.stop().first)
        #expect(record.state == .failed && record.attempts == 4)
        #expect(record.reason == "given up after 4 attempts: the server answers 500")
        await site.stop()
    }
}
