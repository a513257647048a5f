/// How long to wait after a number of failures in a row: doubling, up to a ceiling, blurred by chance so that those who
/// failed together do not come back together.
public struct Backoff: Hashable, Sendable {
    /// After the first failure.
    public var first: Duration
    /// Never longer on our own account.
    public var ceiling: Duration
    /// How much of the delay chance may take away, in 0...1.
    public var jitter: Double
    /// A server that asks for more (Retry-After) is obeyed up to this.
    public var longestRetryAfter: Duration

    public init(
        first: Duration = .seconds(60), ceiling: Duration = .seconds(86_400), jitter: Double = 0.25,
        longestRetryAfter: Duration = .seconds(7 * 86_400)
    ) {
        let decade = Duration.seconds(3653 * 86_400)
        self.first = min(max(.milliseconds(1), first), decade)
        self.ceiling = min(max(self.first, ceiling), decade)
        self.jitter = jitter.isFinite ? min(1, max(0, jitter)) : 0
        self.longestRetryAfter = longestRetryAfter
    }

    /// - Parameters:
    ///   - failures: in a row, from 1; less counts as 1.
    ///   - random: in 0..<1; 0 gives the full delay.
    ///   - retryAfter: what the server asked for; the result is never shorter, up to `longestRetryAfter`.
    public func delay(afterFailures failures: Int, random: Double, retryAfter: Duration? = nil) -> Duration {
        let full = doubled(times: max(1, failures) - 1).roundedUpMilliseconds
        let kept = random.isFinite ? 1 - jitter * min(1, max(0, random)) : 1
        let own = Duration.milliseconds(Int64(Double(full) * kept))
        return max(own, min(retryAfter ?? .zero, longestRetryAfter))
    }

    /// The same, with chance drawn from a generator.
    public func delay(
        afterFailures failures: Int, using generator: inout some RandomNumberGenerator, retryAfter: Duration? = nil
    ) -> Duration {
        delay(afterFailures: failures, random: .random(in: 0..<1, using: &generator), retryAfter: retryAfter)
    }

    private func doubled(times: Int) -> Duration {
        var delay = first
        for _ in 0..<min(times, 63) where delay < ceiling {
            delay = delay > ceiling / 2 ? ceiling : delay * 2
        }
        return min(delay, ceiling)
    }
}
