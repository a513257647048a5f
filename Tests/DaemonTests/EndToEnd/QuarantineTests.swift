import Foundation
import JSON
import Ledger
import SampleWeb
import Testing
import WorkerPool

@testable import Daemon

/// A page that kills its worker is kept, listed, and tried once more by another version of the program.
@Suite struct QuarantineTests {
    private func site() async throws -> LoopbackWeb {
        let page = GeneratedPages.article(0, paragraphs: 6_000)
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
        #expect(kept.count == GeneratedPages.article(0, paragraphs: 6_000).utf8.count)

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
                article: page.number, code: "timeout", reason: "long ago", version: "0.0.0", bytes: page.bytes, now: 0)
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

    /// A feed that no worker gets through within the limit is kept and listed, and the same bytes are not tried again.
    @Test func aFeedThatIsKilledIsKeptAndListed() async throws {
        let items = (0..<60_000).map { "<item><title>Story \($0)</title><link>/\($0)</link></item>" }.joined()
        let feed = "<rss><channel><title>News</title>\(items)</channel></rss>"
        let site = try await LoopbackWeb.start { request in
            request.path == "/rss.xml" ? .xml(feed, type: "application/rss+xml") : nil
        }
        let desk = try NewsDesk()
        try desk.configure(
            extraction: "workers = 1\nwall_limit = \"300ms\"\ncpu_limit = \"60s\"",
            sources: [("news", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await daemon.waitForLine("set aside", "/rss.xml", "quarantine=timeout")
        #expect(try await desk.stop(daemon) == .status(0))
        let listed = try #require(try await status(desk)["quarantine"]?.array?.first)
        #expect(listed["kind"]?.string == "feed" && listed["source"]?.string == "news")
        #expect(listed["bytes"]?.number == Double(feed.utf8.count))
        #expect(try Data(contentsOf: URL(filePath: desk.path + "/state/quarantine/feed-1.page")) == Data(feed.utf8))

        try desk.ledger {
            try $0.recordPoll(source: "news", outcome: .failed(reason: ""), plan: .init(nextPoll: 0), now: 0)
        }
        let second = try desk.run()
        try await second.waitForLine("source failed", "news", "no worker survived the same bytes")
        #expect(try await desk.stop(second) == .status(0))
        await site.stop()
    }

    @Test func documentsAreReadAgainOnceByAnotherVersionOrWhenTheyChange() throws {
        let desk = try NewsDesk()
        try desk.ledger { ledger in
            let state = desk.path + "/state"
            try ledger.register(sources: [SourceSeed(id: "news", url: "https://x/f", kind: "rss")], now: 0)
            try ledger.recordPoll(source: "news", outcome: .failed(reason: "x"), plan: .init(nextPoll: 9_000), now: 0)
            let first = Quarantine(state: state, ledger: ledger, version: "1")
            try first.add(
                .feed, url: "https://x/f", source: "news", bytes: [1], failure: .timedOut(limit: .seconds(1)), now: 1)
            try first.add(.robots, url: "https://x/r", source: nil, bytes: [2], failure: .brokeProtocol("no"), now: 2)
            #expect(try first.open(now: 3) == 0)
            #expect(try first.refusal(of: [1], url: "https://x/f")?.contains("took longer") == true)
            #expect(try first.refusal(of: [2], url: "https://x/f") == nil)
            #expect(try first.refusal(of: [1], url: "https://x/other") == nil)
            #expect(try ledger.source("news")?.nextPollMilliseconds == 9_000)

            let second = Quarantine(state: state, ledger: ledger, version: "2")
            #expect(try second.open(now: 5) == 2)
            #expect(try second.refusal(of: [1], url: "https://x/f") == nil)
            #expect(try ledger.source("news")?.nextPollMilliseconds == 5)
            #expect(try FileManager.default.contentsOfDirectory(atPath: state + "/quarantine") == [])
            // It fails once more, and this version too leaves it alone from then on.
            try second.add(
                .feed, url: "https://x/f", source: "news", bytes: [1], failure: .timedOut(limit: .seconds(1)), now: 6)
            #expect(try second.open(now: 7) == 0)
            #expect(try second.refusal(of: [1], url: "https://x/f") != nil)
            try second.release(url: "https://x/f")
            #expect(try ledger.quarantined() == [])
            #expect(try FileManager.default.contentsOfDirectory(atPath: state + "/quarantine") == [])
        }
    }

    @Test func everyArticleThatTheConfigurationNamesIsDiscovered() throws {
        let desk = try NewsDesk()
        let urls = (0..<1500).map { "https://news.example/\($0)" }
        let list = urls.map { "\"\($0)\"" }.joined(separator: ", ")
        try desk.configure(sources: [("pages", "articles = [\(list)]")])
        let source = try #require(try Configuration.load(path: desk.configuration).sources.first)
        let found = FeedReply(urls: urls).discovered(source, limit: nil, now: .init(milliseconds: 0))
        #expect(found.map(\.url) == urls)
    }

    @Test(arguments: [(3, 1 << 20), (100, 30)]) func theOldestLeaveFirst(_ count: Int, _ bytes: Int) throws {
        let desk = try NewsDesk()
        try desk.ledger { ledger in
            var quarantine = Quarantine(state: desk.path + "/state", ledger: ledger)
            quarantine.countLimit = count
            quarantine.bytesLimit = bytes
            for number in 0..<9 {
                try quarantine.add(
                    .robots, url: "https://x/\(number)", source: nil, bytes: [UInt8](repeating: 0, count: 10),
                    failure: .brokeProtocol("no"), now: Int64(number))
            }
            #expect(try ledger.quarantined().map(\.url) == ["https://x/6", "https://x/7", "https://x/8"])
            let files = try FileManager.default.contentsOfDirectory(atPath: desk.path + "/state/quarantine")
            #expect(files.sorted() == ["robots-7.page", "robots-8.page", "robots-9.page"])
        }
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
