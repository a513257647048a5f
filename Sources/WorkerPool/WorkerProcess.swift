internal import CSystem
import Dispatch
import Glibc
import Worker

/// One worker's process and all that connects us to it: writes frames, reads frames, keeps the tail of standard
/// error, and notices its end. It decides nothing. Confined to the pool's queue.
///
/// It keeps itself alive until the process has ended and is reaped, so no child is ever forgotten.
final class WorkerProcess: @unchecked Sendable {  // Confined to the pool's queue.
    enum Event {
        case frame(Frame)
        /// What it writes is no frame.
        case garbage(WorkerError)
        /// It has closed its standard output, most likely because it is ending.
        case outputEnded
        /// It writes on standard error without end.
        case flood
        /// It has ended and is reaped; nothing comes after this.
        /// The peak is 0 where it cannot be told from what it inherited.
        case ended(WorkerExit, peakMemoryBytes: Int)
    }

    private let queue: DispatchQueue
    private let process: pid_t
    private var endSource: ReadinessSource?
    private let input: WriteChannel
    private var output: ReadChannel?
    private var errors: ReadChannel?
    private var assembler = FrameAssembler()
    private(set) var diagnostics = DiagnosticTail()
    private let onEvent: (Event) -> Void
    private var hasEnded = false
    /// Our own peak at the child's start: until it calls exec(2) it runs on our memory, and its peak begins with ours.
    private let inheritedPeak: Int

    /// - Parameter onEvent: called on the queue.
    init(_ child: SpawnedChild, queue: DispatchQueue, onEvent: @escaping (Event) -> Void) {
        self.queue = queue
        self.onEvent = onEvent
        process = child.process
        inheritedPeak = Self.ownPeak
        input = WriteChannel(child.input, queue: queue)
        output = ReadChannel(
            child.output, queue: queue, onBytes: { [weak self] in self?.received($0) },
            onEnd: { [weak self] in self?.onEvent(.outputEnded) })
        errors = ReadChannel(child.errors, queue: queue, onBytes: { [weak self] in self?.complained($0) })
        endSource = ReadinessSource(child.processDescriptor, for: .reading, queue: queue) { self.reap() }
    }

    /// Sends one job. RLIMIT_CPU only guards against a pool that is itself held up: it counts whole seconds, and the
    /// pool's own look at ``cpuTime`` comes before it.
    func send(_ job: [UInt8], cpuLimit: Duration) {
        dispatchPrecondition(condition: .onQueue(queue))
        diagnostics.beginJob()
        let second = (cpuTime + cpuLimit).components.seconds + 2
        // Failing only removes the second line of defence.
        _ = copydesk_limit_cpu_seconds(process, rlim_t(second))
        input.write(job)
    }

    /// Tells the worker that there is no more work.
    func finishInput() {
        input.finish()
    }

    /// Safe against a number that belongs to somebody else by now: it is ours until it is reaped.
    func kill() {
        dispatchPrecondition(condition: .onQueue(queue))
        if !hasEnded { Glibc.kill(process, SIGKILL) }
    }

    /// The processor time it has used in its life; zero when it has ended.
    var cpuTime: Duration {
        var clock = clockid_t()
        var time = timespec()
        guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else { return .zero }
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private func received(_ bytes: UnsafeRawBufferPointer) {
        assembler.append(bytes)
        do {
            while let frame = try assembler.next() { onEvent(.frame(frame)) }
        } catch {
            output?.close()
            onEvent(.garbage(error))
        }
    }

    private func complained(_ bytes: UnsafeRawBufferPointer) {
        diagnostics.append(bytes)
        if diagnostics.isFlood {
            errors?.close()
            onEvent(.flood)
        }
    }

    private func reap() {
        var status: Int32 = 0
        var usage = rusage()
        let reaped = wait4(process, &status, WNOHANG, &usage)
        if reaped == 0 || (reaped < 0 && errno == EINTR) { return }
        errors?.drain()
        output?.drain()
        hasEnded = true
        input.close()
        output?.close()
        errors?.close()
        endSource?.cancel()
        let peak = usage.ru_maxrss > inheritedPeak ? usage.ru_maxrss << 10 : 0
        onEvent(.ended(reaped == process ? WorkerExit(status: status) : .unknown, peakMemoryBytes: peak))
    }

    /// In KiB, as `ru_maxrss` is.
    private static var ownPeak: Int {
        var usage = rusage()
        // The only error is a wrong first argument.
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }
}

extension WorkerExit {
    /// wait(2)'s WIFEXITED, WEXITSTATUS and WTERMSIG.
    init(status: Int32) {
        let signal = status & 0x7F
        self = signal == 0 ? .status(status >> 8 & 0xFF) : .signal(signal)
    }
}
