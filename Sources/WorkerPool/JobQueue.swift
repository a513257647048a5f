/// First in, first out, at constant cost.
struct JobQueue {
    private var jobs: [Assignment?] = []
    private var head = 0

    var count: Int { jobs.count - head }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ job: Assignment) {
        jobs.append(job)
    }

    mutating func popFirst() -> Assignment? {
        guard !isEmpty else { return nil }
        defer { dropTaken() }
        defer { head += 1 }
        return jobs[head].take()
    }

    private mutating func dropTaken() {
        guard head > 64, head > jobs.count / 2 else { return }
        jobs.removeFirst(head)
        head = 0
    }
}
