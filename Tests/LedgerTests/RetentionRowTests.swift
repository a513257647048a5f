import Foundation
import GRDB
import Testing

@testable import Ledger

/// What the ledger counts for retention, and what is left of a purged article.
@Suite struct RetentionRowTests {
    let directory: StateDirectory

    init() throws {
        directory = try StateDirectory()
    }

    private func deliver(_ number: Int64, bytes: Int, now: Int64, revision: Int = 1, in ledger: Ledger) throws {
        var intent = intent(number)
        intent.bytes = bytes
        intent.revision = revision
        try ledger.intend(intent, content: ArticleContent(fingerprint: number), now: now)
        try ledger.delivered(article: number, now: now)
    }

    @Test func theStockIsWhatWasDeliveredAndNotPurged() throws {
        try directory.run { (ledger) throws in
            _ = try ledger.seed(4)
            #expect(try ledger.stocks().isEmpty)
            for number: Int64 in 1...3 { try deliver(number, bytes: 100, now: 20 - number, in: ledger) }
            try deliver(2, bytes: 30, now: 30, revision: 2, in: ledger)
            _ = try ledger.takeOver([known()], now: 5)
            #expect(try ledger.stocks() == [Stock(source: "daily", articles: 4, bytes: 330)])
            #expect(try ledger.unmeasured(of: "daily", limit: 9) == [5])
            try ledger.measured([(5, 7)])
            #expect(try ledger.stock(of: "daily").bytes == 337 && ledger.unmeasured(of: "daily", limit: 9).isEmpty)
            // The first delivery counts, not the number nor a revision.
            #expect(try ledger.oldest(of: "daily", limit: 3).map(\.id) == [5, 3, 2])
            try ledger.beginRemoval(of: [5, 2, 4, 99])
            #expect(try ledger.oldest(of: "daily", limit: 9).map(\.id) == [3, 1])
            #expect(try ledger.removals(limit: 9).map(\.id) == [2, 5], "only what is delivered can be removed")
            #expect(try ledger.stock(of: "daily") == Stock(source: "daily", articles: 2, bytes: 200))
        }
        try directory.run { (ledger) throws in
            #expect(try ledger.removals(limit: 9).map(\.id) == [2, 5], "a restart finishes them")
            #expect(try ledger.revisions(of: 2).map(\.number) == [2, 1])
            try ledger.purge([(2, "retract 2\nretract 1"), (5, "retract")], now: 40)
            #expect(try ledger.stock(of: "daily") == Stock(source: "daily", articles: 2, bytes: 200))
            #expect(try ledger.removals(limit: 9).isEmpty && ledger.revisions(of: 2).isEmpty)
            #expect(try ledger.journal(after: 4, limit: 9).map(\.event) == ["retract 2", "retract 1", "retract"])
        }
    }

    @Test func aTombstoneIsKnownForEver() throws {
        try directory.run { (ledger) throws in
            _ = try ledger.seed(2)
            try deliver(1, bytes: 1, now: 3, in: ledger)
            try ledger.plan(look: look(1), of: 1)
            try ledger.beginRemoval(of: [1])
            try ledger.purge([(1, "retract")], now: 4)
            let record = try #require(try ledger.article(1))
            #expect(record.state == .purged && record.path == nil && record.publicID == "id1")
            #expect(try ledger.discover([item(0)], source: "daily", now: 5).isEmpty)
            #expect(try ledger.article(fingerprint: 1, source: "daily")?.id == 1)
            // A look that was under way plans no further one.
            try ledger.plan(look: look(1), of: 1)
            #expect(try ledger.looks(limit: 9).isEmpty && ledger.latestRevision(of: 1) == nil)
            #expect(throws: LedgerError.self) { try deliver(1, bytes: 1, now: 6, revision: 2, in: ledger) }
        }
    }

