import Worker

/// What a pool has done since it was made, and what it is doing.
public struct WorkerPoolStatistics: Equatable, Sendable {
    /// Processes started.
    public internal(set) var spawned = 0
    /// Processes killed for what they did, or for not ending in time.
    public internal(set) var killed = 0
    /// Processes that ended by themselves although nobody asked them to.
    public internal(set) var crashed = 0
    /// Processes replaced because they had done their share of jobs.
    public internal(set) var recycled = 0
    /// Processes that could not be started or died before they had done anything.
    public internal(set) var failedStarts = 0
    /// Jobs given to the pool, with those still waiting.
    public internal(set) var submitted = 0
    /// Jobs that ended with a reply.
    public internal(set) var answered = 0
    /// Jobs that ended with a failure.
    public internal(set) var failed = 0
    /// What jobs waited until a worker began them.
    public internal(set) var wait = StageTotal()
    /// What workers say that their time was spent on, for the jobs they answered.
    public internal(set) var stages: [Work.Stage: StageTotal] = [:]
    /// Jobs that no worker has begun.
    public internal(set) var waiting = 0
    /// Processes alive now, in any state.
    public internal(set) var alive = 0
    /// What the latest worker had to say about itself when it was ready; empty when all was as it should be.
    public internal(set) var note = ""

    /// A job ended with a reply.
    mutating func add(_ work: Work) {
        answered += 1
        for time in work.times {
            stages[time.stage, default: StageTotal()].add(.nanoseconds(Int64(clamping: time.nanoseconds)))
        }
    }
}
