import Testing

@testable import Ledger

/// Further addresses of an article, such as the one it redirects to.
@Suite struct AliasTests {
    let directory: StateDirectory
    let ledger: Ledger

    init() throws {
        directory = try StateDirectory()
        ledger = try Ledger(directory: directory.path)
        try ledger.register(sources: [daily, weekly], now: 1)
        _ = try ledger.discover([item(1), item(2)], source: "daily", now: 50)
    }

    @Test func whatLeadsToAnAliasIsNeverNew() throws {
        #expect(try ledger.alias(article: 1, key: "daily.example/3") == nil)
        #expect(try ledger.discover([item(3), item(4)], source: "weekly", now: 60).map(\.key) == ["daily.example/4"])
    }

    @Test func anArticleThatHasTheAddressAlreadyIsNamed() throws {
        #expect(try ledger.alias(article: 1, key: "daily.example/2") == 2, "its own key")
        #expect(try ledger.alias(article: 1, key: "daily.example/5") == nil)
        #expect(try ledger.alias(article: 2, key: "daily.example/5") == 1, "its alias")
    }

    @Test func anArticlesOwnAddressesAreNoDuplicates() throws {
        #expect(try ledger.alias(article: 1, key: "daily.example/1") == nil)
        #expect(try ledger.alias(article: 1, key: "daily.example/5") == nil)
        #expect(try ledger.alias(article: 1, key: "daily.example/5") == nil)
    }

    @Test func aliasesOutliveARestart() throws {
        let directory = try StateDirectory()
        try directory.run { ledger in
            try ledger.register(sources: [daily], now: 1)
            _ = try ledger.discover([item(1)], source: "daily", now: 50)
            _ = try ledger.alias(article: 1, key: "daily.example/2")
        }
        let new = try directory.run { try $0.discover([item(2)], source: "daily", now: 60) }
        #expect(new.isEmpty)
    }

    @Test func aDuplicateIsSettledForGood() throws {
        try ledger.settle(article: 1, as: .duplicate, reason: "the same as article 2", now: 70)
        #expect(try ledger.article(1)?.state == .duplicate)
        #expect(try ledger.waiting(limit: 9).map(\.id) == [2])
    }
}
