/// Why the demonstration failed.
enum DemoFailure: Error {
    /// A file or folder of the demonstration cannot be read or written.
    case unusable(String)
    /// The daemon's executable is not there or does not start.
    case noDaemon(String)
    /// The daemon ended by itself.
    case daemonEnded(log: String)
    /// Not everything was delivered in time.
    case tooSlow(String, log: String)
    /// The daemon delivered something else than it should, or did not stop cleanly.
    case wrong(String)

    var message: String {
        switch self {
        case .unusable(let what): what
        case .noDaemon(let path): "cannot start \(path); `make` builds it"
        case .daemonEnded(let log): "the daemon ended by itself. Its log:\n\(log)"
        case .tooSlow(let state, let log): "only \(state). The daemon's log:\n\(log)"
        case .wrong(let what): what
        }
    }

    /// The code as in sysexits.h.
    var exitCode: Int32 {
        switch self {
        case .unusable: 74
        case .noDaemon: 69
        case .daemonEnded, .wrong: 70
        case .tooSlow: 75
        }
    }
}
