import Testing

@testable import Ledger

@Suite struct DeliveryIntentTests {
    let directory: StateDirectory

    init() throws {
        directory = try StateDirectory()
        try directory.run { _ = try $0.seed(3) }
    }

    @Test func anIntentSurvivesARestartAndItsArticleIsNotWaiting() throws {
        try directory.run { try $0.intend(intent(2), now: 10) }
        try directory.run { (ledger) throws in
            #expect(try ledger.intents() == [intent(2)])
            #expect(try ledger.waiting(limit: 10).map(\.id) == [1, 3])
            #expect(try ledger.article(2)?.state == .waiting)
        }
    }

    @Test func aDeliveryTakesItsPlaceFromTheIntent() throws {
        try directory.run { try $0.intend(intent(2), now: 10) }
        try directory.run { try $0.delivered(article: 2, now: 20) }
        try directory.run { (ledger) throws in
            let record = try #require(try ledger.article(2))
            #expect(record.state == .delivered)
            #expect(record.path == "articles/daily/2.txt")
            #expect(record.sha256 == "bb")
            #expect(record.publicID == "id2")
            #expect(record.fetchedMilliseconds == 77)
            #expect(record.settledMilliseconds == 20)
            #expect(try ledger.intents().isEmpty)
            #expect(try ledger.discover([item(1)], source: "daily", now: 30).isEmpty)
        }
    }

    @Test func aGroupIsWrittenDownWholeOrNotAtAll() throws {
        try directory.run { (ledger) throws in
            try ledger.settle(article: 3, as: .gone, reason: "404", now: 5)
            #expect(throws: LedgerError.self) {
                try ledger.intend([1, 3].map { (intent($0), ArticleContent()) }, now: 10)
            }
            #expect(try ledger.intents().isEmpty)
            try ledger.intend([2, 1].map { (intent($0), ArticleContent()) }, now: 10)
            #expect(throws: LedgerError.self) { try ledger.delivered(articles: [1, 3], now: 20) }
            #expect(try ledger.journal(after: 0, limit: 9).isEmpty && ledger.intents().count == 2)
            try ledger.delivered(articles: [2, 1], now: 20)
            #expect(try ledger.journal(after: 0, limit: 9).map(\.event) == [intent(2).event, intent(1).event])
        }
    }

    @Test func nothingIsDeliveredTwiceOrWithoutAnIntent() throws {
        try directory.run { (ledger) throws in
            #expect(throws: LedgerError.refused(message: "article 1 has no intent")) {
                try ledger.delivered(article: 1, now: 20)
            }
            try ledger.intend(intent(1), now: 10)
            try ledger.delivered(article: 1, now: 20)
            #expect(throws: LedgerError.self) { try ledger.delivered(article: 1, now: 30) }
            #expect(throws: LedgerError.self) { try ledger.intend(intent(1), now: 30) }
            #expect(throws: LedgerError.self) { try ledger.retryLater(article: 1, at: 30, reason: "") }
            #expect(try ledger.article(1)?.settledMilliseconds == 20)
        }
    }

    @Test func aSecondIntentForAnArticleIsRefused() throws {
        try directory.run { (ledger) throws in
            try ledger.intend(intent(1), now: 10)
            #expect(throws: LedgerError.self) { try ledger.intend(intent(1), now: 11) }
            #expect(try ledger.intents() == [intent(1)])
        }
    }

    @Test func anIntentWithoutFilesIsRefused() throws {
        try directory.run { (ledger) throws in
            let empty = DeliveryIntent(article: 1, publicID: "x", files: [], fetchedMilliseconds: 1, event: "")
            #expect(throws: LedgerError.self) { try ledger.intend(empty, now: 10) }
        }
    }

    @Test func anAbandonedArticleWaitsAgainWithoutAFailedAttempt() throws {
        try directory.run { (ledger) throws in
            try ledger.intend(intent(1), now: 10)
            try ledger.abandon(article: 1)
            try ledger.abandon(article: 1)
            #expect(try ledger.intents().isEmpty)
            #expect(try ledger.waiting(limit: 10).map(\.id) == [1, 2, 3])
            #expect(try ledger.waiting(limit: 1).map(\.attempts) == [0])
        }
    }

    @Test func retryingAndSettlingDropTheIntent() throws {
        try directory.run { (ledger) throws in
            try ledger.intend(intent(1), now: 10)
            try ledger.intend(intent(2), now: 11)
            try ledger.retryLater(article: 1, at: 99, reason: "disk full")
            try ledger.settle(article: 2, as: .setAside, reason: "its path is taken", now: 12)
            #expect(try ledger.intents().isEmpty)
            #expect(try ledger.waiting(limit: 10).map(\.id) == [1, 3])
        }
    }

    @Test func intentsComeInTheOrderTheyWereMade() throws {
        try directory.run { (ledger) throws in
            try ledger.intend(intent(3), now: 10)
            try ledger.intend(intent(1), now: 11)
            #expect(try ledger.intents().map(\.article) == [3, 1])
        }
    }
}