    @Test func anArticleThatGetsARevisionIsLeftAlone() throws {
        try directory.run { (ledger) throws in
            _ = try ledger.seed(1)
            try deliver(1, bytes: 1, now: 3, in: ledger)
            var second = intent(1)
            second.revision = 2
            try ledger.intend(second, now: 4)
            #expect(try ledger.oldest(of: "daily", limit: 9).isEmpty)
            try ledger.beginRemoval(of: [1])
            #expect(try ledger.removals(limit: 9).isEmpty)
        }
    }

    @Test func aTombstoneOfTheOutputDirectoryAddsToWhatIsKnown() throws {
        try directory.run { (ledger) throws in
            var line = known()
            line.path = "articles/daily/9.txt"
            _ = try ledger.takeOver([line], now: 5)
            var tombstone = known()
            tombstone.path = nil
            tombstone.isTombstone = true
            tombstone.guid = "g9"
            tombstone.aliases = ["daily.example/alias"]
            tombstone.content = ArticleContent(
                fingerprint: 4, signature: .init(shingles: 40, minima: [1], buckets: [7]))
            for _ in 0..<2 { #expect(try ledger.takeOver([tombstone], now: 5) == 0) }
            #expect(try ledger.article(1)?.state == .delivered)
            #expect(try ledger.removals(limit: 9).map(\.id) == [1], "it was cut off and goes on")
            #expect(try ledger.article(1)?.guid == "g9" && ledger.owner(ofKey: "daily.example/alias")?.id == 1)
            #expect(try ledger.similar(to: [7], except: "weekly").map(\.article.id) == [1])
            // The journal's word that the files are gone is heeded.
            line.path = nil
            _ = try ledger.takeOver([line], now: 5)
            #expect(try ledger.article(1)?.state == .purged && ledger.content(of: 1)?.fingerprint == 4)
            #expect(try ledger.removals(limit: 9).isEmpty)
        }
    }

    @Test func aLedgerOfBeforeKnowsItsStock() throws {
        try directory.run { (ledger) throws in
            _ = try ledger.seed(3)
            for number: Int64 in 1...2 { try deliver(number, bytes: 5, now: number, in: ledger) }
        }
        try DatabaseQueue(path: directory.path + "/" + Ledger.fileName).write { database in
            for trigger in ["stockOfNew", "stockBefore", "stockAfter"] {
                try database.execute(sql: "DROP TRIGGER \(trigger)")
            }
            for change in [
                "DROP TABLE stock", "DROP TABLE removal", "DROP INDEX articleUnmeasured",
                "DROP INDEX articleDelivered", "DROP INDEX articleUndelivered",
                "CREATE INDEX articleBySourceState ON article(source, state)",
                "ALTER TABLE article DROP COLUMN fileBytes", "ALTER TABLE intent DROP COLUMN bytes",
                "DELETE FROM grdb_migrations WHERE identifier = 'retention'",
            ] { try database.execute(sql: change) }
        }
        try directory.run { (ledger) throws in
            #expect(try ledger.stocks() == [Stock(source: "daily", articles: 2, bytes: 0)])
            #expect(try ledger.unmeasured(of: "daily", limit: 9) == [1, 2])
        }
    }

    private func known() -> KnownDelivery {
        KnownDelivery(
            key: "daily.example/9", url: "https://daily.example/9", source: "daily", publicID: "id9",
            path: "articles/daily/9.txt", sha256: "cc", deliveredMilliseconds: 2)
    }

    private func look(_ article: Int64) -> PlannedLook {
        PlannedLook(
            article: article, source: "daily", url: "https://daily.example/0", deliveredMilliseconds: 3,
            nextMilliseconds: 9,
            validators: SourceValidators())
    }

    /// Not by reading every article for every source.
    @Test func stockIsCountedByWhatIsBeingRemoved() throws {
        let ledger = try Ledger(directory: directory.path)
        let plan = try ledger.database.read { database in
            try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + Ledger.stockQuery).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("SCAN removal") }, "\(plan)")
        #expect(!plan.contains { $0.contains("SCAN article") }, "\(plan)")
    }
}
