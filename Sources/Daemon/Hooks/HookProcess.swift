internal import CSystem
import Glibc
import Synchronization

/// A hook's program, running in a process group of its own. It has nothing of ours but its input and our standard error.
final class HookProcess: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let call: String
        let code: Int32

        var description: String { "\(call): \(String(cString: strerror(code)))" }
    }

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
    init(_ words: [String], environment: [String], input: [UInt8]) throws(Failure) {
        let file = try Self.file(input)
        defer { close(file) }
        process = try Self.spawn(words, environment, input: file)
    }

    /// Kills the whole group.
    func kill() {
        isThere.withLock { isThere in
            if isThere { _ = Glibc.kill(-process, SIGKILL) }
        }
    }

    /// Waits for its end. What its group leaves running is killed.
    func wait(limit: Duration) throws(Failure) -> Ending {
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

    private func waitForExit(_ limit: Duration) throws(Failure) -> Bool {
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

    private func abandoned(_ call: String) -> Failure {
        let failure = Failure(call: call, code: errno)
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
    private static func file(_ content: [UInt8]) throws(Failure) -> Int32 {
        let file = memfd_create("copydesk-hook", Self.closeOnExec)
        guard file >= 0 else { throw Failure(call: "memfd_create", code: errno) }
        var written = 0
        while written < content.count {
            let count = content.withUnsafeBytes {
                write(file, $0.baseAddress?.advanced(by: written), content.count - written)
            }
            guard count > 0 else {
                let failure = Failure(call: "write", code: errno)
                close(file)
                throw failure
            }
            written += count
        }
        lseek(file, 0, SEEK_SET)
        return file
    }

    private static func spawn(_ words: [String], _ environment: [String], input: Int32) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        let arguments = words.map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, words[0], &actions, &attributes, arguments, variables)
        guard result == 0 else { throw Failure(call: words[0], code: result) }
        return process
    }
}
