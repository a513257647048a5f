import Dispatch
import Foundation
import Worker
import WorkerPool

/// What a worker costs before it has read a page.
enum StartUp {
    private static let timeLimit = 10.0
    private static let memoryLimit = 12.0
    private static let rounds = 50

    /// Prints the median and the worst of many starts.
    /// - Returns: whether the medians keep to what is promised.
    static func run() throws -> Bool {
        let executable = try WorkerExecutable.locate()
        let page = "<!DOCTYPE html><title>News</title><article><h1>News</h1><p>The council met on Monday.</p></article>"
        let ready = measure(executable, Job(id: 1, operation: Job.Operation(rawValue: 255), body: []))
        let first = measure(executable, Job(id: 1, operation: .extract, body: Array(page.utf8)))
        print("ready:               \(ready.words)")
        print("with its first page: \(first.words)")
        let isKept = ready.time.median <= timeLimit && ready.memory.median <= memoryLimit
        print("promised: \(timeLimit) ms and \(memoryLimit) MB until it is ready: \(isKept ? "kept" : "NOT KEPT")")
        return isKept
    }

    private struct Figures {
        let median: Double
        let worst: Double

        init(_ values: [Double]) {
            let sorted = values.sorted()
            median = sorted[sorted.count / 2]
            worst = sorted[sorted.count - 1]
        }
    }

    private struct Cost {
        let time: Figures
        let memory: Figures

        var words: String {
            String(
                format: "%.1f ms (worst %.1f), %.1f MB resident (worst %.1f)", time.median, time.worst, memory.median,
                memory.worst)
        }
    }

    /// From a pool without a worker to the answer, each time a new pool.
    private static func measure(_ executable: String, _ job: Job) -> Cost {
        var (times, memory): ([Double], [Double]) = ([], [])
        for _ in 0..<rounds {
            // The executable is there, and the configuration is the default one.
            guard let pool = try? WorkerPool(configuration: WorkerPoolConfiguration(executable: executable, count: 1))
            else { continue }
            let start = ContinuousClock.now
            let answered = DispatchSemaphore(value: 0)
            pool.submit(job) { _ in answered.signal() }
            answered.wait()
            times.append((ContinuousClock.now - start) / .milliseconds(1))
            memory.append(residentMegabytes())
            let ended = DispatchSemaphore(value: 0)
            pool.shutdown { ended.signal() }
            ended.wait()
        }
        return Cost(time: Figures(times), memory: Figures(memory))
    }

    /// Of all children of this process, which are one worker.
    private static func residentMegabytes() -> Double {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        let children = threads.flatMap { read("/proc/self/task/\($0)/children").split(separator: " ") }
        return children.reduce(0) { sum, child in
            let line = read("/proc/\(child)/status").split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
            let kibibytes = line.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
            return sum + kibibytes * 1024 / 1_000_000
        }
    }

    private static func read(_ path: String) -> String {
        // A thread or process that is gone has nothing to say.
        (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }
}
