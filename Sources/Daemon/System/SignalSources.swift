public import Dispatch
import Glibc
import Synchronization

/// The signals that the daemon acts on.
public enum DaemonSignal: CaseIterable, Sendable {
    /// SIGTERM and SIGINT: stop cleanly.
    case terminate, interrupt
    /// SIGHUP: reload the configuration.
    case hangUp

    /// The number that kill(2) takes.
    public var number: Int32 {
        switch self {
        case .terminate: SIGTERM
        case .interrupt: SIGINT
        case .hangUp: SIGHUP
        }
    }
}

/// Turns signals into calls on a queue, as long as the owner keeps it; then they end the process again.
///
/// A Dispatch source watches a pipe that the signal handler writes to. Dispatch's own signal source will not do on
/// Linux: as measured, a signal right after its activation still ended the process, and one after its cancellation
/// was lost.
/// exec(3) gives every child the default effect again. Dispatch's threads run with signals blocked, however, and
/// children inherit that: whoever spawns a process gives it an empty mask (posix_spawnattr_setsigmask(3)), or SIGTERM
/// does not reach it.
///
/// One owner at a time, for the pipe is the process's; the next may be made once this one is cancelled.
public final class SignalSources: Sendable {
    private let signals: [DaemonSignal]
    /// `nil` once cancelled.
    private let source: Mutex<(any DispatchSourceRead)?>

    /// Starts to listen.
    /// - Parameters:
    ///   - signals: those that no longer end the process.
    ///   - queue: where `handler` runs, once for each signal; signals of one kind that come together may be one.
    ///   - handler: called with the signal that came.
    public init(
        _ signals: [DaemonSignal] = DaemonSignal.allCases, queue: DispatchQueue,
        handler: @escaping @Sendable (DaemonSignal) -> Void
    ) {
        self.signals = signals
        // What came to a predecessor too late is not meant for this owner.
        _ = SignalPipe.shared.receive()
        source = Mutex(Self.makeSource(signals, queue, handler))
        for signal in signals { SignalPipe.catchSignal(signal.number) }
        Self.unblock(signals)
    }

    /// Stops listening and gives the signals back their default effect. May be called again.
    public func cancel() {
        source.withLock { source in
            guard let active = source else { return }
            for signal in signals { Glibc.signal(signal.number, SIG_DFL) }
            active.cancel()
            source = nil
        }
    }

    deinit {
        cancel()
    }

    /// Lets write(2) to a pipe or socket without a reader fail with EPIPE instead of ending the process.
    /// Ignored signals stay ignored in spawned processes unless they are reset (posix_spawnattr_setsigdefault(3)).
    public static func ignoreBrokenPipes() {
        Glibc.signal(SIGPIPE, SIG_IGN)
    }

    /// A parent may have started us with signals blocked; then no handler would ever run. The calling thread takes them.
    private static func unblock(_ signals: [DaemonSignal]) {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal.number) }
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }

    private static func makeSource(
        _ signals: [DaemonSignal], _ queue: DispatchQueue, _ handler: @escaping @Sendable (DaemonSignal) -> Void
    ) -> sending any DispatchSourceRead {
        let source = DispatchSource.makeReadSource(fileDescriptor: SignalPipe.shared.readEnd, queue: queue)
        source.setEventHandler {
            for number in SignalPipe.shared.receive() {
                if let signal = signals.first(where: { $0.number == number }) { handler(signal) }
            }
        }
        source.activate()
        return source
    }
}

/// The pipe between the signal handler and the queue; it lives as long as the process, because a handler may be
/// about to write to it at any time.
private struct SignalPipe {
    static let shared = SignalPipe()

    let readEnd: Int32
    private let writeEnd: Int32

    private init() {
        var ends: [Int32] = [-1, -1]
        // Without descriptors the pipe stays closed, and signals are lost; nothing else would start then either.
        // A pair of sockets serves as a pipe that is made non-blocking and closed on exec in one call.
        let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        _ = socketpair(AF_UNIX, Int32(kind), 0, &ends)
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    /// The numbers of the signals that came.
    func receive() -> [Int32] {
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = read(readEnd, &buffer, buffer.count)
        return buffer.prefix(max(count, 0)).map(Int32.init)
    }

    /// Lets the signal write its number. `shared` exists before the handler does.
    static func catchSignal(_ number: Int32) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { number in SignalPipe.shared.send(number) }
        action.sa_flags = SA_RESTART
        sigaction(number, &action, nil)
    }

    /// Runs within the signal handler: calls only what signal-safety(7) allows, and leaves errno alone. A pipe that is
    /// full holds enough signals.
    private func send(_ number: Int32) {
        let saved = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(writeEnd, &byte, 1)
        errno = saved
    }
}
