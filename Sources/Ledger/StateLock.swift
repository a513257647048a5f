import Glibc

/// The exclusive lock on the state directory, held from `init` to `deinit`.
///
/// flock(2) goes with the open file, so the kernel releases it however the process ends; the file itself stays, with
/// the last holder's process id for the error message of whoever comes second.
final class StateLock: Sendable {
    private let descriptor: Int32

    init(directory: String) throws(LedgerError) {
        let path = directory + "/lock"
        // O_CLOEXEC: a worker started by the daemon must not keep the lock when the daemon is gone.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw Self.failure("open \(path)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            defer { close(descriptor) }
            guard errno == EWOULDBLOCK else { throw Self.failure("lock \(path)") }
            throw .inUse(pid: Self.holder(descriptor))
        }
        Self.sign(descriptor)
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    private static func failure(_ operation: String) -> LedgerError {
        let code = errno
        return .storage(code: code, message: "\(operation): \(String(cString: strerror(code)))")
    }

    /// Writes our process id for others to read. Only information, so a full disk does not matter here.
    private static func sign(_ descriptor: Int32) {
        let line = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = pwrite(descriptor, line, line.count, 0)
    }

    private static func holder(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
