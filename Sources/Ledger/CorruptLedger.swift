import Foundation
import Synchronization

/// What is done about a ledger's file that is no sound database.
///
/// A corruption met while running is noted in a file, so that the next start does not trust the database even where a look
/// over it finds nothing.
final class CorruptLedger: Sendable {
    private let directory: String
    private let found = Mutex<String?>(nil)

    init(directory: String) {
        self.directory = directory
    }

    /// What was found, since the opening.
    var message: String? { found.withLock { $0 } }

    /// A run before has found it.
    var isNoted: Bool { FileManager.default.fileExists(atPath: note) }

    func find(_ message: String) {
        let isFirst = found.withLock { found in
            defer { found = found ?? message }
            return found == nil
        }
        guard isFirst else { return }
        // Where not even this can be written, the next start looks over the whole database.
        try? Data((message + "\n").utf8).write(to: URL(filePath: note))
    }

    /// Moves the database away under a name that is free, its log first: what is left by a run that dies in between is
    /// a database that is corrupt still.
    ///
    /// - Returns: the database's new path.
    func setAside() throws(LedgerError) -> String {
        let path = directory + "/" + Ledger.fileName
        var number = 1
        while FileManager.default.fileExists(atPath: "\(path).corrupt-\(number)") { number += 1 }
        do {
            for suffix in ["-wal", "-shm", ""] where FileManager.default.fileExists(atPath: path + suffix) {
                try FileManager.default.moveItem(
                    atPath: path + suffix, toPath: "\(path).corrupt-\(number)\(suffix)")
            }
            if isNoted { try FileManager.default.removeItem(atPath: note) }
        } catch {
            throw .storage(code: nil, message: "cannot set aside \(path): \(error.localizedDescription)")
        }
        return "\(path).corrupt-\(number)"
    }

    private var note: String { directory + "/ledger.corrupt" }
}
