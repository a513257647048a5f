import Foundation
internal import GRDB

/// An event of the journal that is not known to stand in its files yet.
public struct JournalRow: Equatable, Sendable {
    /// From 1 on; no number is given twice, also after a restart.
    public var sequence: Int64
    /// `YYYY-MM-DD` in UTC: when the event was recorded, but never earlier than the event before, so that a clock set back
    /// does not put a line before one with a smaller number.
    public var day: String
    /// As the intent gave it.
    public var event: String
}

// The journal's numbers are the ledger's: an event gets one in the transaction that makes its delivery done, and its row
// stays until the line is durable in the journal's files.
extension Ledger {
    /// The rows after a number, in order.
    public func journal(after sequence: Int64, limit: Int) throws(LedgerError) -> [JournalRow] {
        try read { database in
            try Row.fetchAll(
                database.cachedStatement(sql: "SELECT seq, day, event FROM journal WHERE seq > ? ORDER BY seq LIMIT ?"),
                arguments: [sequence, limit]
            ).map { JournalRow(sequence: $0["seq"], day: $0["day"], event: $0["event"]) }
        }
    }

    /// The last number given; 0 before the first.
    public func journalHead() throws(LedgerError) -> Int64 {
        try read { try Int64.fetchOne($0, sql: "SELECT seq FROM journalHead") ?? 0 }
    }

    /// Takes over where the journal's files end, for a ledger that is younger than they are: later events get greater
    /// numbers and no earlier day. What was delivered under the numbers it lacks has to be taken over.
    public func raiseJournal(to sequence: Int64, day: String) throws(LedgerError) {
        try write {
            try $0.execute(
                sql: "UPDATE journalHead SET seq = max(seq, ?), day = max(day, ?)", arguments: [sequence, day])
            try $0.execute(sql: "UPDATE takeover SET complete = 0")
        }
    }

    /// Forgets the rows that stand in the journal's files.
    static func forgetJournal(through sequence: Int64, in database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM journal WHERE seq <= ?").execute(arguments: [sequence])
    }

    /// Gives each event, a line, the next number.
    static func enter(events: String, now: Int64, in database: Database) throws {
        for event in events.split(separator: "\n") { try enter(event: String(event), now: now, in: database) }
    }

    /// Gives an event, one line, the next number.
    static func enter(event: String, now: Int64, in database: Database) throws {
        let today = Date(timeIntervalSince1970: Double(now) / 1000).ISO8601Format(.iso8601.year().month().day())
        try database.cachedStatement(sql: "UPDATE journalHead SET seq = seq + 1, day = max(day, ?)")
            .execute(arguments: [today])
        try database.cachedStatement(
            sql: "INSERT INTO journal (seq, day, event) SELECT seq, day, ? FROM journalHead"
        ).execute(arguments: [event])
    }
}
