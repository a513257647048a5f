import Glibc

/// Why an article could not be delivered, by what the caller can do about it.
public enum DeliveryError: Error, Equatable, Sendable {
    /// Another process delivers into this output directory. Exit 75, try later.
    case inUse(directory: String)
    /// The article cannot become files (no text, a source name that is no file name). Set it aside.
    case unusable(reason: String)
    /// Something else stands under the final name, relative to the output directory; it was not touched. Set aside.
    case occupied(path: String)
    /// A symbolic link or a file stands where a directory of ours should be. Somebody has to look at it.
    case diverted(path: String)
    /// No space, or the quota is used up. Nothing incomplete is visible; wait for space and repeat.
    case full(message: String)
    /// The system refused; `code` is the errno. Nothing incomplete is visible; retry later.
    case io(code: Int32, message: String)
}

extension DeliveryError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .inUse(let directory): "the output directory \(directory) is in use by another process"
        case .unusable(let reason): "not deliverable: \(reason)"
        case .occupied(let path): "another file stands at \(path)"
        case .diverted(let path): "\(path) is not a directory of ours"
        case .full(let message): "no space: \(message)"
        case .io(let code, let message): "\(message) (errno \(code))"
        }
    }
}

extension DeliveryError {
    /// The one place where an errno becomes a case. Call it before anything else can change errno.
    init(operation: String, path: String, code: Int32 = errno) {
        let message = "\(operation) \(path): \(String(cString: strerror(code)))"
        switch code {
        case ENOSPC, EDQUOT: self = .full(message: message)
        case ELOOP, ENOTDIR: self = .diverted(path: path)
        default: self = .io(code: code, message: message)
        }
    }
}
