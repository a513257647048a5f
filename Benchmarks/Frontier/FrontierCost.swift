import Glibc
import Scheduling

/// What a frontier of one size costs.
struct FrontierCost: CustomStringConvertible {
    let sources: Int
    let addresses: Int
    let microsecondsPerInsertion: Double
    let microsecondsPerStep: Double
    /// Of all that waits, sources and addresses; meaningful in the first measurement of a process only.
    let bytesPerTask: Int

    var description: String {
        "\(sources) sources, \(addresses) addresses: \(Self.rounded(microsecondsPerStep)) µs a step, "
            + "\(Self.rounded(microsecondsPerInsertion)) µs to take one in"
            + (bytesPerTask > 0 ? ", \(bytesPerTask) bytes an address" : "")
    }

    private static func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }

    static func measure(sources: Int, addresses: Int) -> FrontierCost {
        let before = residentBytes
        let began = processorMicroseconds
        var run = FrontierRun(sources: sources, addresses: addresses)
        let filled = processorMicroseconds
        let bytes = (residentBytes - before) / (sources + addresses)
        let steps = run.turn(times: 200_000)
        return FrontierCost(
            sources: sources, addresses: addresses,
            microsecondsPerInsertion: (filled - began) / Double(sources + addresses),
            microsecondsPerStep: (processorMicroseconds - filled) / Double(steps),
            bytesPerTask: sources == 100_000 ? bytes : 0)
    }

    private static var processorMicroseconds: Double {
        // POSIX: a million a second, whatever the clock's own resolution.
        Double(clock())
    }

    /// The second number of /proc/self/statm, in pages (proc(5)).
    private static var residentBytes: Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 200)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let fields = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
    }
}

/// A frontier at work: five sources to a host; addresses are spread over the hosts and due at once, sources one after the other.
struct FrontierRun {
    private var frontier = Frontier(policy: PolitenessPolicy(maximumTransfers: 64, defaultDelay: .seconds(2)))
    private var now = Instant(milliseconds: 1_700_000_000_000)

    init(sources: Int, addresses: Int) {
        let hosts = (0..<max(1, sources / 5)).map { HostKey("host\($0).example") }
        for id in 0..<sources {
            let due = now + .milliseconds(Int64(id) * 20)
            frontier.add(
                FrontierTask(id: Int64(id), host: hosts[id % hosts.count], kind: .poll, priority: 1, notBefore: due))
        }
        for id in 0..<addresses {
            let task = Int64(sources + id)
            frontier.add(FrontierTask(id: task, host: hosts[(id * 7919) % hosts.count], kind: .article, notBefore: now))
        }
    }

    /// Starts and ends so many tasks, and takes each back in for another day.
    /// - Returns: the steps that it took.
    mutating func turn(times: Int) -> Int {
        var (done, steps) = (0, 0)
        while done < times {
            steps += 1
            switch frontier.next(now: now) {
            case .start(let task):
                frontier.finished(task.id, now: now + .milliseconds(5))
                frontier.add(
                    FrontierTask(
                        id: task.id, host: task.host, kind: task.kind, priority: task.priority,
                        notBefore: now + .seconds(86_400)))
                done += 1
                steps += 2
            case .wait(let moment): now = moment
            case .idle, .full: fatalError("nothing is under way, and something always waits")
            }
        }
        return steps
    }
}
