import Glibc
import HostileInputs
import Worker
import WorkerJobs

/// Whether time grows with bytes and no faster.
enum Linearity {
    /// Multiples of an unkind page's size; the last is that of a wilful one.
    private static let sizes = [8, 16, 32, 64]
    /// The most that time may grow where bytes double. Twice is linear, four times quadratic.
    private static let growthLimit = 3.0
    /// Milliseconds that are no measure of anything.
    private static let noise = 20.0

    private struct Row {
        let name: String
        let bytes: [Int]
        let milliseconds: [Double]

        /// How much time grows when bytes double, over the last two doublings.
        var growth: Double {
            let (start, end) = (milliseconds[1], milliseconds[3])
            guard end > Linearity.noise else { return 1 }
            let doublings = log2(Double(max(bytes[3], 2)) / Double(max(bytes[1], 1)))
            return doublings < 0.5 ? 1 : pow(end / max(start, Linearity.noise / 8), 1 / doublings)
        }
    }

    /// Prints a line for each kind, the fastest growing last.
    /// - Returns: whether all keep to the limit.
    static func run(only name: String?) -> Bool {
        let all =
            HostileInput.markup + HostileInput.text + HostileInput.metadata + HostileInput.feedsAndText
            + HostileInput.robots
        let jobs = WorkerJobs()
        let rows = all.filter { name == nil || $0.name == name }.map { measure($0, jobs) }
        for row in rows.sorted(by: { $0.growth < $1.growth }) {
            let times = row.milliseconds.map { "\(Int($0.rounded()))" }.joined(separator: " ")
            let verdict = row.growth > growthLimit ? "FAILED " : ""
            print(
                "\(verdict)\((row.growth * 100).rounded() / 100) a doubling: \(times) ms, \(row.bytes[3]) bytes: \(row.name)"
            )
        }
        let failed = rows.count { $0.growth > growthLimit }
        let slowest = rows.max { $0.milliseconds[3] < $1.milliseconds[3] }
        print(
            "\(rows.count) kinds, \(failed) grow faster than \(growthLimit) a doubling; the slowest: \(slowest?.name ?? "-")"
        )
        return failed == 0
    }

    private static func measure(_ input: HostileInput, _ jobs: WorkerJobs) -> Row {
        var (bytes, times): ([Int], [Double]) = ([], [])
        for size in sizes {
            let job = input.job(size)
            // The better of two: whatever else the machine does only adds.
            times.append(min(milliseconds { jobs.handle(job) }, milliseconds { jobs.handle(job) }))
            bytes.append(job.body.count)
        }
        return Row(name: input.name, bytes: bytes, milliseconds: times)
    }

    /// Processor time, which does not count what other processes do.
    private static func milliseconds(_ work: () -> Reply) -> Double {
        let start = processorTime()
        _ = work()
        return processorTime() - start
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
    }
}
