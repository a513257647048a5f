import Worker

/// What workers spent their time on, for `--stats`: over one page or over many. Pure.
struct WorkStatistics: Equatable, Sendable {
    private(set) var pages = 0
    /// Jobs that no worker survived or began.
    private(set) var unanswered = 0
    private(set) var bytes = 0
    private(set) var stages: [Work.Stage: DurationHistogram] = [:]
    /// All stages of a page together.
    private(set) var whole = DurationHistogram()

    mutating func add(_ work: Work) {
        pages += 1
        bytes += Int(work.bytes)
        for time in work.times { stages[time.stage, default: DurationHistogram()].add(nanoseconds: time.nanoseconds) }
        whole.add(nanoseconds: work.times.reduce(0) { $0 &+ $1.nanoseconds })
    }

    mutating func addUnanswered() { unanswered += 1 }

    /// Each stage that took time, in the order of the stages.
    var times: [(stage: Work.Stage, histogram: DurationHistogram)] {
        Work.Stage.allCases.compactMap { stage in stages[stage].map { (stage, $0) } }
    }
}
