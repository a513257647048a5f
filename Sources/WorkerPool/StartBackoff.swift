/// Decides how long to wait after workers died before they had done anything, and when to stop trying for those who
/// wait. Pure.
struct StartBackoff {
    private static let patience = 3
    private static let firstDelay = Duration.milliseconds(100)
    private static let longestDelay = Duration.seconds(30)

    private var failures = 0
    private(set) var reason = ""

    /// Whether so many starts in a row have failed that jobs had better be told.
    var hasGivenUp: Bool { failures >= Self.patience }

    /// - Returns: how long to start none.
    mutating func failed(_ reason: String) -> Duration {
        self.reason = reason
        failures += 1
        return min(Self.firstDelay * (1 << min(failures - 1, 16)), Self.longestDelay)
    }

    /// A worker has done a job.
    mutating func succeeded() {
        failures = 0
    }
}
