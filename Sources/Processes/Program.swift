internal import CSystem
import Glibc

// Processes: starts another program. It has nothing of ours but what it is given: no descriptor, no environment, no signal
// that is ignored or blocked, and a process group of its own.

/// A program with its arguments and its environment.
public struct Program: Sendable {
    /// Where one of the three standard descriptors leads.
    public enum Stream: Sendable {
        /// To what this descriptor of ours leads to, which stays open here. It must be above the three itself, or be the one
        /// that it is for.
        case descriptor(Int32)
        /// `/dev/null`
        case nowhere
        /// Where ours leads.
        case ours
    }

    private let path: String
    private let arguments: [String]
    private let environment: [String]

    /// - Parameters:
    ///   - path: absolute, since no search is made.
    ///   - arguments: without the program's name.
    ///   - environment: `NAME=value` each; all that there is.
    public init(_ path: String, _ arguments: [String], environment: [String]) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
    }

    /// Starts it. Whoever does has to wait for its end (waitpid(2)).
    /// - Returns: its number, and that of its group.
    /// - Throws: what kept it from starting, with the path.
    public func start(input: Stream, output: Stream, errors: Stream) throws(ProcessError) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (stream, descriptor) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO)] {
            Self.lead(descriptor, to: stream, &actions)
        }
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)
        Self.standAlone(&attributes)

        var process: pid_t = 0
        let result = Self.withCStrings([path] + arguments) { arguments in
            Self.withCStrings(environment) { environment in
                posix_spawn(&process, path, &actions, &attributes, arguments, environment)
            }
        }
        guard result == 0 else { throw ProcessError(call: path, code: result) }
        return process
    }

    private static func lead(_ descriptor: Int32, to stream: Stream, _ actions: inout posix_spawn_file_actions_t) {
        switch stream {
        case .descriptor(let own): posix_spawn_file_actions_adddup2(&actions, own, descriptor)
        case .nowhere: posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        case .ours: break
        }
    }

    /// All signals as a fresh process has them, since Dispatch's threads, which may start it, block them. And a process group of
    /// its own, so that Ctrl-C and Ctrl-Z in a terminal reach us and not it, and that all it starts can be ended with it.
    private static func standAlone(_ attributes: inout posix_spawnattr_t) {
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let pointers = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeBufferPointer { body($0.baseAddress!) }
    }
}
