import Foundation
import SampleWeb
import Testing

/// A corpus made up here stands in for the real one.
struct CorpusWebTests {
    @Test func servesStoredPagesWithTheirCharsetAListAndAFeed() async throws {
        let folder = try makeCorpus()
        defer { discard(folder) }
        #expect(CorpusWeb.isAvailable(in: folder))
        let web = try await CorpusWeb.start(folder: folder)
        #expect(web.pages.map(\.id) == ["first_2026", "second"])
        #expect(web.pages[0].expectedText == "Ein Absatz.\n\nNoch einer.")

        let first = try await fetch(web.urls[0], headers: ["Accept-Encoding": "gzip"])
        #expect(first.headers["content-type"] == "text/html; charset=iso-8859-1")
        #expect(first.body == Data("<p>Gr\u{fc}n</p>".unicodeScalars.map { UInt8($0.value) }))
        let second = try await fetch(web.urls[1], headers: ["Accept-Encoding": "gzip"])
        #expect(second.headers["content-type"] == "text/html")

        #expect(try await fetch(web.listURL).text == web.urls.map { $0 + "\n" }.joined())
        let feed = try await fetch(web.feedURL).text
        for url in web.urls { #expect(feed.contains("<link>\(url)</link>")) }
        #expect(feed.contains("<title>Salz &amp; Pfeffer</title>"))
        #expect(try await fetch(web.web.origin + "/third.html").status == 404)
        await web.web.stop()
    }

    @Test func anAbsentCorpusIsAnError() async throws {
        let nowhere = URL(filePath: "/nonexistent/corpus")
        #expect(!CorpusWeb.isAvailable(in: nowhere))
        await #expect(throws: SampleWebError.self) { _ = try await CorpusWeb.start(folder: nowhere) }
    }

    private func makeCorpus() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID().uuidString)")
        let pages = folder.appending(path: "html")
        try FileManager.default.createDirectory(at: pages, withIntermediateDirectories: true)
        let truth = #"""
            {"id": "first_2026", "title": "Salz & Pfeffer", "text": "Ein Absatz.\n\nNoch einer.", "charset": "iso-8859-1"}
            {"id": "second", "title": null, "text": "", "charset": null, "lang": "en"}

            """#
        try Data(truth.utf8).write(to: folder.appending(path: "truth.jsonl"))
        try Data("<p>Gr".utf8 + [0xfc] + "n</p>".utf8).write(to: pages.appending(path: "first_2026.html"))
        try Data("<p>Two</p>".utf8).write(to: pages.appending(path: "second.html"))
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/gzip")
        gzip.arguments = ["-r", pages.path]
        try gzip.run()
        gzip.waitUntilExit()
        return folder
    }

    private func discard(_ folder: URL) {
        // A folder that cannot be removed from the temporary directory is of no interest to the test.
        try? FileManager.default.removeItem(at: folder)
    }
}
