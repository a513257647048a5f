import Glibc
import Scheduling

// What a step of the frontier costs as it grows to 100,000 sources and 1,000,000 waiting addresses (`make frontier`). Fails
// where a step grows by more than its logarithm allows.

/// Nanoseconds of the processor for one turn: a start, an end, and the task's return for another day.
func measure(sources: Int, articles: Int) -> (nanoseconds: Double, megabytes: Int) {
    var frontier = Frontier(policy: PolitenessPolicy(maximumTransfers: 64, defaultDelay: .seconds(2)))
    let hosts = (0..<max(1, sources / 5)).map { HostKey("host\($0).example") }
    var now = Instant(milliseconds: 1_700_000_000_000)
    for id in 0..<sources {
        let due = now + .milliseconds(Int64(id) * 20)
        frontier.add(
            FrontierTask(id: Int64(id), host: hosts[id % hosts.count], kind: .poll, priority: 1, notBefore: due))
    }
    for id in 0..<articles {
        let task = Int64(sources + id)
        frontier.add(FrontierTask(id: task, host: hosts[(id * 7919) % hosts.count], kind: .article, notBefore: now))
    }
    let turns = 200_000
    var done = 0
    let start = clock()
    while done < turns {
        switch frontier.next(now: now) {
        case .start(let task):
            frontier.finished(task.id, now: now + .milliseconds(5))
            frontier.add(
                FrontierTask(
                    id: task.id, host: task.host, kind: task.kind, priority: task.priority,
                    notBefore: now + .seconds(86_400)))
            done += 1
        case .wait(let moment): now = moment
        case .idle, .full: fatalError("nothing is under way, and something always waits")
        }
    }
    let spent = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    var usage = rusage()
    getrusage(RUSAGE_SELF, &usage)
    return (spent / Double(turns) * 1e9, usage.ru_maxrss / 1024)
}

var costs: [Double] = []
for (sources, articles) in [(1_000, 10_000), (10_000, 100_000), (100_000, 1_000_000)] {
    let (nanoseconds, megabytes) = measure(sources: sources, articles: articles)
    costs.append(nanoseconds)
    print("\(sources) sources, \(articles) addresses: \(Int(nanoseconds)) ns a turn, at most \(megabytes) MiB so far")
}
// A hundred times as many may cost 1.5 times the comparisons, and what the caches lose; a linear step would cost a hundred.
guard costs[2] < costs[0] * 10 else {
    print("a step is not logarithmic")
    exit(1)
}
