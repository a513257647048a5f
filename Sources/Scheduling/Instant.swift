/// A moment of the wall clock, in milliseconds since 1970-01-01 00:00 UTC.
///
/// Nothing here reads a clock; whoever calls passes the moment in. Arithmetic saturates at `distantPast` and
/// `distantFuture`, so that no header value and no broken clock can trap.
public struct Instant: Hashable, Sendable {
    public static let distantPast = Instant(milliseconds: .min)
    public static let distantFuture = Instant(milliseconds: .max)

    /// Milliseconds since 1970-01-01 00:00 UTC; negative before.
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }
}

extension Instant: Comparable {
    /// Earlier before later.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Instant {
    /// Stays within what an instant holds.
    public static func + (instant: Instant, span: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds.saturatingAdd(span.roundedUpMilliseconds))
    }

    /// Stays within what an instant holds.
    public static func - (instant: Instant, span: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds.saturatingSubtract(span.roundedUpMilliseconds))
    }

    /// The time from `earlier` to `later`; negative if they are the other way round.
    public static func - (later: Instant, earlier: Instant) -> Duration {
        .milliseconds(later.milliseconds.saturatingSubtract(earlier.milliseconds))
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, because a politeness delay must never come out shorter than it was asked for.
    var roundedUpMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let attosecondsPerMillisecond: Int64 = 1_000_000_000_000_000
        var milliseconds = attoseconds / attosecondsPerMillisecond
        if attoseconds % attosecondsPerMillisecond > 0 { milliseconds += 1 }
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        return overflow ? (seconds < 0 ? .min : .max) : whole.saturatingAdd(milliseconds)
    }
}

extension Int64 {
    func saturatingAdd(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }

    func saturatingSubtract(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }
}
