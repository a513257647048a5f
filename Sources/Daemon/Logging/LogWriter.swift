import Glibc
import Logging
import Synchronization

/// Writes log lines to a descriptor, each in one call; shared by every logger of the process.
///
/// The daemon logs what happened as one short message with fields, `log.info("saved", metadata: ["source": …])`.
/// Values may come from outside: they are cleaned, shortened and stripped of credentials here, at the only exit.
/// A `Mutex` owns the level and the order of the lines.
public final class LogWriter: Sendable {
    private let descriptor: Int32
    private let format: LogFormat
    private let unixMilliseconds: @Sendable () -> Int64
    private let state: Mutex<State>

    private struct State {
        var level: LogLevel
        /// Lines that could not be written since the last one that could.
        var lostLines = 0
    }

    /// Its number in every process (stdin(3)). The C library's name for it may not stand in a public default.
    public static let standardError: Int32 = 2

    /// - Parameters:
    ///   - level: the least important that is written.
    ///   - format: ``LogFormat/auto`` must be resolved before; it is written as ``LogFormat/plain``.
    ///   - descriptor: stays open as long as the writer lives; the writer never closes it.
    ///   - unixMilliseconds: the clock, in milliseconds since 1970 UTC.
    public init(
        level: LogLevel, format: LogFormat, descriptor: Int32 = LogWriter.standardError,
        unixMilliseconds: @escaping @Sendable () -> Int64 = LogWriter.systemMilliseconds
    ) {
        self.descriptor = descriptor
        self.format = format
        self.unixMilliseconds = unixMilliseconds
        state = Mutex(State(level: level))
    }

    /// The least important level that is written; may change while loggers are in use.
    public var level: LogLevel {
        get { state.withLock { $0.level } }
        set { state.withLock { $0.level = newValue } }
    }

    /// Makes this the destination of every `Logger(label:)`. Once in a process, as swift-log demands.
    public func bootstrap() {
        LoggingSystem.bootstrap { _ in LineLogHandler(writer: self) }
    }

    /// The system's clock, in milliseconds since 1970 UTC.
    public static let systemMilliseconds: @Sendable () -> Int64 = {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }

    func write(_ level: LogLevel, _ message: String, _ metadata: Logger.Metadata) {
        let line = LogLine(
            level: level, message: message, metadata: metadata, unixMilliseconds: unixMilliseconds())
        state.withLock { state in
            if state.lostLines > 0 {
                let notice = LogLine(
                    level: .warning, message: "log lines lost", metadata: ["lines": "\(state.lostLines)"],
                    unixMilliseconds: line.unixMilliseconds)
                guard send(notice.rendered(as: format)) else {
                    state.lostLines += 1
                    return
                }
                state.lostLines = 0
            }
            if !send(line.rendered(as: format)) { state.lostLines += 1 }
        }
    }

    /// False when the reader is gone or has not read for a second: a log must not stop the daemon.
    private func send(_ line: String) -> Bool {
        var rest = Array(line.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                guard poll(&wait, 1, 1000) > 0 else { return false }
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }
}
