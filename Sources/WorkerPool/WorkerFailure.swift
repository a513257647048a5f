/// Why a job has no reply.
public enum WorkerFailure: Error, Equatable, Sendable {
    /// It took longer than `limit` by the clock; its worker was killed.
    case timedOut(limit: Duration)
    /// It used more processor time than `limit`; its worker was killed.
    case cpuExceeded(limit: Duration)
    /// Its worker ended for want of memory.
    case memoryExceeded(limitBytes: Int)
    /// Its worker ended by itself. The text is the end of what it wrote on standard error, printable.
    case crashed(WorkerExit, standardError: String)
    /// Its worker answered with something that is no reply to it, and was killed.
    case brokeProtocol(String)
    /// It does not fit into a frame; no worker has seen it.
    case unsendable(String)
    /// Workers die as they start, or cannot be started; no worker has seen the job.
    case couldNotStart(String)
    /// The pool was shut down before there was a reply.
    case shutDown
}

/// How a process ended.
public enum WorkerExit: Equatable, Sendable {
    case status(Int32)
    case signal(Int32)
    /// Somebody else in this process took the status away.
    case unknown
}

extension WorkerFailure {
    /// Whether the job itself is to blame and would most likely fail again: set it aside. Otherwise it may be
    /// submitted again later.
    public var isJobsFault: Bool {
        switch self {
        case .timedOut, .cpuExceeded, .memoryExceeded, .crashed, .brokeProtocol, .unsendable: true
        case .couldNotStart, .shutDown: false
        }
    }

    /// A short stable word for records and counters.
    public var code: String {
        switch self {
        case .timedOut: "timeout"
        case .cpuExceeded: "cpu"
        case .memoryExceeded: "memory"
        case .crashed: "crash"
        case .brokeProtocol: "protocol"
        case .unsendable: "unsendable"
        case .couldNotStart: "no-worker"
        case .shutDown: "shutdown"
        }
    }
}

extension WorkerFailure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .timedOut(let limit): "took longer than \(limit)"
        case .cpuExceeded(let limit): "used more than \(limit) of processor time"
        case .memoryExceeded(let limitBytes): "needed more than \(limitBytes >> 20) MiB of memory"
        case .crashed(let exit, let text): text.isEmpty ? "worker \(exit)" : "worker \(exit): \(text)"
        case .brokeProtocol(let text): "worker broke the protocol: \(text)"
        case .unsendable(let text): "job cannot be sent: \(text)"
        case .couldNotStart(let text): "no worker starts: \(text)"
        case .shutDown: "the workers were shut down"
        }
    }
}

extension WorkerExit: CustomStringConvertible {
    public var description: String {
        switch self {
        case .status(let status): "exited with status \(status)"
        case .signal(let signal): "was ended by signal \(signal)"
        case .unknown: "ended"
        }
    }
}
