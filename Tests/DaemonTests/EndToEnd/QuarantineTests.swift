import Foundation
import JSON
import Ledger
import SampleWeb
import Testing

/// A page that kills its worker is kept, listed, and tried once more by another version of the program.
@Suite struct QuarantineTests {
    private func site() async throws -> LoopbackWeb {
        let page = GeneratedPages.article(0, paragraphs: 20_000)
        return try await LoopbackWeb.start { $0.path == "/slow" ? .html(page) : nil }
    }

    private func configure(_ desk: NewsDesk, _ site: LoopbackWeb, wallLimit: String) throws {
        try desk.configure(
            extraction: "workers = 1\nwall_limit = \"\(wallLimit)\"\ncpu_limit = \"60s\"",
            sources: [("pages", "articles = [\"\(site.origin)/slow\"]")])
    }

    @Test func aKilledPageIsKeptAndListedAndRetriedOnceAfterAnUpgrade() async throws {
        let site = try await site()
        let desk = try NewsDesk()
        try configure(desk, site, wallLimit: "300ms")
        try await runUntil("not delivered", desk)
        let kept = try Data(contentsOf: URL(filePath: desk.path + "/state/quarantine/1.page"))
        #expect(kept.count == GeneratedPages.article(0, paragraphs: 20_000).utf8.count)

        // The same version does not try it again.
        let second = try desk.run()
        try await second.waitForLine("started")
        let status = try await status(desk)
        #expect(status["quarantine"]?.array?.first?["code"]?.string == "timeout")
        #expect(status["articles"]?["setAside"]?.number == 1)
        #expect(try await desk.stop(second) == .status(0))
        #expect(second.lines(with: "another version").isEmpty)

        // To this one, an earlier version has failed.
        try desk.ledger { ledger in
            let page = try #require(try ledger.quarantined().first)
            _ = try ledger.retryQuarantined(version: "none", now: 0)
            try ledger.quarantine(
                article: page.article, code: "timeout", reason: "long ago", version: "0.0.0", bytes: page.bytes, now: 0)
        }
        try await runUntil("not delivered", desk)
        #expect(try desk.ledger { try $0.quarantined().map(\.version) } != ["0.0.0"])

        // And once it is well, it leaves.
        try desk.ledger { ledger in
            _ = try ledger.retryQuarantined(version: "none", now: 0)
            try ledger.quarantine(article: 1, code: "timeout", reason: "", version: "0.0.0", bytes: 0, now: 0)
        }
        try configure(desk, site, wallLimit: "60s")
        try await runUntil("delivered", desk)
        #expect(try desk.ledger { try $0.quarantined() } == [])
        #expect(!FileManager.default.fileExists(atPath: desk.path + "/state/quarantine/1.page"))
        await site.stop()
    }

    @Test func theTextOfStatusHoldsNoControlCharacters() async throws {
        let desk = try NewsDesk()
        try desk.configure(sources: [("pages", "articles = [\"https://news.example/a\"]")])
        try desk.ledger { ledger in
            try ledger.register(sources: [SourceSeed(id: "pages", url: "https://x/", kind: "list")], now: 0)
            _ = try ledger.discover(
                [DiscoveredItem(key: "https://x/\u{1B}[31m", url: "https://x/\u{1B}[31m")], source: "pages", now: 0)
            try ledger.quarantine(
                article: 1, code: "crash", reason: "worker: \u{1B}]0;x\u{7}\u{202E}", version: "1", bytes: 1, now: 0)
        }
        let result = try await copydesk(["status", "--config", desk.configuration])
        #expect(result.ending == .status(0), "\(result.errors)")
        #expect(result.output.contains("quarantine: 1"))
        #expect(
            result.output.unicodeScalars.allSatisfy { $0 == "\n" || !$0.properties.isBidiControl && $0.value >= 0x20 })
    }

    @Test func withoutALedgerThereIsNoStatus() async throws {
        let desk = try NewsDesk()
        try desk.configure(sources: [])
        let result = try await copydesk(["status", "--config", desk.configuration])
        #expect(result.ending == .status(74))
    }

    private func runUntil(_ line: String, _ desk: NewsDesk) async throws {
        let daemon = try desk.run()
        try await daemon.waitForLine("\(line)", "/slow")
        #expect(try await desk.stop(daemon) == .status(0))
    }

    private func status(_ desk: NewsDesk) async throws -> JSONValue {
        let result = try await copydesk(["status", "--json", "--config", desk.configuration])
        #expect(result.ending == .status(0), "\(result.errors)")
        return try JSONValue.parse(Array(result.output.utf8))
    }
}
