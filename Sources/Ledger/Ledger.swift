import Foundation
internal import GRDB
import Synchronization

// Ledger: what the daemon must still know after a restart or a power cut.
//
// In: sources as configured, the outcome of each poll, items found, what became of each article.
// Out: which items are new, which articles still wait, which deliveries were under way.
// It never fetches, never reads the clock (but to tell what it costs), never writes an output file and never logs; `Daemon` glues it to the other
// stages. Each article is handed out as new once: a known URL, or a known GUID of the same source, stays known.

/// The only owner of the daemon's durable state: one SQLite database in the state directory.
///
/// All methods are synchronous, commit before they return (WAL, `synchronous=FULL`) and may block for a disk flush, so
/// the daemon calls them on a queue of its own. The database connection serialises concurrent callers. Times are
/// milliseconds since 1970 UTC and always passed in.
public final class Ledger: Sendable {
    /// The database's file name in the state directory.
    public static let fileName = "ledger.sqlite"

    let database: DatabaseQueue
    private let spent = Mutex(Cost())
    /// Held as long as the ledger lives; given back after `deinit` has closed the database.
    /// Nil where it is only read.
    private let lock: StateLock?
    private let corrupt: CorruptLedger
    /// Where the file lies now that was no sound database; nil when there was none.
    public let setAside: String?
    /// Whether the file is so large that it is still to be looked over by ``lookOver()``: for whoever may replace a corrupt one,
    /// before anything is done that a corrupt one may lead astray.
    public let isToBeLookedOver: Bool

    /// Opens the state directory, which is created if absent, and brings the schema up to date.
    ///
    /// - Parameters:
    ///   - directory: the state directory, for nobody else to read. One process at a time may have it open.
    ///   - replacingCorrupt: whether the whole file is looked over, and one that is not sound is moved away and replaced by
    ///     a new one.
    ///   - lookingOverBytes: a larger file is looked over later. Reading 900 MB takes two seconds and more, 32 MB a tenth of one.
    /// - Throws: `inUse` when another process has it, `corrupt` when the file is not a sound database, `newer` when a
    ///   later version of the program wrote it, `full` or `storage` when the disk refuses.
    public init(
        directory: String, replacingCorrupt: Bool = false, lookingOverBytes: Int64 = 32_000_000
    ) throws(LedgerError) {
        do {
            let parent = URL(filePath: directory).deletingLastPathComponent().path(percentEncoded: false)
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        } catch {
            throw LedgerError.storage(code: nil, message: "cannot create \(directory): \(error.localizedDescription)")
        }
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else {
            throw LedgerError.storage(
                code: errno, message: "cannot create \(directory): \(String(cString: strerror(errno)))")
        }
        lock = try StateLock(directory: directory)
        corrupt = CorruptLedger(directory: directory)
        let path = directory + "/" + Self.fileName
        let isLarge = Self.size(of: path) > lookingOverBytes
        do throws(LedgerError) {
            database = try Self.opened(
                path, lookingOver: replacingCorrupt && !isLarge, refusing: replacingCorrupt && corrupt.isNoted)
            setAside = nil
            isToBeLookedOver = replacingCorrupt && isLarge
        } catch .corrupt where replacingCorrupt {
            setAside = try corrupt.setAside()
            database = try Self.opened(path, lookingOver: false, refusing: false)
            isToBeLookedOver = false
        }
    }

    /// What was wrong with the file, once a call has found it corrupt. The next opening replaces it if it may.
    public var corruption: String? { corrupt.message }

    /// Opens a ledger that perhaps another process writes, to read it; a call that would change something fails.
    ///
    /// - Throws: `storage` when there is none, `newer` or `corrupt` as above.
    public init(reading directory: String) throws(LedgerError) {
        lock = nil
        setAside = nil
        isToBeLookedOver = false
        corrupt = CorruptLedger(directory: directory)
        do {
            database = try Self.reader(directory + "/" + Self.fileName)
            try database.read { try Schema.check($0) }
        } catch {
            throw LedgerError(error)
        }
    }

    deinit {
        // A connection that cannot be closed cleanly is rolled back by the next opener; nobody is left to tell.
        try? database.close()
    }

    private static func opened(
        _ path: String, lookingOver: Bool, refusing isNotedAsCorrupt: Bool
    ) throws(LedgerError) -> DatabaseQueue {
        do {
            let database = try open(path: path)
            if isNotedAsCorrupt { throw LedgerError.corrupt(message: "a run before has found it so") }
            if lookingOver { try lookOver(database) }
            return database
        } catch {
            throw LedgerError(error)
        }
    }

    /// Gives back what is kept in memory of the file.
    public func releaseMemory() { database.releaseMemory() }

    /// Looks over the whole file, while others use the ledger. One that is not sound is replaced by the next opening.
    ///
    /// - Throws: `corrupt` where it is not sound.
    public func lookOver() throws(LedgerError) {
        do {
            try Self.lookOver(Self.reader(database.path))
        } catch {
            throw noted(LedgerError(error))
        }
    }

    private static func lookOver(_ database: DatabaseQueue) throws {
        // Not integrity_check, which also compares every index and takes many times as long.
        // https://www.sqlite.org/pragma.html#pragma_quick_check
        let finding = try database.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") } ?? ""
        guard finding == "ok" else { throw LedgerError.corrupt(message: finding) }
    }

    /// 0 where there is no file yet.
    private static func size(of path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }

    private static func reader(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "copydesk.ledger.reader"
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func open(path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "copydesk.ledger"
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        let database = try DatabaseQueue(path: path, configuration: configuration)
        // GRDB sets NORMAL with WAL, which may lose the last commits in a power cut, and with them “exactly once”.
        // https://www.sqlite.org/pragma.html#pragma_synchronous
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try Schema.bringUpToDate(database)
        return database
    }

    /// What all calls took up to now, with their waiting for each other.
    public struct Cost: Equatable, Sendable {
        /// By the wall.
        public var time = Duration.zero
        /// Reads and writes.
        public var calls = 0

        public init() {}
    }

    /// Since it was opened.
    public var cost: Cost { spent.withLock { $0 } }

    private func count(since start: ContinuousClock.Instant) {
        spent.withLock {
            $0.time += ContinuousClock.now - start
            $0.calls += 1
        }
    }

    func write<Value>(_ updates: (Database) throws -> Value) throws(LedgerError) -> Value {
        let start = ContinuousClock.now
        defer { count(since: start) }
        do {
            return try database.write(updates)
        } catch {
            throw noted(LedgerError(error))
        }
    }

    func read<Value>(_ query: (Database) throws -> Value) throws(LedgerError) -> Value {
        let start = ContinuousClock.now
        defer { count(since: start) }
        do {
            // GRDB's `read` forbids writing and begins a transaction, four statements for one. Where we hold the lock nobody else
            // writes, and the queue lets nobody in between.
            return try lock == nil ? database.read(query) : database.unsafeRead(query)
        } catch {
            throw noted(LedgerError(error))
        }
    }

    private func noted(_ error: LedgerError) -> LedgerError {
        if case .corrupt(let message) = error, lock != nil { corrupt.find(message) }
        return error
    }
}
