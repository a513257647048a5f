import Glibc

/// Tells systemd how the service is doing, by the protocol of sd_notify(3), without libsystemd.
///
/// Each call is one datagram to the socket that `NOTIFY_SOCKET` names. Without systemd every call does nothing. A
/// message that cannot be sent is dropped: the manager's own time-outs notice what matters. The type is a value
/// without state, so any queue may use it.
public struct ServiceNotifier: Sendable {
    /// How often systemd wants a sign of life, at most; `nil` when it wants none. Feed it more often than at half of that.
    public let watchdogInterval: Duration?
    /// `nil` without systemd.
    private let address: UnixSocketAddress?

    /// - Parameter environment: the process's; `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID` count.
    public init(environment: [String: String]) {
        address = environment["NOTIFY_SOCKET"].flatMap(UnixSocketAddress.init)
        watchdogInterval = Self.watchdogInterval(environment)
    }

    /// Whether a service manager listens.
    public var isActive: Bool { address != nil }

    /// Start-up, or a reload, is complete.
    public func ready(status: String) {
        send("READY=1\nSTATUS=\(line(status))")
    }

    /// A sentence for `systemctl status`.
    public func status(_ sentence: String) {
        send("STATUS=\(line(sentence))")
    }

    /// A reload begins; ``ready(status:)`` ends it, also when the old configuration is kept.
    public func reloading() {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        send("RELOADING=1\nMONOTONIC_USEC=\(Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000)")
    }

    /// A clean stop begins.
    public func stopping(status: String) {
        send("STOPPING=1\nSTATUS=\(line(status))")
    }

    /// A sign of life; does nothing when none is wanted.
    public func watchdog() {
        if watchdogInterval != nil { send("WATCHDOG=1") }
    }

    /// A line feed would begin another assignment.
    private func line(_ text: String) -> String {
        LogText.clean(text, limit: 300)
    }

    private static func watchdogInterval(_ environment: [String: String]) -> Duration? {
        guard let microseconds = environment["WATCHDOG_USEC"].flatMap(Int64.init), microseconds > 0 else { return nil }
        // A child of the service inherits the variables, but the watchdog is not meant for it (sd_watchdog_enabled(3)).
        if let process = environment["WATCHDOG_PID"], process != "\(getpid())" { return nil }
        return .microseconds(microseconds)
    }

    private func send(_ message: String) {
        guard let address else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // A manager that does not read fills the socket's queue; it must not hold the daemon up.
        var limit = timeval(tv_sec: 0, tv_usec: 500_000)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let bytes = Array(message.utf8)
        address.withPointer { pointer, length in
            while sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), pointer, length) < 0, errno == EINTR {}
        }
    }
}
