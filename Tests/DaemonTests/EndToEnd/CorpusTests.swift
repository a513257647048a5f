import Foundation
import SampleWeb
import Testing

/// Real pages, all in one run.
@Suite struct CorpusTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "../shared/corpus/news-dev")
        .standardizedFileURL

    @Test(
        .enabled(
            if: CorpusWeb.isAvailable(in: folder),
            "the corpus is not there: \(folder.path); real pages are not tested"))
    func everyPageIsDeliveredOnceOrSetAsideWithAReason() async throws {
        let corpus = try await CorpusWeb.start(folder: Self.folder)
        let desk = try NewsDesk()
        try desk.configure(
            fetch: "delay = \"0s\"\nper_host_connections = 8",
            // A debug build takes ten times as long as a release build, and other tests run meanwhile.
            extraction: "wall_limit = \"60s\"\ncpu_limit = \"60s\"",
            sources: [("corpus", "url = \"\(corpus.feedURL)\"")])
        let daemon = try desk.run()
        let count = corpus.pages.count
        try await eventually("all pages: \(daemon.errors.suffix(500))", within: .seconds(240)) {
            daemon.lines(with: "info", "delivered").count == count
        }
        #expect(try await desk.stop(daemon) == .status(0))

        let records = try desk.records()
        #expect(Set(records.map(\.url)) == Set(corpus.urls) && records.count == count)
        let delivered = records.filter { $0.state == .delivered }
        #expect(delivered.compactMap(\.path).sorted() == desk.files(".txt"))
        #expect(Set(delivered.map(\.path)).count == delivered.count)
        for record in records where record.state != .delivered {
            #expect(record.state != .waiting && record.reason?.isEmpty == false, "\(record)")
            print("not delivered: \(record.url), \(record.state): \(record.reason ?? "")")
        }
        #expect(Double(delivered.count) >= 0.95 * Double(count))
        for page in corpus.pages { #expect(corpus.web.requests(for: "/\(page.id).html").count == 1) }
        await corpus.web.stop()
    }
}
