import Foundation
import GRDB
import Testing

@testable import Ledger

/// What the ledger takes over from an output directory, and what becomes of a file that is no sound database.
@Suite struct TakeoverTests {
    let directory: StateDirectory

    init() throws {
        directory = try StateDirectory()
    }

    @Test func whatWasTakenOverIsNotNewAgain() throws {
        try directory.run { (ledger) throws in
            #expect(try !ledger.hasTakenOver())
            #expect(try ledger.takeOver([known(1, guid: "g1"), known(2)], now: 5) == 2)
            #expect(try ledger.takeOver([known(1), known(2), known(3)], now: 5) == 1, "it can be repeated")
            try ledger.tookOver(journal: 40)
        }
        try directory.run { (ledger) throws in
            #expect(try ledger.hasTakenOver())
            try ledger.register(sources: [daily], now: 6)
            let items = [
                item(1), item(7, guid: "g1"), item(2), item(3), item(4), DiscoveredItem(key: "alias2", url: "u"),
            ]
            #expect(try ledger.discover(items, source: "daily", now: 6).map(\.key) == ["daily.example/4"])
            #expect(try ledger.article(key: "daily.example/2")?.state == .delivered)
            #expect(try ledger.journalHead() == 40)
        }
    }

    @Test func anEventIsEnteredOnlyForWhatWasNotKnown() throws {
        try directory.run { (ledger) throws in
            var delivery = known(1)
            delivery.event = "event"
            for _ in 0..<2 { _ = try ledger.takeOver([delivery], now: 5) }
            #expect(try ledger.journal(after: 0, limit: 9).map(\.event) == ["event"])
        }
    }

    @Test func whatIsGoneForGoodStaysKnown() throws {
        try directory.run { (ledger) throws in
            var purged = known(1)
            purged.path = nil
            _ = try ledger.takeOver([purged], now: 5)
            try ledger.register(sources: [daily], now: 6)
            #expect(try ledger.article(key: "daily.example/1")?.state == .purged)
            #expect(try ledger.discover([item(1)], source: "daily", now: 6).isEmpty)
        }
    }

    @Test func anOlderCopyGetsWhatWasDeliveredSince() throws {
        try directory.run { (ledger) throws in
            let articles = try ledger.seed(3)
            try ledger.intend(intent(articles[1].id), now: 3)
            #expect(try ledger.hasTakenOver() == false, "the very first start")
            try ledger.tookOver(journal: 0)
            try ledger.raiseJournal(to: 9, day: "2026-05-02")
            #expect(try ledger.hasTakenOver() == false, "the journal is ahead")
            #expect(try ledger.takeOver([known(0), known(1)], now: 5) == 2)
            #expect(try ledger.intents().isEmpty)
            #expect(try ledger.waiting(limit: 9).map(\.id) == [3])
        }
    }

    @Test(arguments: ["garbage", "middle", "noted"])
    func aCorruptFileIsSetAside(damage: String) throws {
        try directory.run { (ledger) throws in
            _ = try ledger.seed(2000)
            if damage == "noted" {
                #expect(throws: LedgerError.corrupt(message: "for a test")) {
                    try ledger.read { _ in throw LedgerError.corrupt(message: "for a test") }
                }
                #expect(ledger.corruption == "for a test")
            }
        }
        let path = directory.path + "/" + Ledger.fileName
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        let size = try file.seekToEnd()
        switch damage {
        case "garbage": try file.seek(toOffset: 0)
        case "middle": try file.seek(toOffset: size / 2 / 4096 * 4096)
        default: break
        }
        if damage != "noted" { try file.write(contentsOf: Data(repeating: 0xEE, count: 40_960)) }
        try file.close()
        for number in 1...2 {
            let ledger = try Ledger(directory: directory.path, replacingCorrupt: true)
            #expect(ledger.setAside == (number == 1 ? path + ".corrupt-1" : nil))
            #expect(try ledger.counts().articles == 0 && !ledger.hasTakenOver())
        }
        let kept = try FileManager.default.attributesOfItem(atPath: path + ".corrupt-1")
        #expect(try #require(kept[.size] as? UInt64) >= size)
    }

    /// A large file is looked over after the opening; what is found then is replaced by the next one.
    @Test func aLargeCorruptFileIsSetAsideByTheNextOpening() throws {
        try directory.run { _ = try $0.seed(2000) }
        let path = directory.path + "/" + Ledger.fileName
        try directory.run(lookingOverBytes: 1000) { (ledger) throws in
            #expect(ledger.isToBeLookedOver)
            try ledger.lookOver()
            #expect(ledger.corruption == nil)
        }
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.seek(toOffset: try file.seekToEnd() / 2 / 4096 * 4096)
        try file.write(contentsOf: Data(repeating: 0xEE, count: 40_960))
        try file.close()
        try directory.run(lookingOverBytes: 1000) { (ledger) throws in
            #expect(ledger.setAside == nil)
            #expect(throws: LedgerError.self) { try ledger.lookOver() }
            #expect(ledger.corruption != nil)
        }
        try directory.run(lookingOverBytes: 1000) { (ledger) throws in
            #expect(ledger.setAside == path + ".corrupt-1" && !ledger.isToBeLookedOver)
        }
    }

    @Test func aSoundLedgerStays() throws {
        try directory.run { _ = try $0.seed(20) }
        let ledger = try Ledger(directory: directory.path, replacingCorrupt: true)
        #expect(try ledger.counts().articles == 20 && ledger.setAside == nil)
    }

    private func known(_ number: Int, guid: String? = nil) -> KnownDelivery {
        var known = KnownDelivery(
            key: "daily.example/\(number)", url: "https://daily.example/\(number)", source: "daily",
            publicID: "id\(number)", path: "articles/daily/\(number).txt", sha256: "aa", deliveredMilliseconds: 4)
        known.guid = guid
        known.aliases = ["alias\(number)"]
        return known
    }
}
