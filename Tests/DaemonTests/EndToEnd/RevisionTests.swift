import Foundation
import JSON
import Ledger
import SampleWeb
import Synchronization
import Testing

/// Articles that change after they were delivered.
@Suite struct RevisionTests {
    /// A page whose text the test changes, with an ETag of its version.
    private func site(_ text: ChangingText) async throws -> LoopbackWeb {
        try await LoopbackWeb.start { request in
            guard request.path == "/a" else { return nil }
            let (version, change) = text.current
            var response = LoopbackWeb.Response.html(change(WireCopy.page(1)))
            response.headers["ETag"] = "\"\(version)\""
            return response
        }
    }

    /// One run, where the first look comes after a moment.
    private func running(
        _ web: LoopbackWeb, _ folder: NewsDesk, settings: String = "", _ body: () async throws -> Void
    ) async throws -> [ArticleRecord] {
        try await Self.closed(folder)
        let desk = try InProcessDesk(
            articles: ["\(web.origin)/a"], folder: folder, firstLook: .milliseconds(30), settings: settings)
        try await body()
        return try await desk.stop()
    }

    /// The ledger of a run that has ended is free as soon as its last closure is gone.
    private static func closed(_ folder: NewsDesk) async throws {
        try await eventually("the ledger is closed") { (try? folder.ledger { _ in true }) == true }
    }

    @Test func aChangedTextIsARevisionBesideTheFirstAlsoAfterARestart() async throws {
        let text = ChangingText()
        let web = try await site(text)
        let folder = try NewsDesk()
        _ = try await running(web, folder) {
            try await eventually("the first") { folder.files(".txt").count == 1 }
            try await eventually("a look that finds nothing new") { web.requests(for: "/a").count >= 3 }
        }
        #expect(web.requests(for: "/a").dropFirst().allSatisfy { $0.request.header("If-None-Match") == "\"1\"" })
        let first = try #require(folder.files(".txt").first)
        let before = try folder.read(first)
        text.change {
            $0.replacing(
                "</article>", with: "<p>The pier was closed on Friday for all ships. Nobody knows why.</p></article>")
        }
        // What is planned is in the ledger, so the next run looks on.
        _ = try await running(web, folder) {
            try await eventually("the second") { folder.files(".txt").count == 2 }
        }
        let second = first.dropLast(3) + "2.txt"
        #expect(folder.files(".txt") == [String(second), first].sorted())
        #expect(try folder.read(first) == before)
        #expect(
            try folder.read(String(second)).hasSuffix(
                "The pier was closed on Friday for all ships. Nobody knows why.\n"))
        let json = try JSONValue.parse(Array(folder.read(second.dropLast(3) + "json").utf8))
        #expect(json["rev"]?.number == 2 && json["former"]?.string == first && json["path"]?.string == String(second))
        let changes = try #require(json["changes"]?.array)
        #expect(changes.count == 1 && changes[0]["removed"]?.array?.isEmpty == true)
        #expect(
            changes[0]["added"]?.array?.compactMap(\.string) == [
                "The pier was closed on Friday for all ships.", "Nobody knows why.",
            ])

        // A third version follows the second.
        text.change { $0.replacing("<h1>Report 1", with: "<h1>Another report") }
        let records = try await running(web, folder) {
            try await eventually("the third") { folder.files(".txt").count == 3 }
        }
        #expect(records.map(\.state) == [.delivered] && records.first?.path == first)
        let lines = try folder.files(".ndjson").flatMap { try folder.read($0).split(separator: "\n") }
            .map { try JSONValue.parse(Array($0.utf8)) }
        #expect(lines.map { $0["op"]?.string } == ["add", "update", "update"])
        #expect(lines.map { $0["rev"]?.number } == [1, 2, 3])
        #expect(lines.map { $0["path"]?.string } == [first, String(second), first.dropLast(3) + "3.txt"])
        #expect(Set(lines.map { $0["id"]?.string }).count == 1)
        await web.stop()
    }

    @Test func aSmallChangeIsOnlyNotedWhereThatIsAskedFor() async throws {
        let text = ChangingText()
        let web = try await site(text)
        let folder = try NewsDesk()
        _ = try await running(web, folder, settings: "[revisions]\nsmall_changes = \"note\"") {
            try await eventually("the first") { folder.files(".txt").count == 1 }
            text.change { $0.replacing("On that day", with: "On thatt day", maxReplacements: 1) }
            let looks = web.requests(for: "/a").count
            try await eventually("two looks") { web.requests(for: "/a").count >= looks + 2 }
            text.change {
                $0.replacing("</article>", with: "<p>The pier was closed on Friday for all ships.</p></article>")
            }
            try await eventually("the second") { folder.files(".txt").count == 2 }
        }
        try await Self.closed(folder)
        try folder.ledger { (ledger) throws in
            #expect(try ledger.smallChanges(of: 1) == 1)
            #expect(try ledger.latestRevision(of: 1)?.number == 2)
        }
        await web.stop()
    }

    /// The page turns into the beginning of the article with a word about subscribing, and back.
    @Test func aPaywallsStubIsNoRevision() async throws {
        let text = ChangingText()
        let web = try await site(text)
        let folder = try NewsDesk()
        _ = try await running(web, folder) {
            try await eventually("the first") { folder.files(".txt").count == 1 }
            text.change { page in
                let declared =
                    #"<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>"#
                let rest = page.ranges(of: "</p>").dropFirst(2).first?.upperBound ?? page.endIndex
                return page[..<rest] + declared
                    + "<p class=\"paywall\">Subscribe now to read on.</p></article></body></html>"
            }
            try await eventually("the stub was read") {
                web.requests(for: "/a").contains { $0.request.header("If-None-Match") == "\"2\"" }
            }
            text.change {
                $0.replacing("</article>", with: "<p>The pier was closed on Friday. Nobody knows why.</p></article>")
            }
            try await eventually("what is more than before") { folder.files(".txt").count == 2 }
        }
        let second = try #require(folder.files(".txt").first { $0.hasSuffix(".2.txt") })
        #expect(try folder.read(second).hasSuffix("The pier was closed on Friday. Nobody knows why.\n"))
        await web.stop()
    }

    @Test func whoWantsNoLooksHasNone() async throws {
        let web = try await site(ChangingText())
        let folder = try NewsDesk()
        _ = try await running(web, folder, settings: "[revisions]\nlook_again = \"0s\"") {
            try await eventually("the first") { folder.files(".txt").count == 1 }
        }
        try await Self.closed(folder)
        let looks = try folder.ledger { try $0.looks(limit: 9) }
        #expect(looks.isEmpty)
        await web.stop()
    }
}

/// What a site does to its page; the test changes it meanwhile.
final class ChangingText: Sendable {
    typealias Change = @Sendable (String) -> String

    private let state = Mutex<(version: Int, change: Change)>((1, { $0 }))

    var current: (version: Int, change: Change) { state.withLock { $0 } }

    func change(_ change: @escaping Change) {
        state.withLock { $0 = ($0.version + 1, change) }
    }
}
