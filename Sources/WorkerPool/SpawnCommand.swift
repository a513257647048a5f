internal import CSystem
import Glibc

/// A child process that runs, with our ends of what connects us. Whoever takes it owns all four descriptors.
struct SpawnedChild: Sendable {
    let process: pid_t
    /// Becomes readable when the process ends (pidfd_open(2)).
    let processDescriptor: Int32
    /// A socket to the child's standard input. It does not block, nor do the next two.
    let input: Int32
    /// A pipe from the child's standard output.
    let output: Int32
    /// A pipe from the child's standard error.
    let errors: Int32
}

/// A system call on the way to a child that failed.
struct SpawnError: Error {
    let call: String
    let code: Int32
}

extension SpawnError: CustomStringConvertible {
    var description: String { "\(call): \(strerror(code).map { String(cString: $0) } ?? "error \(code)")" }
}

/// Starts an executable that has nothing of ours but its three standard descriptors.
struct SpawnCommand: Sendable {
    /// The C library reads its locale from it, the Swift runtime that it shall not start a debugger on a crash.
    private static let environment = ["LC_ALL=C.UTF-8", "SWIFT_BACKTRACE=enable=no"]

    let executable: String
    let arguments: [String]

    func run() throws(SpawnError) -> SpawnedChild {
        var open = DescriptorBag()
        defer { open.closeAll() }
        let input = try open.socketPair()
        let output = try open.pipe()
        let errors = try open.pipe()
        let process = try start(input: input.theirs, output: output.theirs, errors: errors.theirs)
        let processDescriptor = pidfd_open(process, 0)
        guard processDescriptor >= 0 else {
            let code = errno
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
            throw SpawnError(call: "pidfd_open", code: code)
        }
        open.release([input.ours, output.ours, errors.ours])
        return SpawnedChild(
            process: process, processDescriptor: processDescriptor, input: input.ours, output: output.ours,
            errors: errors.ours)
    }

    private func start(input: Int32, output: Int32, errors: Int32) throws(SpawnError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)
        resetSignals(&attributes)

        var process: pid_t = 0
        let result = withCStrings([executable] + arguments) { arguments in
            withCStrings(Self.environment) { environment in
                posix_spawn(&process, executable, &actions, &attributes, arguments, environment)
            }
        }
        guard result == 0 else { throw SpawnError(call: executable, code: result) }
        return process
    }

    /// All signals as a fresh process has them, and a process group of its own, so that Ctrl-C and Ctrl-Z in a terminal
    /// reach the program and not its workers.
    private func resetSignals(_ attributes: inout posix_spawnattr_t) {
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

    private func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let pointers = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeBufferPointer { body($0.baseAddress!) }
    }
}

/// The descriptors opened on the way to a child, of which those not released are closed at the end.
private struct DescriptorBag {
    private var descriptors: [Int32] = []

    mutating func socketPair() throws(SpawnError) -> (ours: Int32, theirs: Int32) {
        var pair: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &pair) == 0 else { throw SpawnError(call: "socketpair", code: errno) }
        return try keep(ours: pair[0], theirs: pair[1])
    }

    mutating func pipe() throws(SpawnError) -> (ours: Int32, theirs: Int32) {
        var pair: [Int32] = [-1, -1]
        guard pipe2(&pair, O_CLOEXEC) == 0 else { throw SpawnError(call: "pipe2", code: errno) }
        return try keep(ours: pair[0], theirs: pair[1])
    }

    mutating func release(_ released: [Int32]) {
        descriptors.removeAll { released.contains($0) }
    }

    mutating func closeAll() {
        for descriptor in descriptors { close(descriptor) }
        descriptors = []
    }

    private mutating func keep(ours: Int32, theirs: Int32) throws(SpawnError) -> (ours: Int32, theirs: Int32) {
        descriptors += [ours, theirs]
        let flags = fcntl(ours, F_GETFL)
        guard flags >= 0, fcntl(ours, F_SETFL, flags | O_NONBLOCK) == 0 else {
            throw SpawnError(call: "fcntl", code: errno)
        }
        return (ours, try aboveStandard(theirs))
    }

    /// A program that runs without standard descriptors gets theirs for new ones; the child's would then be
    /// overwritten while they are moved to their places.
    private mutating func aboveStandard(_ descriptor: Int32) throws(SpawnError) -> Int32 {
        if descriptor > STDERR_FILENO { return descriptor }
        let moved = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
        guard moved >= 0 else { throw SpawnError(call: "fcntl", code: errno) }
        descriptors.append(moved)
        return moved
    }
}
