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
/// Dispatch on Linux catches the signal with a handler of its own, so exec(3) resets it in worker processes. It blocks
/// the signal in the thread that it came to, however: whoever spawns a process gives it an empty signal mask
/// (posix_spawnattr_setsigmask(3)), or SIGTERM may not reach it.
public final class SignalSources: Sendable {
    private let sources: Mutex<[any DispatchSourceSignal]>

    /// Starts to listen.
    /// - Parameters:
    ///   - queue: where `handler` runs. Signals of one kind that come together may be one call.
    public init(
        _ signals: [DaemonSignal] = DaemonSignal.allCases, queue: DispatchQueue,
        handler: @escaping @Sendable (DaemonSignal) -> Void
    ) {
        sources = Mutex(
            signals.map { signal in
                let source = DispatchSource.makeSignalSource(signal: signal.number, queue: queue)
                source.setEventHandler { handler(signal) }
                source.activate()
                return source
            })
    }

    /// Stops listening and gives the signals back their default effect. May be called again.
    public func cancel() {
        sources.withLock { sources in
            for source in sources {
                source.cancel()
                // Dispatch leaves its handler in place, and the signal would be swallowed from then on.
                Glibc.signal(Int32(source.handle), SIG_DFL)
            }
            sources = []
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
}
