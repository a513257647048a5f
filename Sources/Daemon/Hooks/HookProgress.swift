import Ledger
import Scheduling

/// How a hook goes on. Pure.
extension HookRecord {
    /// Everything up to this line was taken.
    mutating func take(upTo sequence: Int64) {
        self = HookRecord(name: name, position: max(position, sequence))
    }

    /// Something was not taken, and is handed over again after a growing pause.
    ///
    /// - Parameters:
    ///   - now: milliseconds since 1970 UTC.
    ///   - random: in 0..<1.
    mutating func fail(_ reason: String, now: Int64, backoff: Backoff, random: Double) {
        failures += 1
        failingSinceMilliseconds = failingSinceMilliseconds ?? now
        lastError = reason
        let pause = backoff.delay(afterFailures: failures, random: random)
        nextAttemptMilliseconds = now + Int64(pause / .milliseconds(1))
    }

    /// How long to wait; nil when it is time. What a clock that was wrong has planned is not waited for longer than any pause.
    func pause(now: Int64, backoff: Backoff) -> Duration? {
        guard let next = nextAttemptMilliseconds, next > now else { return nil }
        return min(.milliseconds(next - now), backoff.ceiling)
    }
}

/// A line of the journal on its way to a hook.
struct HookLine: Equatable, Sendable {
    var sequence: Int64
    /// With its line feed.
    var bytes: [UInt8]
}

/// What became of lines that were handed over, in order.
struct HookOutcome: Equatable, Sendable {
    /// The last line that was taken; nil for none.
    var taken: Int64?
    /// Why the next one was not; nil when all were.
    var failure: String?
}

/// Who takes the journal's lines.
protocol HookTarget: Sendable {
    /// Hands lines over, in order; one call at a time.
    func hand(_ lines: [HookLine], completion: @escaping @Sendable (HookOutcome) -> Void)

    /// Ends what is under way; its completion is still called.
    func cancel()
}
