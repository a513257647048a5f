/// How long a host that says it is overloaded (429, 503) is left alone: at least what it asks for, and longer from time to
/// time, up to a day.
public struct OverloadBackoff: Sendable {
    private let backoff: Backoff
    private var hosts: [HostKey: (times: Int, last: Instant)] = [:]

    /// Beyond so many hosts those of long ago are forgotten.
    private static let hostLimit = 4096

    public init(backoff: Backoff = Backoff(first: .seconds(60), ceiling: .seconds(86_400), jitter: 0.25)) {
        self.backoff = backoff
    }

    /// Takes in a host's answer.
    /// - Parameters:
    ///   - host: who answered.
    ///   - status: nil where there was no answer, which says nothing about load.
    ///   - retryAfter: what the answer asked for (RFC 9110, section 10.2.3).
    ///   - random: in 0..<1; 0 gives the full delay.
    ///   - now: when it came.
    /// - Returns: for how long nothing may be asked of the host; nil where nothing speaks against it.
    public mutating func pause(
        of host: HostKey, status: Int?, retryAfter: Duration?, random: Double, now: Instant
    ) -> Duration? {
        guard let status else { return nil }
        guard status == 429 || status == 503 else {
            // Another failure of the server does not say that the load is gone.
            if status < 500 { hosts[host] = nil }
            return nil
        }
        if hosts.count >= Self.hostLimit { hosts = hosts.filter { $0.value.last > now - backoff.ceiling * 2 } }
        let times = (hosts[host]?.times ?? 0) + 1
        hosts[host] = (min(times, 1000), now)
        return backoff.delay(afterFailures: times, random: random, retryAfter: retryAfter)
    }
}

extension OverloadBackoff {
    /// For tests of what it keeps in memory.
    var rememberedHosts: Int { hosts.count }
}
