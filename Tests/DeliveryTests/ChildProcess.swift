import Foundation
import Glibc

/// A program as a child, by spawn and wait alone. (Foundation's `Process` has been seen to miss the end of a child that was
/// killed while its file system was shut down.)
final class ChildProcess {
    private let process: pid_t
    private var status: Int32?

    /// - Parameters:
    ///   - command: what is run, by its path or its name.
    ///   - output: becomes its standard output; without it, that is thrown away.
    ///   - isQuiet: whether its standard error is thrown away too.
    init(_ command: [String], output: Int32? = nil, isQuiet: Bool = false) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        if let output { posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) }
        if isQuiet { posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) }
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var number: pid_t = 0
        let code = posix_spawnp(&number, command[0], &actions, nil, &arguments, environ)
        guard code == 0 else { throw POSIXError(.init(rawValue: code) ?? .ENOENT) }
        process = number
    }

    deinit {
        if status == nil {
            kill()
            _ = wait()
        }
    }

    func kill() { Glibc.kill(process, SIGKILL) }

    /// The exit status, or the signal that ended it as a negative number.
    func wait() -> Int32 {
        if let status { return status }
        var word: Int32 = 0
        while waitpid(process, &word, 0) == -1, errno == EINTR {}
        let signal = word & 0x7F
        status = signal == 0 ? (word >> 8) & 0xFF : -signal
        return status ?? 0
    }
}

/// A program of the system that a test needs.
enum Program {
    static func run(_ command: [String]) throws {
        guard try ChildProcess(command, isQuiet: true).wait() == 0 else { throw POSIXError(.EPERM) }
    }
}
