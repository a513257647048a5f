import Foundation
import SampleWeb
import Testing

@testable import Daemon

/// The pages of a running daemon that show articles.
@Suite struct PageSearchTests {
    private func page(_ desk: NewsDesk, _ path: String) async throws -> ControlClient.Answer {
        let socket = ControlClient(socket: desk.path + "/state/control.sock", limitSeconds: 60)
        return try await offTasks { try socket.ask("GET", path) }
    }

    private func until(_ desk: NewsDesk, _ path: String, _ part: String) async throws -> String {
        let socket = ControlClient(socket: desk.path + "/state/control.sock", limitSeconds: 60)
        try await eventually("\(part) at \(path)", within: .seconds(60)) {
            try socket.ask("GET", path).text.contains(part)
        }
        return try await page(desk, path).text
    }

    @Test func anArticleIsFoundAndExplainedFromTheArchive() async throws {
        let site = try await GeneratedPages.site(articles: 3)
        let desk = try NewsDesk()
        try desk.configure(
            extraction: "workers = 1\n[archive]\nkeep = \"30d\"", monitor: "search = true",
            sources: [("piers", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await eventually("all articles: \(daemon.errors)") { desk.files(".txt").count == 3 }
        let found = try await until(desk, "/search?q=%22inspection+2%22", "Results 1 to 1")
        #expect(found.contains("<mark>Inspection</mark>") || found.contains("Inspection 2 of the piers</a>"))
        let link = try #require(found.firstMatch(of: #/href="(/article\?address=[^"]+)"/#)?.1)

        let explained = try await page(desk, String(link)).text
        for part in [
            "Inspection 2 of the piers", "As it was delivered", "class=\"cut k-navigation\"", "blocks kept",
            "SHA-256 of the file",
        ] {
            #expect(explained.contains(part), "\(part)")
        }
        #expect(!daemon.errors.contains("mussels"), "no page text in the log")

        // The address itself leads there too, and what nobody listed is not there.
        let address = FormQuery.encoded("\(site.origin)/a/2#part")
        #expect(try await page(desk, "/search?q=\(address)").text.contains("As it was delivered"))
        #expect(try await page(desk, "/article?address=https%3A%2F%2Fa.example%2F").status == 404)
        #expect(try await page(desk, "/source?name=piers").text.contains("Inspection 1 of the piers"))
        #expect(try await page(desk, "/source?name=nobody").status == 404)
        #expect(try await desk.stop(daemon) == .status(0))

        try desk.configure(sources: [("piers", "url = \"\(site.origin)/rss.xml\"")])
        let second = try desk.run()
        try await second.waitForLine("started")
        try await second.waitForLine("listening")
        #expect(!FileManager.default.fileExists(atPath: desk.path + "/state/search.sqlite"))
        #expect(try await page(desk, "/search?q=x").text.contains("It is switched off."))
        #expect(try await page(desk, String(link)).text.contains("class=\"cut k-navigation\""), "what is kept is shown")
        #expect(try await desk.stop(second) == .status(0))
        await site.stop()
    }

    @Test func withoutAnArchiveThePageSaysHowToHaveOne() async throws {
        let site = try await GeneratedPages.site(articles: 1)
        let desk = try NewsDesk()
        try desk.configure(sources: [("piers", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await eventually("the article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        try await daemon.waitForLine("listening")
        try await daemon.waitForLine("delivered")
        let shown = try await page(desk, "/article?address=\(FormQuery.encoded("\(site.origin)/a/1"))").text
        #expect(shown.contains("Pages are not kept") && shown.contains("removed blocks"))
        #expect(try await desk.stop(daemon) == .status(0))
        await site.stop()
    }

    @Test func manyWhoAskForOnePageGetOneAnswer() async throws {
        let site = try await GeneratedPages.site(articles: 1)
        let desk = try NewsDesk()
        try desk.configure(
            extraction: "workers = 2\n[archive]\nkeep = \"30d\"",
            sources: [("piers", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await eventually("the article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        try await daemon.waitForLine("listening")
        try await daemon.waitForLine("delivered")
        let path = "/article?address=\(FormQuery.encoded("\(site.origin)/a/1"))"
        let pages = try await withThrowingTaskGroup(of: ControlClient.Answer.self) { group in
            for _ in 0..<12 { group.addTask { try await page(desk, path) } }
            return try await group.reduce(into: []) { $0.append($1.text) }
        }
        #expect(pages.allSatisfy { $0.contains("class=\"cut k-navigation\"") })
        #expect(try await page(desk, "/healthz").status == 200)
        #expect(try await desk.stop(daemon) == .status(0))
        await site.stop()
    }
}
