internal import CSystem
import Glibc
import Processes

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

/// Starts an executable with pipes to it, and watches its end.
struct SpawnCommand: Sendable {
    /// The C library reads its locale from it, the Swift runtime that it shall not start a debugger on a crash.
    private static let environment = ["LC_ALL=C.UTF-8", "SWIFT_BACKTRACE=enable=no"]

    let executable: String
    let arguments: [String]

    func run() throws(ProcessError) -> SpawnedChild {
        var open = DescriptorBag()
        defer { open.closeAll() }
        let input = try open.socketPair()
        let output = try open.pipe()
        let errors = try open.pipe()
        let process = try Program(executable, arguments, environment: Self.environment).start(
            input: .descriptor(input.theirs), output: .descriptor(output.theirs), errors: .descriptor(errors.theirs))
        let processDescriptor = pidfd_open(process, 0)
        guard processDescriptor >= 0 else {
            let code = errno
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
            throw ProcessError(call: "pidfd_open", code: code)
        }
        open.release([input.ours, output.ours, errors.ours])
        return SpawnedChild(
            process: process, processDescriptor: processDescriptor, input: input.ours, output: output.ours,
            errors: errors.ours)
    }
}

/// The descriptors opened on the way to a child, of which those not released are closed at the end.
private struct DescriptorBag {
    private var descriptors: [Int32] = []

    mutating func socketPair() throws(ProcessError) -> (ours: Int32, theirs: Int32) {
        var pair: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &pair) == 0 else { throw ProcessError(call: "socketpair", code: errno) }
        return try keep(ours: pair[0], theirs: pair[1])
    }

    mutating func pipe() throws(ProcessError) -> (ours: Int32, theirs: Int32) {
        var pair: [Int32] = [-1, -1]
        guard pipe2(&pair, O_CLOEXEC) == 0 else { throw ProcessError(call: "pipe2", code: errno) }
        return try keep(ours: pair[0], theirs: pair[1])
    }

    mutating func release(_ released: [Int32]) {
        descriptors.removeAll { released.contains($0) }
    }

    mutating func closeAll() {
        for descriptor in descriptors { close(descriptor) }
        descriptors = []
    }

    private mutating func keep(ours: Int32, theirs: Int32) throws(ProcessError) -> (ours: Int32, theirs: Int32) {
        descriptors += [ours, theirs]
        let flags = fcntl(ours, F_GETFL)
        guard flags >= 0, fcntl(ours, F_SETFL, flags | O_NONBLOCK) == 0 else {
            throw ProcessError(call: "fcntl", code: errno)
        }
        return (ours, try aboveStandard(theirs))
    }

    /// A program that runs without standard descriptors gets theirs for new ones; the child's would then be
    /// overwritten while they are moved to their places.
    private mutating func aboveStandard(_ descriptor: Int32) throws(ProcessError) -> Int32 {
        if descriptor > STDERR_FILENO { return descriptor }
        let moved = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
        guard moved >= 0 else { throw ProcessError(call: "fcntl", code: errno) }
        descriptors.append(moved)
        return moved
    }
}
