import Dispatch
import Glibc
import Synchronization
import Worker

/// The pool itself: who waits, who works, who has to be started. Confined to its queue; only ``statistics`` may be
/// read anywhere.
final class PoolCore: @unchecked Sendable {  // Confined to `queue`, but for constants and the Mutex.
    let queue = DispatchQueue(label: "copydesk.workers")
    let statistics = Mutex(WorkerPoolStatistics())

    private let configuration: WorkerPoolConfiguration
    let completionQueue: DispatchQueue
    private let spawnThread: SpawnThread
    private var waiting: JobQueue
    private var members: [PoolMember] = []
    /// The latest used is taken first, so that memory that is warm stays so.
    private var idle: [PoolMember] = []
    private var busy = 0
    /// As many as have been of use at a time; one that is lost is replaced up to here.
    private var wanted = 0
    private var backoff = StartBackoff()
    private var isPausing = false
    private var isShuttingDown = false
    private var shutdownCompletions: [@Sendable () -> Void] = []

    init(_ configuration: WorkerPoolConfiguration, completionQueue: DispatchQueue) throws(WorkerPoolError) {
        self.configuration = configuration
        self.completionQueue = completionQueue
        // One worker is left to the others, however long what a lane has begun may take.
        waiting = JobQueue(share: max(1, configuration.count - 1))
        spawnThread = try SpawnThread()
    }

    func submit(_ assignment: Assignment) {
        dispatchPrecondition(condition: .onQueue(queue))
        count { $0.submitted += 1 }
        if isShuttingDown { return finish(assignment, .failure(.shutDown)) }
        waiting.append(assignment)
        assignWork()
    }

    func submit(unsendable error: WorkerError, completion: @escaping @Sendable (Result<Reply, WorkerFailure>) -> Void) {
        dispatchPrecondition(condition: .onQueue(queue))
        count { $0.submitted += 1 }
        finish(Assignment(id: 0, frame: [], lane: nil, completion: completion), .failure(.unsendable("\(error)")))
    }

    /// - Parameter grace: how long jobs that have begun may go on.
    func shutDown(grace: Duration, completion: @escaping @Sendable () -> Void) {
        dispatchPrecondition(condition: .onQueue(queue))
        shutdownCompletions.append(completion)
        if !isShuttingDown {
            isShuttingDown = true
            failWaiting(.shutDown)
            for member in members { member.leave() }
            queue.asyncAfter(deadline: .now() + grace.dispatchInterval) {
                for member in self.members { member.die(of: .shutDown) }
            }
        }
        endIfEmpty()
    }

    private func endIfEmpty() {
        guard isShuttingDown, members.isEmpty else { return }
        spawnThread.finish()
        for completion in shutdownCompletions { completionQueue.async(execute: completion) }
        shutdownCompletions = []
    }
}

// MARK: - Jobs

extension PoolCore {
    /// Gives jobs to idle members, then sees to it that there are enough members for the rest.
    private func assignWork() {
        while !idle.isEmpty, let assignment = waiting.next() {
            busy += 1
            count { $0.wait.add(ContinuousClock.now - assignment.submitted) }
            idle.removeLast().take(assignment)
        }
        startMembers()
        if !waiting.isEmpty, isPausing, backoff.hasGivenUp, members.isEmpty {
            failWaiting(.couldNotStart(backoff.reason))
        }
        count { $0.waiting = waiting.count }
    }

    private func failWaiting(_ failure: WorkerFailure) {
        for assignment in waiting.removeAll() { finish(assignment, .failure(failure)) }
    }

    private func finish(_ assignment: Assignment, _ result: Result<Reply, WorkerFailure>) {
        count { statistics in
            switch result {
            case .success(let reply): statistics.add(reply.work)
            case .failure: statistics.failed += 1
            }
        }
        completionQueue.async { assignment.completion(result) }
    }

    private func count(_ change: (inout WorkerPoolStatistics) -> Void) {
        statistics.withLock { change(&$0) }
    }
}

// MARK: - Members

extension PoolCore {
    private func startMembers() {
        wanted = min(configuration.count, max(wanted, busy + waiting.count))
        while !isShuttingDown, !isPausing, members.count < wanted { startMember() }
    }

    private func startMember() {
        let confinement = Confinement(
            memoryLimitBytes: configuration.memoryLimitBytes,
            cpuLimitSeconds: Int(configuration.startLimit.components.seconds) + 2, parentProcess: getpid(),
            allowsUnconfined: configuration.allowsUnconfined)
        let command = SpawnCommand(executable: configuration.executable, arguments: confinement.arguments)
        do {
            let child = try spawnThread.spawn(command)
            members.append(
                PoolMember(child, configuration: configuration, queue: queue) { self.handle($0, $1) })
            count {
                $0.spawned += 1
                $0.alive = members.count
            }
        } catch {
            startFailed("\(error)")
        }
    }

    private func handle(_ member: PoolMember, _ event: PoolMemberEvent) {
        dispatchPrecondition(condition: .onQueue(queue))
        switch event {
        case .idle(let note):
            if !note.isEmpty { count { $0.note = note } }
            idle.append(member)
            assignWork()
        case .finished(let assignment, let result):
            busy -= 1
            waiting.ended(assignment)
            if case .success = result { backoff.succeeded() }
            finish(assignment, result)
        case .killed:
            idle.removeAll { $0 === member }
            count { $0.killed += 1 }
        case .unfit:
            idle.removeAll { $0 === member }
        case .gone(let end):
            remove(member, end)
        }
    }

    private func remove(_ member: PoolMember, _ end: PoolMemberEnd) {
        idle.removeAll { $0 === member }
        members.removeAll { $0 === member }
        count { $0.alive = members.count }
        switch end {
        case .expected: break
        case .recycled: count { $0.recycled += 1 }
        case .crashed: count { $0.crashed += 1 }
        case .failedStart(let reason): startFailed(reason)
        }
        assignWork()
        endIfEmpty()
    }

    /// Several that fail together count once.
    private func startFailed(_ reason: String) {
        count { $0.failedStarts += 1 }
        if isPausing || isShuttingDown { return }
        let delay = backoff.failed(reason)
        if backoff.hasGivenUp { wanted = 0 }
        isPausing = true
        queue.asyncAfter(deadline: .now() + delay.dispatchInterval) { [weak self] in
            guard let self else { return }
            isPausing = false
            assignWork()
        }
    }
}
