import Dispatch
import Glibc
import Worker

/// A job in the pool's care, until its completion is called, once.
struct Assignment: Sendable {
    let id: UInt32
    /// Empty once it is on its way.
    var frame: [UInt8]
    /// Whose turn it is to have a worker; nil for nobody's in particular.
    let lane: String?
    /// Whether it begins only where nothing else may.
    var isPatient = false
    /// Since when it waits.
    let submitted = ContinuousClock.now
    let completion: @Sendable (Result<Reply, WorkerFailure>) -> Void
}

/// What becomes of a job, or of the member itself.
enum PoolMemberEvent {
    /// Ready for the next job.
    case idle(note: String)
    case finished(Assignment, Result<Reply, WorkerFailure>)
    /// Killed for what it did, or for not ending in time.
    case killed
    /// It will take no more jobs.
    case unfit
    /// The process is gone; nothing comes after this.
    case gone(PoolMemberEnd)
}

/// How a member ended, as far as the pool draws a conclusion from it.
enum PoolMemberEnd {
    /// It was told to, or killed, or died in a job.
    case expected
    /// As `expected`, because it had done its share.
    case recycled
    case crashed
    /// It had done nothing yet.
    case failedStart(String)
}

/// The life of one worker: starting, idle, busy, leaving or doomed, gone. Confined to the pool's queue.
final class PoolMember: @unchecked Sendable {  // Confined to the pool's queue.
    private enum State {
        case starting
        case idle
        case busy(Assignment, Watchdog)
        /// Its input is closed, it may finish in peace for a moment.
        case leaving
        /// It is killed.
        case doomed
    }

    /// How long a worker may take to end after its input or its output has.
    private static let endLimit = Duration.milliseconds(500)

    private let configuration: WorkerPoolConfiguration
    private let queue: DispatchQueue
    private let timer: any DispatchSourceTimer
    private var process: WorkerProcess?
    private var state = State.starting
    private var answered = 0
    private var isLeaving = false
    private var outputEnded = false
    private var startFailure: String?
    private var onEvent: ((PoolMemberEvent) -> Void)?

    /// - Parameter onEvent: called on the queue; released after `gone`.
    init(
        _ child: SpawnedChild, configuration: WorkerPoolConfiguration, queue: DispatchQueue,
        onEvent: @escaping (PoolMember, PoolMemberEvent) -> Void
    ) {
        self.configuration = configuration
        self.queue = queue
        timer = DispatchSource.makeTimerSource(queue: queue)
        self.onEvent = { [unowned self] in onEvent(self, $0) }
        process = WorkerProcess(child, queue: queue) { [weak self] in self?.handle($0) }
        timer.setEventHandler { [weak self] in self?.timeIsUp() }
        timer.activate()
        look(after: configuration.startLimit)
    }

    deinit {
        timer.cancel()
    }

    /// Only an idle member takes a job.
    func take(_ assignment: Assignment) {
        dispatchPrecondition(condition: .onQueue(queue))
        guard let process else { return }
        // A large page is not kept a second time for as long as it is worked on.
        let frame = assignment.frame
        var assignment = assignment
        assignment.frame = []
        let watchdog = Watchdog(
            wallLimit: configuration.wallLimit, cpuLimit: configuration.cpuLimit, begin: now(),
            cpuAtBegin: process.cpuTime)
        state = .busy(assignment, watchdog)
        process.send(frame, cpuLimit: configuration.cpuLimit)
        timeIsUp()
    }

    /// Takes no more jobs. What it is doing it may finish, then it ends.
    func leave() {
        dispatchPrecondition(condition: .onQueue(queue))
        isLeaving = true
        process?.finishInput()
        switch state {
        case .starting, .idle:
            state = .leaving
            look(after: Self.endLimit)
        case .busy, .leaving, .doomed:
            break
        }
    }

    /// Ends at once; its job, if any, fails for this reason.
    func die(of failure: WorkerFailure) {
        dispatchPrecondition(condition: .onQueue(queue))
        let previous = state
        if case .doomed = previous { return }
        state = .doomed
        look(after: nil)
        process?.kill()
        switch previous {
        case .busy(let assignment, _): onEvent?(.finished(assignment, .failure(failure)))
        case .starting: startFailure = "\(failure)"
        case .idle: startFailure = answered == 0 ? "\(failure)" : nil
        case .leaving, .doomed: break
        }
        onEvent?(.killed)
    }
}

