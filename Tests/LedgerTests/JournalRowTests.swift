import GRDB
import Testing

@testable import Ledger

@Suite struct JournalRowTests {
    let directory: StateDirectory
    /// 2026-05-02T00:30:00Z.
    let now: Int64 = 1_777_681_800_000

    init() throws {
        directory = try StateDirectory()
        try directory.run { _ = try $0.seed(9) }
    }

    @Test func aDeliveryGetsTheNextNumberAndKeepsItOverRestarts() throws {
        for article: Int64 in [2, 1, 3] { try directory.run { try deliver(article, $0, now: now) } }
        try directory.run { (ledger) throws in
            #expect(
                try ledger.journal(after: 0, limit: 10) == [
                    .init(sequence: 1, day: "2026-05-02", event: "event 2"),
                    .init(sequence: 2, day: "2026-05-02", event: "event 1"),
                    .init(sequence: 3, day: "2026-05-02", event: "event 3"),
                ])
            #expect(try ledger.journal(after: 1, limit: 1).map(\.sequence) == [2])
            #expect(try ledger.journalHead() == 3)
        }
    }

    @Test func whatStandsInTheFilesIsForgottenAndItsNumbersAreNotGivenAgain() throws {
        try directory.run { (ledger) throws in
            try deliver(1, ledger, now: now)
            try deliver(2, ledger, now: now, journaled: 1)
            try deliver(3, ledger, now: now, journaled: 2)
            #expect(try ledger.journal(after: 0, limit: 10).map(\.sequence) == [3])
        }
        try directory.run { try $0.write { try $0.execute(sql: "DELETE FROM journal") } }
        try directory.run { (ledger) throws in
            try deliver(4, ledger, now: now)
            #expect(try ledger.journal(after: 0, limit: 10).map(\.sequence) == [4])
        }
    }

    @Test func aClockSetBackTenYearsDoesNotTurnTheDaysRound() throws {
        let (tenYears, day): (Int64, Int64) = (10 * 365 * 86_400_000, 86_400_000)
        try directory.run { (ledger) throws in
            try deliver(1, ledger, now: now)
            try deliver(2, ledger, now: now - tenYears)
            try deliver(3, ledger, now: now + day, journaled: 2)
            try deliver(4, ledger, now: now, journaled: 3)
            #expect(
                try ledger.journal(after: 0, limit: 10).map(\.day) == ["2026-05-03"], "also when the rows are gone")
        }
    }

    @Test func aLedgerThatIsYoungerThanTheFilesGoesOnFromTheirEnd() throws {
        try directory.run { (ledger) throws in
            try ledger.raiseJournal(to: 41, day: "2026-06-01")
            try ledger.raiseJournal(to: 7, day: "2026-01-01")
            try deliver(1, ledger, now: now)
            #expect(
                try ledger.journal(after: 0, limit: 10) == [
                    .init(sequence: 42, day: "2026-06-01", event: "event 1")
                ])
        }
    }

    @Test func aRefusedDeliveryLeavesNoNumberBehind() throws {
        try directory.run { (ledger) throws in
            try ledger.intend(intent(1), now: now)
            try ledger.write { try $0.execute(sql: "UPDATE article SET state = 'gone' WHERE id = 1") }
            #expect(throws: LedgerError.self) { try ledger.delivered(article: 1, now: now) }
            #expect(try ledger.journalHead() == 0)
            #expect(try ledger.journal(after: 0, limit: 10).isEmpty)
        }
    }

    @Test func aLedgerFromBeforeTheJournalIsTakenOver() throws {
        let old = try StateDirectory()
        let database = try DatabaseQueue(path: old.path + "/ledger.sqlite")
        try Schema.migrator.migrate(database, upTo: "2 quarantine")
        try database.write {
            try $0.execute(
                sql: """
                    INSERT INTO source (id, url, kind, configured, nextPoll, registered) VALUES ('daily', '', '', 1, 0, 0);
                    INSERT INTO article (id, key, source, state, nextAttempt, discovered)
                    VALUES (1, 'k', 'daily', 'waiting', 0, 0);
                    INSERT INTO intent VALUES (1, 'id1', 77, 5);
                    INSERT INTO intentFile VALUES (1, 0, 's', 'articles/a.txt', 'bb');
                    """)
        }
        try database.close()
        try old.run { (ledger) throws in
            #expect(try ledger.intents().map(\.event) == [""])
            try ledger.delivered(article: 1, now: now)
            #expect(try ledger.article(1)?.state == .delivered)
            #expect(try ledger.journalHead() == 0)
        }
    }

    private func deliver(_ article: Int64, _ ledger: Ledger, now: Int64, journaled: Int64 = 0) throws {
        try ledger.intend(intent(article), now: now)
        try ledger.delivered(article: article, now: now, journaled: journaled)
    }
}
