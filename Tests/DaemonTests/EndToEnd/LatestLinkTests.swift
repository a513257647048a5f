import Foundation
import Ledger
import SampleWeb
import Testing

@testable import Daemon

/// `latest/` beside a running daemon, and what a rebuilt ledger knows beyond the articles.
@Suite struct LatestLinkTests {
    @Test func theNewestAreLinkedAlsoAfterARestart() async throws {
        #expect(Configuration.DeliverySettings.latestLimit == Ledger.latestLimit)
        let site = try await GeneratedPages.site(articles: 4)
        let desk = try NewsDesk()
        for (count, latest) in [(3, 2), (4, 2), (4, 3), (4, 0)] {
            let list = (1...count).map { "\"\(site.origin)/a/\($0)\"" }.joined(separator: ", ")
            try desk.configure(delivery: "latest = \(latest)", sources: [("piers", "articles = [\(list)]")])
            let daemon = try desk.run()
            try await eventually("the newest \(latest) of \(count): \(daemon.errors)") {
                let names = desk.journalLines.compactMap {
                    $0["path"]?.string?.split(separator: "/").last.map(String.init)
                }
                return names.count == count && desk.latest == names.suffix(latest).sorted()
            }
            #expect(try await desk.stop(daemon) == .status(0))
            // Somebody takes one away while nobody runs.
            if let first = desk.latest.first {
                try FileManager.default.removeItem(atPath: desk.path + "/output/latest/" + first)
            }
        }
        await site.stop()
    }

    @Test func clustersAndLooksComeBackWithALedgerThatWasLost() async throws {
        let web = try await LoopbackWeb.start { request in
            switch request.path {
            case "/quay": .html(WireCopy.page(1))
            case "/copy": .html(WireCopy.page(1, cut: 6, own: 2))
            default: nil
            }
        }
        let desk = try NewsDesk()
        let courier = (name: "courier", line: "articles = [\"\(web.origin)/quay\"]")
        let echo = (name: "echo", line: "articles = [\"\(web.origin)/copy\"]")
        for sources in [[courier], [courier, echo]] {
            try desk.configure(sources: sources)
            let daemon = try desk.run()
            try await eventually("\(sources.count): \(daemon.errors)") { desk.journalLines.count == sources.count }
            #expect(try await desk.stop(daemon) == .status(0))
        }
        let before = try desk.ledger { try $0.looks(limit: 9) }
        try FileManager.default.removeItem(atPath: desk.path + "/state")
        let daemon = try desk.run()
        try await daemon.waitForLine("started")
        #expect(try await desk.stop(daemon) == .status(0))
        try desk.ledger { (ledger) throws in
            let after = try ledger.looks(limit: 9)
            #expect(Set(after.map(\.url)) == Set(before.map(\.url)) && after.count == 2)
            // What comes back is the moment that the files tell, which was a little before the ledger's own.
            for (look, own) in zip(after.sorted { $0.url < $1.url }, before.sorted { $0.url < $1.url }) {
                #expect(abs(look.deliveredMilliseconds - own.deliveredMilliseconds) < 60_000)
            }
            #expect(after.allSatisfy { $0.nextMilliseconds > $0.deliveredMilliseconds })
            let head = try #require(try desk.recordOf("/quay", in: ledger))
            let copy = try #require(try desk.recordOf("/copy", in: ledger))
            #expect(try ledger.content(of: copy.id)?.head == head.id && ledger.content(of: head.id)?.head == nil)
        }
        await web.stop()
    }
}

extension NewsDesk {
    /// The names in `latest/`.
    fileprivate var latest: [String] {
        // Before the first delivery there is none.
        ((try? FileManager.default.contentsOfDirectory(atPath: path + "/output/latest")) ?? []).sorted()
    }

    fileprivate func recordOf(_ path: String, in ledger: Ledger) throws -> ArticleRecord? {
        try (1...2).compactMap { try ledger.article($0) }.first { $0.url.hasSuffix(path) }
    }
}
