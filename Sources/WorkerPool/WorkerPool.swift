import Dispatch
import Worker

// WorkerPool: keeps worker processes alive and gives them jobs. In goes a Job, out comes its Reply or the reason why
// there is none. Whatever a worker does (hang, spin, crash, grow, talk nonsense) costs its own job and nothing else.
// It never looks into a job's or a reply's body, never retries a job, and never blocks its caller.

/// A set of worker processes that do one job each at a time. Jobs of one lane begin in the order they were submitted; lanes
/// take turns, and of several workers one lane never has all.
///
/// Everything is owned by one serial queue. Workers are started when there is work for them, replaced when they die,
/// and end with the pool or with the process that holds it, whichever comes first.
public final class WorkerPool: Sendable {
    private let core: PoolCore

    /// - Parameters:
    ///   - configuration: how many workers there are, and under which limits.
    ///   - completionQueue: where completions are called; a serial queue of the pool's own if nil.
    /// - Throws: `noExecutable`, `invalidConfiguration` or `noThread`. No process is started yet.
    public init(
        configuration: WorkerPoolConfiguration, completionQueue: DispatchQueue? = nil
    ) throws(WorkerPoolError) {
        try configuration.check()
        core = try PoolCore(
            configuration, completionQueue: completionQueue ?? DispatchQueue(label: "copydesk.workers.completions"))
    }

    /// A pool that is dropped without ``shutdown(grace:completion:)`` kills its workers.
    deinit {
        core.queue.async { [core] in core.shutDown(grace: .zero) {} }
    }

    /// Gives a job to the next free worker. From any thread.
    ///
    /// The pool holds any number of waiting jobs with their bodies; the caller decides how many that are.
    /// - Parameters:
    ///   - job: its number is the pool's to choose.
    ///   - lane: whose job it is, such as the host that sent the page. Jobs without one share a lane that may have all
    ///     workers.
    ///   - isPatient: whether it begins only once no other job waits that may begin; it has no lane then.
    ///   - completion: called once, whatever happens.
    public func submit(
        _ job: Job, lane: String? = nil, isPatient: Bool = false,
        completion: @escaping @Sendable (Result<Reply, WorkerFailure>) -> Void
    ) {
        do {
            let assignment = Assignment(
                id: job.id, frame: try job.frame(), lane: lane, isPatient: isPatient, completion: completion)
            core.queue.async { [core] in core.submit(assignment) }
        } catch {
            core.queue.async { [core] in core.submit(unsendable: error, completion: completion) }
        }
    }

    /// Ends the pool. Jobs that wait fail at once, jobs that have begun may end within `grace`.
    /// - Parameters:
    ///   - grace: for jobs that have begun.
    ///   - completion: called after all jobs' completions, when no worker process is left.
    public func shutdown(grace: Duration = .seconds(1), completion: @escaping @Sendable () -> Void) {
        core.queue.async { [core] in core.shutDown(grace: grace, completion: completion) }
    }

    /// Calls back as soon as the pool and its completions move, where completions are called. Jobs may wait all the same.
    public func echo(completion: @escaping @Sendable () -> Void) {
        core.queue.async { [core] in core.completionQueue.async(execute: completion) }
    }

    /// From any thread, also in a completion.
    public var statistics: WorkerPoolStatistics {
        core.statistics.withLock { $0 }
    }
}
