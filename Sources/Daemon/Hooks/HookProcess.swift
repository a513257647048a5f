internal import CSystem
import Glibc
import Processes
import Synchronization

/// A hook's program, running. It has nothing of ours but its input and our standard error.
final class HookProcess: Sendable {
    enum Ending: Equatable, Sendable {
        case status(Int32)
        case signal(Int32)
        /// Its time was over, and its group was killed.
        case tooLong
    }

    private let process: pid_t
    /// Whether the process may still be signalled: once it was reaped, its number may be another's.
    private let isThere = Mutex(true)

    /// - Parameters:
    ///   - words: an absolute path and arguments.
    ///   - input: what it finds on its standard input, a file, so that it need not read it.
    init(_ words: [String], environment: [String], input: [UInt8]) throws(ProcessError) {
        let file = try Self.file(input)
        defer { close(file) }
        process = try Program(words[0], Array(words.dropFirst()), environment: environment).start(
            input: .descriptor(file), output: .nowhere, errors: .ours)
    }

    /// Kills the whole group.
    func kill() {
        isThere.withLock { isThere in
            if isThere { _ = Glibc.kill(-process, SIGKILL) }
        }
    }

    /// Waits for its end. What its group leaves running is killed.
    func wait(limit: Duration) throws(ProcessError) -> Ending {
        let isOver = try waitForExit(limit)
        // Before it is reaped, so that the group's number is nobody else's.
        kill()
        var status: Int32 = 0
        isThere.withLock { isThere in
            isThere = false
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
        }
        if !isOver { return .tooLong }
        return status & 0x7F == 0 ? .status(status >> 8 & 0xFF) : .signal(status & 0x7F)
    }

    private func waitForExit(_ limit: Duration) throws(ProcessError) -> Bool {
        let descriptor = pidfd_open(process, 0)
        guard descriptor >= 0 else { throw abandoned("pidfd_open") }
        defer { close(descriptor) }
        let end = ContinuousClock.now + limit
        while true {
            var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let rest = max(.zero, end - .now)
            let count = poll(&entry, 1, Int32(clamping: Int64(rest / .milliseconds(1)) + 1))
            if count > 0 { return true }
            if count == 0 { return false }
            if errno != EINTR { throw abandoned("poll") }
        }
    }

    private func abandoned(_ call: String) -> ProcessError {
        let failure = ProcessError(call: call, code: errno)
        kill()
        isThere.withLock { isThere in
            isThere = false
            waitpid(process, nil, 0)
        }
        return failure
    }

    /// MFD_CLOEXEC, which is declared for _GNU_SOURCE only.
    private static let closeOnExec: UInt32 = 1

    /// An unnamed file with this content, at its start.
    private static func file(_ content: [UInt8]) throws(ProcessError) -> Int32 {
        let file = memfd_create("copydesk-hook", Self.closeOnExec)
        guard file >= 0 else { throw ProcessError(call: "memfd_create", code: errno) }
        var written = 0
        while written < content.count {
            let count = content.withUnsafeBytes {
                write(file, $0.baseAddress?.advanced(by: written), content.count - written)
            }
            guard count > 0 else {
                let failure = ProcessError(call: "write", code: errno)
                close(file)
                throw failure
            }
            written += count
        }
        lseek(file, 0, SEEK_SET)
        return file
    }
}
