internal import GRDB

/// Why the ledger could not do what it was asked, by what the caller can do about it.
public enum LedgerError: Error, Equatable, Sendable {
    /// Another process has the state directory; its process id where it is known. Exit 75, try later.
    case inUse(pid: Int32?)
    /// The file is not a sound database. Set it aside and rebuild it.
    case corrupt(message: String)
    /// A later version of the program has changed the schema. Upgrade, or use another state directory.
    case newer(message: String)
    /// The disk is full. Nothing was changed; free space and repeat the call.
    case full(message: String)
    /// Reading or writing failed. Nothing was changed; `code` is SQLite's extended result code or the errno.
    case storage(code: Int32?, message: String)
    /// The call contradicts what is recorded (an unknown source, an article already settled): a bug of the caller.
    case refused(message: String)
}

extension LedgerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .inUse(let pid?): "the state directory is in use by process \(pid)"
        case .inUse(nil): "the state directory is in use by another process"
        case .corrupt(let message): "the ledger is corrupt: \(message)"
        case .newer(let message): "the ledger is of a later version: \(message)"
        case .full(let message): "no space for the ledger: \(message)"
        case .storage(let code?, let message): "ledger: \(message) (\(code))"
        case .storage(nil, let message): "ledger: \(message)"
        case .refused(let message): "ledger: \(message)"
        }
    }
}

extension LedgerError {
    /// The one place where SQLite's result codes (https://www.sqlite.org/rescode.html) become cases.
    init(_ error: any Error) {
        switch error {
        case let error as LedgerError:
            self = error
        case let error as DatabaseError:
            let message = error.message ?? "unknown error"
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(message: message)
            case .SQLITE_FULL: self = .full(message: message)
            case .SQLITE_CONSTRAINT: self = .refused(message: message)
            default: self = .storage(code: error.extendedResultCode.rawValue, message: message)
            }
        default:
            self = .storage(code: nil, message: "\(error)")
        }
    }
}
