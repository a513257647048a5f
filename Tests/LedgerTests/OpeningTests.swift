import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite struct OpeningTests {
    @Test func aMissingDirectoryIsCreated() throws {
        let directory = try StateDirectory()
        _ = try Ledger(directory: directory.path + "/var/lib/copydesk").seed(1)
        #expect(try Ledger(directory: directory.path + "/var/lib/copydesk").counts().articles == 1)
    }

    @Test func commitsAreFlushedInFull() throws {
        let directory = try StateDirectory()
        try directory.run { (ledger) throws in
            let (mode, level, keys) = try ledger.database.inDatabase {
                (
                    try String.fetchOne($0, sql: "PRAGMA journal_mode"),
                    try Int.fetchOne($0, sql: "PRAGMA synchronous"),
                    try Int.fetchOne($0, sql: "PRAGMA foreign_keys")
                )
            }
            #expect(mode == "wal")
            #expect(level == 2)
            #expect(keys == 1)
        }
    }

    @Test func aSecondLedgerIsRefusedWithTheFirstOnesProcess() throws {
        let directory = try StateDirectory()
        try directory.run { (_) throws in
            #expect(throws: LedgerError.inUse(pid: getpid())) { try Ledger(directory: directory.path) }
        }
        #expect(try directory.run { try $0.counts().articles } == 0)
    }

    @Test func anotherProcessSeesTheLock() throws {
        let directory = try StateDirectory()
        #expect(try directory.run { _ in try exitOfFlock(directory) } != 0)
        #expect(try exitOfFlock(directory) == 0)
    }

    @Test func aLockOfAnotherProcessIsRespectedUntilItDies() throws {
        let directory = try StateDirectory()
        let holder = Process()
        let (input, output) = (Pipe(), Pipe())
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        holder.arguments = [directory.path + "/lock", "-c", "echo held; read line"]
        holder.standardInput = input
        holder.standardOutput = output
        try holder.run()
        #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
        #expect(throws: LedgerError.inUse(pid: nil)) { try Ledger(directory: directory.path) }
        input.fileHandleForWriting.closeFile()
        holder.waitUntilExit()
        #expect(throws: Never.self) { try Ledger(directory: directory.path) }
    }

    @Test func aFileThatIsNoDatabaseIsCorrupt() throws {
        let directory = try StateDirectory()
        let garbage = Data(repeating: 0x41, count: 8192)
        try garbage.write(to: URL(fileURLWithPath: directory.path + "/ledger.sqlite"))
        #expect {
            try Ledger(directory: directory.path)
        } throws: {
            if case LedgerError.corrupt = $0 { true } else { false }
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: directory.path + "/ledger.sqlite")) == garbage)
        #expect(try exitOfFlock(directory) == 0, "the lock is given back")
    }

    @Test func overwrittenPagesComeOutAsCorruptAndNotAsACrash() throws {
        let directory = try StateDirectory()
        try directory.run { _ = try $0.seed(2000) }
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: directory.path + "/ledger.sqlite"))
        let size = try file.seekToEnd()
        try file.seek(toOffset: 4096 * 8)
        try file.write(contentsOf: Data(repeating: 0xEE, count: Int(size) - 4096 * 8))
        try file.close()
        #expect {
            let ledger = try Ledger(directory: directory.path)
            _ = try ledger.waiting(limit: 10_000)
            _ = try ledger.counts()
        } throws: {
            if case LedgerError.corrupt = $0 { true } else { false }
        }
    }

    @Test func aLedgerOfALaterVersionIsNotTouched() throws {
        let directory = try StateDirectory()
        try directory.run {
            try $0.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 of the future')") }
        }
        #expect {
            try Ledger(directory: directory.path)
        } throws: {
            if case LedgerError.newer = $0 { true } else { false }
        }
    }

    @Test func aFileInTheDirectorysPlaceIsAStorageError() throws {
        let directory = try StateDirectory()
        try Data().write(to: URL(fileURLWithPath: directory.path + "/state"))
        #expect {
            try Ledger(directory: directory.path + "/state")
        } throws: {
            if case LedgerError.storage = $0 { true } else { false }
        }
    }

    @Test func aFullDiskChangesNothing() throws {
        let directory = try StateDirectory()
        try directory.run { (ledger) throws in
            _ = try ledger.seed(3)
            let pages = try ledger.read { try Int.fetchOne($0, sql: "PRAGMA page_count") } ?? 0
            _ = try ledger.read { try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(pages)") }
            #expect {
                try ledger.discover((100..<5000).map { item($0) }, source: "daily", now: 3)
            } throws: {
                if case LedgerError.full = $0 { true } else { false }
            }
            #expect(try ledger.counts().articles == 3)
            _ = try ledger.read { try Int.fetchOne($0, sql: "PRAGMA max_page_count = 100000") }
            #expect(try ledger.discover((100..<5000).map { item($0) }, source: "daily", now: 3).count == 4900)
        }
    }

    @Test func whatWasCommittedSurvivesAPowerCut() throws {
        let directory = try StateDirectory()
        let afterwards = try directory.run { (ledger) throws in
            let articles = try ledger.seed(3)
            try ledger.intend(intent(articles[0].id), now: 3)
            return try directory.copy()
        }
        try afterwards.run { (ledger) throws in
            #expect(try ledger.counts().articles == 3)
            #expect(try ledger.intents() == [intent(1)])
        }
    }

    /// What lies above it may hold the output too, which others read.
    @Test func theStateIsForNobodyElse() throws {
        let scratch = try StateDirectory()
        let path = scratch.path + "/above/state"
        _ = try Ledger(directory: path)
        let modes = try [path, scratch.path + "/above"].map {
            try FileManager.default.attributesOfItem(atPath: $0)[.posixPermissions] as? Int
        }
        #expect(modes[0] == 0o700)
        #expect(modes[1].map { $0 & 0o500 } == 0o500 && modes[1] != 0o700)
    }

    /// The exit status of `flock --nonblock` on the state directory's lock.
    private func exitOfFlock(_ directory: StateDirectory) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        process.arguments = ["--nonblock", directory.path + "/lock", "true"]
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
