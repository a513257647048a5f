internal import CSystem
import Glibc

/// What a worker gives up before the first foreign byte, so that nothing a page does to it reaches further.
///
/// The pool passes it on the command line, since a process can be sure of its own limits only by setting them itself.
public struct Confinement: Equatable, Sendable {
    /// The most address space (RLIMIT_AS) in bytes; nil for no limit, which only a sanitizer's build needs.
    public var memoryLimitBytes: Int?
    /// The most processor time in seconds (RLIMIT_CPU), until the pool moves it with each job; nil for no limit.
    public var cpuLimitSeconds: Int?
    /// The process the worker must not outlive: when it is gone already, the worker ends at once.
    public var parentProcess: Int32?
    /// Whether to go on where the kernel offers neither wall, with the limits alone.
    public var allowsUnconfined: Bool

    public init(
        memoryLimitBytes: Int? = nil, cpuLimitSeconds: Int? = nil, parentProcess: Int32? = nil,
        allowsUnconfined: Bool = false
    ) {
        self.memoryLimitBytes = memoryLimitBytes
        self.cpuLimitSeconds = cpuLimitSeconds
        self.parentProcess = parentProcess
        self.allowsUnconfined = allowsUnconfined
    }

    /// Standard input, output and error are open, and nothing else ever will be.
    private static let descriptorLimit = rlim_t(STDERR_FILENO + 1)

    /// Applies it to this process, for ever. The process has one thread: the walls are around the one that calls.
    /// - Returns: which walls this kernel cannot raise, as a sentence for the log; empty when all stand.
    /// - Throws: `unconfined`; `noWalls` where there is neither wall and nobody allowed that.
    public func enter() throws(WorkerError) -> String {
        try dieWithParent()
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // A worker ends when its input does. A terminal or a service manager that signals the whole group means
            // the pool's process, and must not make a page look as if it had killed its worker.
            Glibc.signal(signal, SIG_IGN)
        }
        closefrom(STDERR_FILENO + 1)
        try check("prctl(PR_SET_NO_NEW_PRIVS)", copydesk_set_no_new_privileges())
        let hasFileWall = FileWall.isOffered
        let openToFiles = try FileWall.raise()
        try limit("RLIMIT_CORE", RLIMIT_CORE, 0)
        try limit("RLIMIT_NOFILE", RLIMIT_NOFILE, Self.descriptorLimit)
        if let memoryLimitBytes { try limit("RLIMIT_AS", RLIMIT_AS, rlim_t(memoryLimitBytes)) }
        if let cpuLimitSeconds {
            try check("setrlimit(RLIMIT_CPU)", copydesk_limit_own_cpu_seconds(rlim_t(cpuLimitSeconds)))
        }
        let openToCalls = try SystemCallWall.raise()
        try judge(hasFileWall: hasFileWall, hasCallWall: openToCalls.isEmpty)
        return [openToFiles, openToCalls].filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// One wall keeps a page from files and network; with none, a page that takes the process over has all that its user has.
    func judge(hasFileWall: Bool, hasCallWall: Bool) throws(WorkerError) {
        if !hasFileWall, !hasCallWall, !allowsUnconfined { throw .noWalls }
    }

    /// The signal is lost if the parent died before it was asked for; hence the look afterwards.
    private func dieWithParent() throws(WorkerError) {
        try check("prctl(PR_SET_PDEATHSIG)", copydesk_die_with_parent())
        if let parentProcess, getppid() != parentProcess {
            throw .unconfined(call: "the parent is gone; getppid", code: ESRCH)
        }
    }

    private func limit(_ name: String, _ resource: __rlimit_resource, _ value: rlim_t) throws(WorkerError) {
        try check("setrlimit(\(name))", copydesk_limit_resource(Int32(resource.rawValue), value))
    }

    private func check(_ call: String, _ result: Int32) throws(WorkerError) {
        if result != 0 { throw .unconfined(call: call, code: errno) }
    }
}

extension Confinement {
    private static let memoryOption = "--memory-bytes"
    private static let cpuOption = "--cpu-seconds"
    private static let parentOption = "--parent-process"
    private static let unconfinedOption = "--allow-unconfined"

    /// The arguments, without the program's name, that ``init(arguments:)`` reads back.
    public var arguments: [String] {
        var arguments: [String] = []
        if let memoryLimitBytes { arguments += [Self.memoryOption, "\(memoryLimitBytes)"] }
        if let cpuLimitSeconds { arguments += [Self.cpuOption, "\(cpuLimitSeconds)"] }
        if let parentProcess { arguments += [Self.parentOption, "\(parentProcess)"] }
        if allowsUnconfined { arguments += [Self.unconfinedOption, "1"] }
        return arguments
    }

    /// - Parameter arguments: without the program's name.
    /// - Throws: `usage`.
    public init(arguments: [String]) throws(WorkerError) {
        self.init()
        var rest = arguments[...]
        while let option = rest.popFirst() {
            guard let value = rest.popFirst().flatMap({ Int($0) }), value > 0 else {
                throw .usage("\(option) needs a positive number")
            }
            switch option {
            case Self.memoryOption: memoryLimitBytes = value
            case Self.cpuOption: cpuLimitSeconds = value
            case Self.unconfinedOption: allowsUnconfined = true
            case Self.parentOption: parentProcess = Int32(clamping: value)
            default: throw .usage("unknown option \(option)")
            }
        }
    }
}
