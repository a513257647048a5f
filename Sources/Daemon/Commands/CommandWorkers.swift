import Dispatch
import Scheduling
import Synchronization
import Worker
import WorkerPool

/// The workers of a one-shot command; they end with it.
final class CommandWorkers: Sendable {
    let pool: WorkerPool

    /// - Parameters:
    ///   - count: how many pages are worked on at once.
    ///   - executable: of the worker; nil for the one beside this program.
    init(count: Int = 1, executable: String? = nil) throws(CommandFailure) {
        do throws(WorkerPoolError) {
            pool = try WorkerPool(
                configuration: WorkerPoolConfiguration(
                    executable: try WorkerExecutable.locate(override: executable), count: count))
        } catch {
            throw CommandFailure(.tryLater, "\(error)")
        }
    }

    /// Does one job and waits for its reply's body.
    /// - Throws: a data error when the input is refused or breaks its worker, "try later" when no worker can be had.
    func run(_ job: Job) throws(CommandFailure) -> [UInt8] { try Self.result(of: try reply(to: job)) }

    /// Does one job and waits for its reply, which may be a refusal.
    /// - Throws: a data error when the input breaks its worker, "try later" when no worker can be had.
    func reply(to job: Job) throws(CommandFailure) -> Reply {
        let result = Mutex<Result<Reply, WorkerFailure>?>(nil)
        let done = DispatchSemaphore(value: 0)
        pool.submit(job) { reply in
            result.withLock { $0 = reply }
            done.signal()
        }
        done.wait()
        switch result.withLock({ $0 }) {
        case .success(let reply):
            return reply
        case .failure(let failure):
            throw CommandFailure(failure.isJobsFault ? .dataError : .tryLater, "\(failure)")
        case nil:
            throw CommandFailure(.bug, "a worker's answer is missing")
        }
    }

    /// What a robots.txt says to an agent.
    func robots(_ file: [UInt8], agent: String) -> RobotsOutcome {
        var job = Job(id: 2, operation: .robots, body: file)
        job["agent"] = agent
        do throws(CommandFailure) {
            let rules = RobotsRules(compiled: try run(job))
            return rules.map { .rules($0) } ?? .unreadable("a worker's answer holds no rules")
        } catch {
            return .unreadable(error.message)
        }
    }

    /// The reply's body.
    /// - Throws: a data error when the input was refused.
    static func result(of reply: Reply) throws(CommandFailure) -> [UInt8] {
        guard case .refused(_, let message) = reply.outcome else { return reply.body }
        throw CommandFailure(.dataError, message)
    }

    /// Ends all workers and waits for that.
    func end() {
        let done = DispatchSemaphore(value: 0)
        pool.shutdown(grace: .zero) { done.signal() }
        done.wait()
    }
}