// MARK: - What the process does

extension PoolMember {
    private func handle(_ event: WorkerProcess.Event) {
        dispatchPrecondition(condition: .onQueue(queue))
        if case .ended(let exit, let peakMemoryBytes) = event {
            return ended(exit, peakMemoryBytes: peakMemoryBytes)
        }
        if case .doomed = state { return }
        switch event {
        case .frame(let frame): received(frame)
        case .garbage(let error): die(of: .brokeProtocol("\(error)"))
        case .flood: die(of: .brokeProtocol("it floods standard error"))
        case .outputEnded:
            outputEnded = true
            look(after: Self.endLimit)
            onEvent?(.unfit)
        case .ended: break
        }
    }

    private func received(_ frame: Frame) {
        switch (state, frame.kind) {
        case (.starting, .ready):
            look(after: nil)
            state = .idle
            onEvent?(.idle(note: DiagnosticTail.printable(frame.payload)))
        case (.busy(let assignment, _), .reply):
            finish(assignment, frame.payload)
        case (.leaving, .ready):
            break
        default:
            die(of: .brokeProtocol("a frame of kind \(frame.kind) when none was due"))
        }
    }

    private func finish(_ assignment: Assignment, _ payload: [UInt8]) {
        do throws(WorkerError) {
            let reply = try Reply(decoding: payload)
            guard reply.id == assignment.id else { throw .malformed("reply to job \(reply.id), not \(assignment.id)") }
            state = .idle
            answered += 1
            look(after: nil)
            onEvent?(.finished(assignment, .success(reply)))
            if isLeaving || answered >= configuration.recycleAfter { leave() } else { onEvent?(.idle(note: "")) }
        } catch {
            die(of: .brokeProtocol("\(error)"))
        }
    }

    private func ended(_ exit: WorkerExit, peakMemoryBytes: Int) {
        let failure = failure(for: exit, peakMemoryBytes: peakMemoryBytes)
        let end: PoolMemberEnd
        switch state {
        case .starting: end = .failedStart("\(failure)")
        case .idle where answered == 0: end = .failedStart("\(failure)")
        case .idle: end = .crashed
        case .busy(let assignment, _):
            onEvent?(.finished(assignment, .failure(failure)))
            end = .crashed
        case .leaving: end = answered >= configuration.recycleAfter ? .recycled : .expected
        case .doomed: end = startFailure.map { .failedStart($0) } ?? .expected
        }
        state = .doomed
        timer.cancel()
        process = nil
        onEvent?(.gone(end))
        onEvent = nil
    }

    private func failure(for exit: WorkerExit, peakMemoryBytes: Int) -> WorkerFailure {
        let diagnostics = process?.diagnostics ?? DiagnosticTail()
        if exit == .signal(SIGXCPU) { return .cpuExceeded(limit: configuration.cpuLimit) }
        if let limit = configuration.memoryLimitBytes,
            diagnostics.tellsOfMemory || peakMemoryBytes > limit / 8 * 7
        {
            return .memoryExceeded(limitBytes: limit)
        }
        return .crashed(exit, standardError: diagnostics.text)
    }
}

// MARK: - What the clock says

extension PoolMember {
    private func timeIsUp() {
        dispatchPrecondition(condition: .onQueue(queue))
        if outputEnded { return die(of: .brokeProtocol("it closed its output")) }
        switch state {
        case .starting: die(of: .timedOut(limit: configuration.startLimit))
        case .busy(_, let watchdog):
            switch watchdog.look(now: now(), cpu: process?.cpuTime ?? .zero) {
            case .overran(let failure): die(of: failure)
            case .lookAgain(let wait): look(after: wait)
            }
        case .leaving: die(of: .shutDown)
        case .idle, .doomed: break
        }
    }

    /// - Parameter wait: nil for never.
    private func look(after wait: Duration?) {
        let deadline: DispatchTime = wait.map { .now() + $0.dispatchInterval } ?? .distantFuture
        timer.schedule(deadline: deadline, leeway: .milliseconds(1))
    }

    private func now() -> Duration {
        .nanoseconds(Int64(DispatchTime.now().uptimeNanoseconds))
    }
}

extension Duration {
    /// Rounded down to nanoseconds.
    var dispatchInterval: DispatchTimeInterval {
        let (seconds, attoseconds) = components
        return .nanoseconds(Int(clamping: seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
    }
}
