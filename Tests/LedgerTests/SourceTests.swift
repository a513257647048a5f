import Testing

@testable import Ledger

@Suite struct SourceTests {
    let directory: StateDirectory
    let ledger: Ledger

    init() throws {
        directory = try StateDirectory()
        ledger = try Ledger(directory: directory.path)
        try ledger.register(sources: [daily, weekly], now: 100)
    }

    @Test func aNewSourceIsDueAtOnce() throws {
        let record = try #require(try ledger.source("daily"))
        #expect(record.nextPollMilliseconds == 100)
        #expect(record.isConfigured)
        #expect(record.validators == SourceValidators())
        #expect(record.lastPollMilliseconds == nil)
        #expect(try ledger.sources().map(\.id) == ["daily", "weekly"])
        #expect(try ledger.source("unknown") == nil)
    }

    @Test func aChangedAnswerKeepsItsValidators() throws {
        let validators = SourceValidators(etag: "W/\"1\"", lastModified: nil)
        try ledger.recordPoll(source: "daily", outcome: .changed(validators), plan: .init(nextPoll: 500), now: 200)
        let record = try #require(try ledger.source("daily"))
        #expect(record.validators == validators)
        #expect(record.nextPollMilliseconds == 500)
        #expect(record.lastPollMilliseconds == 200)
        #expect(record.lastSuccessMilliseconds == 200)
    }

    @Test func aNewAnswerForgetsTheValidatorsOfTheOldOne() throws {
        try ledger.recordPoll(
            source: "daily", outcome: .changed(SourceValidators(etag: "1")), plan: .init(nextPoll: 5), now: 2)
        try ledger.recordPoll(
            source: "daily", outcome: .changed(SourceValidators(lastModified: "d")), plan: .init(nextPoll: 5), now: 2)
        #expect(try ledger.source("daily")?.validators == SourceValidators(etag: nil, lastModified: "d"))
    }

    @Test func notModifiedKeepsTheValidators() throws {
        try ledger.recordPoll(
            source: "daily", outcome: .changed(SourceValidators(etag: "1")), plan: .init(nextPoll: 5), now: 200)
        try ledger.recordPoll(source: "daily", outcome: .notModified, plan: .init(nextPoll: 900), now: 300)
        let record = try #require(try ledger.source("daily"))
        #expect(record.validators == SourceValidators(etag: "1"))
        #expect(record.lastSuccessMilliseconds == 300)
        #expect(record.nextPollMilliseconds == 900)
    }

    @Test func failuresAreCountedAndASuccessEndsThem() throws {
        try ledger.recordPoll(
            source: "daily", outcome: .changed(SourceValidators(etag: "1")), plan: .init(nextPoll: 5), now: 200)
        try ledger.recordPoll(source: "daily", outcome: .failed(reason: "404"), plan: .init(nextPoll: 6), now: 300)
        try ledger.recordPoll(
            source: "daily", outcome: .failed(reason: "timed out"), plan: .init(nextPoll: 7), now: 400)
        var record = try #require(try ledger.source("daily"))
        #expect(record.failures == 2)
        #expect(record.lastError == "timed out")
        #expect(record.lastSuccessMilliseconds == 200)
        #expect(record.lastPollMilliseconds == 400)
        #expect(record.validators.etag == "1")
        try ledger.recordPoll(source: "daily", outcome: .notModified, plan: .init(nextPoll: 8), now: 500)
        record = try #require(try ledger.source("daily"))
        #expect(record.failures == 0)
        #expect(record.lastError == nil)
    }

    @Test func aFailureIsDatedFromTheFirstOfItsKind() throws {
        for (now, kind) in [(200, "dns"), (300, "dns"), (400, "tls"), (500, "tls")] as [(Int64, String)] {
            try ledger.recordPoll(
                source: "daily", outcome: .failed(reason: "\(now)", kind: kind), plan: .init(nextPoll: 6), now: now)
        }
        var record = try #require(try ledger.source("daily"))
        #expect(record.failureKind == "tls" && record.failingSinceMilliseconds == 400 && record.failures == 4)
        try ledger.recordPoll(source: "daily", outcome: .notModified, plan: .init(nextPoll: 8), now: 600)
        record = try #require(try ledger.source("daily"))
        #expect(record.failureKind == nil && record.failingSinceMilliseconds == nil)
    }

    @Test func whatWasDecidedIsKeptUntilTheURLChanges() throws {
        let move = RecordedMove(adopted: "https://a.example/", candidate: "https://b.example/", agreeing: 2)
        let plan = RecordedPlan(nextPoll: 900, reason: "because", rhythm: "interval=7", move: move)
        try ledger.recordPoll(source: "daily", outcome: .notModified, plan: plan, now: 600)
        try ledger.register(sources: [daily, weekly], now: 700)
        var record = try #require(try ledger.source("daily"))
        #expect(record.move == move && record.rhythm == "interval=7" && record.pollReason == "because")
        try ledger.register(sources: [SourceSeed(id: "daily", url: "https://new.example/", kind: "rss")], now: 700)
        record = try #require(try ledger.source("daily"))
        #expect(record.move == RecordedMove() && record.rhythm == "" && record.pollReason == "")
    }

    @Test func severalAreFoundByTheirNames() throws {
        let found = try ledger.sources(named: ["weekly", "nobody", "daily"])
        #expect(Set(found.keys) == ["daily", "weekly"])
        #expect(try found["weekly"] == ledger.source("weekly"))
    }

    @Test func aPollOfAnUnknownSourceIsRefused() throws {
        #expect(throws: LedgerError.refused(message: "unknown source nobody")) {
            try ledger.recordPoll(source: "nobody", outcome: .notModified, plan: .init(nextPoll: 2), now: 1)
        }
    }

    @Test func registeringAgainKeepsTheHistory() throws {
        try ledger.recordPoll(
            source: "daily", outcome: .changed(SourceValidators(etag: "1")), plan: .init(nextPoll: 700), now: 200)
        let before = try ledger.source("daily")
        try ledger.register(sources: [daily, weekly], now: 300)
        #expect(try ledger.source("daily") == before)
    }

    @Test func aChangedURLStartsAnew() throws {
        try ledger.recordPoll(
            source: "daily", outcome: .changed(SourceValidators(etag: "1")), plan: .init(nextPoll: 700), now: 200)
        try ledger.recordPoll(source: "daily", outcome: .failed(reason: "404"), plan: .init(nextPoll: 900), now: 300)
        let moved = SourceSeed(id: "daily", url: "https://daily.example/atom", kind: "feed")
        try ledger.register(sources: [moved, weekly], now: 400)
        let record = try #require(try ledger.source("daily"))
        #expect(record.url == moved.url)
        #expect(record.validators == SourceValidators())
        #expect(record.nextPollMilliseconds == 400)
        #expect(record.failures == 0)
        #expect(record.lastError == nil)
        #expect(record.registeredMilliseconds == 100)
    }

    @Test func aSourceThatLeftTheConfigurationKeepsItsHistoryAndMayComeBack() throws {
        _ = try ledger.discover([item(1)], source: "daily", now: 200)
        try ledger.register(sources: [weekly], now: 300)
        #expect(try ledger.source("daily")?.isConfigured == false)
        #expect(try ledger.source("daily")?.itemsSeen == 1)
        #expect(try ledger.waiting(limit: 10).count == 1)
        try ledger.register(sources: [daily, weekly], now: 400)
        #expect(try ledger.source("daily")?.isConfigured == true)
        #expect(try ledger.discover([item(1)], source: "daily", now: 500).isEmpty)
    }
}
