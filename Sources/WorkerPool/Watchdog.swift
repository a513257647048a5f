/// Decides when a job has run too long. Pure: the clock and the worker's processor time are passed in.
///
/// A worker has one thread, so its processor time never advances faster than the clock. The earliest moment at which
/// a limit can be reached is therefore known, and nobody looks before it.
struct Watchdog {
    enum Verdict: Equatable {
        case overran(WorkerFailure)
        /// Nothing can be wrong before this much time has passed.
        case lookAgain(after: Duration)
    }

    /// Looking more often than this finds out nothing worth knowing.
    private static let shortestWait = Duration.milliseconds(5)

    let wallLimit: Duration
    let cpuLimit: Duration
    /// The clock's value when the job began.
    let begin: Duration
    /// The worker's processor time when the job began.
    let cpuAtBegin: Duration

    func look(now: Duration, cpu: Duration) -> Verdict {
        let wallLeft = wallLimit - (now - begin)
        let cpuLeft = cpuLimit - (cpu - cpuAtBegin)
        if cpuLeft <= .zero { return .overran(.cpuExceeded(limit: cpuLimit)) }
        if wallLeft <= .zero { return .overran(.timedOut(limit: wallLimit)) }
        return .lookAgain(after: max(min(wallLeft, cpuLeft), Self.shortestWait))
    }
}
