/// Jobs that wait for a worker. Within a lane they go in the order they came; lanes take turns, however many jobs each has, and
/// none has more than its share of the workers at a time. Pure, each step at constant cost.
struct JobQueue {
    private struct Lane {
        var waiting = Fifo<Assignment>()
        var running = 0
        /// Whether it stands in `turns`: it has something to do and may.
        var isQueued = false
    }

    /// Workers that one lane may have at a time. Jobs without a lane are one lane that may have all.
    private let share: Int
    private var lanes: [String?: Lane] = [:]
    private var turns = Fifo<String?>()
    /// What is begun only where no lane has something to do.
    private var patient = Fifo<Assignment>()
    private(set) var count = 0

    init(share: Int) {
        self.share = share
    }

    var isEmpty: Bool { count == 0 }

    mutating func append(_ job: Assignment) {
        guard !job.isPatient else {
            patient.append(job)
            count += 1
            return
        }
        lanes[job.lane, default: Lane()].waiting.append(job)
        count += 1
        queue(job.lane)
    }

    /// The job that is to begin now; nil where none may. Its end is told by ``ended(_:)``.
    mutating func next() -> Assignment? {
        while let name = turns.popFirst() {
            lanes[name]?.isQueued = false
            guard let job = lanes[name]?.waiting.popFirst() else { continue }
            lanes[name]?.running += 1
            count -= 1
            queue(name)
            return job
        }
        guard let job = patient.popFirst() else { return nil }
        count -= 1
        return job
    }

    /// A job that ``next()`` gave has ended.
    mutating func ended(_ job: Assignment) {
        guard !job.isPatient, let lane = lanes[job.lane] else { return }
        if lane.running == 1, lane.waiting.isEmpty {
            lanes[job.lane] = nil
        } else {
            lanes[job.lane]?.running -= 1
            queue(job.lane)
        }
    }

    /// Takes out all jobs that wait, without a beginning.
    mutating func removeAll() -> [Assignment] {
        var jobs: [Assignment] = []
        for name in Array(lanes.keys) {
            while let job = lanes[name]?.waiting.popFirst() { jobs.append(job) }
            if lanes[name]?.running == 0 { lanes[name] = nil }
        }
        while let job = patient.popFirst() { jobs.append(job) }
        count = 0
        return jobs
    }

    /// Lanes it remembers. For tests of what it keeps in memory.
    var knownLanes: Int { lanes.count }

    /// Lets a lane wait for its turn, if it has one.
    private mutating func queue(_ name: String?) {
        guard let lane = lanes[name], !lane.isQueued, !lane.waiting.isEmpty else { return }
        guard name == nil || lane.running < share else { return }
        lanes[name]?.isQueued = true
        turns.append(name)
    }
}
