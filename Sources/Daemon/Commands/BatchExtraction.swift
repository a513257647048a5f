import Dispatch
import Foundation
import JSON
import Synchronization
import Worker
import WorkerPool

/// `copydesk extract --batch`: requests as JSON lines in, articles as JSON lines out, in the same order.
///
/// One line is one answer, whatever is wrong with it. The reader waits while too many lines are under way, so memory stays bounded by
/// the longest lines; a finished line is written and flushed as soon as all before it are.
public final class BatchExtraction: Sendable {
    /// Lines that wait for their turn to be written. Guarded by the mutex.
    private struct Output: ~Copyable {
        var finished: [Int: [UInt8]] = [:]
        var next = 0
        var failure: CommandFailure?
    }

    private let workers: CommandWorkers
    private let options: PageOptions
    private let output = Mutex(Output())
    /// As many lines are under way at once.
    private let slots: DispatchSemaphore
    private let underWay = DispatchGroup()

    /// - Parameter jobs: the number of workers.
    public init(jobs: Int, options: PageOptions = PageOptions()) throws(CommandFailure) {
        self.options = options
        workers = try CommandWorkers(count: jobs)
        slots = DispatchSemaphore(value: jobs * 3)
    }

    /// Reads standard input to its end.
    /// - Throws: a failure to read or write; bad lines and pages are lines of the output.
    public func run() throws(CommandFailure) {
        defer { workers.end() }
        var lines = LineReader(descriptor: STDIN_FILENO, output: STDOUT_FILENO)
        var number = 0
        while let line = try lines.next() {
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            slots.wait()
            underWay.enter()
            start(BatchRequest(line), number)
            number += 1
            if let failure = output.withLock({ $0.failure }) { throw failure }
        }
        underWay.wait()
        if let failure = output.withLock({ $0.failure }) { throw failure }
    }

    private func start(_ request: BatchRequest, _ number: Int) {
        switch request.job() {
        case .failure(let error):
            finish(number, error.line(id: request.id))
        case .success(var job):
            job.apply(options)
            workers.pool.submit(job) { [self] result in finish(number, Self.line(result, id: request.id)) }
        }
    }

    private static func line(_ result: Result<Reply, WorkerFailure>, id: [UInt8]) -> [UInt8] {
        switch result {
        case .failure(let failure):
            return BatchError(code: failure.code, message: "\(failure)").line(id: id)
        case .success(let reply):
            if case .refused(let code, let message) = reply.outcome {
                return BatchError(code: code, message: message).line(id: id)
            }
            return Array("{\"id\":".utf8) + id + [UInt8(ascii: ",")] + reply.body.dropFirst()
        }
    }

    /// Takes a finished line and writes all whose turn it is.
    private func finish(_ number: Int, _ line: [UInt8]) {
        output.withLock { output in
            output.finished[number] = line
            while let line = output.finished.removeValue(forKey: output.next) {
                output.next += 1
                guard output.failure == nil else { continue }
                do throws(CommandFailure) {
                    try StandardStreams.write(line + [0x0A])
                } catch {
                    output.failure = error
                }
            }
        }
        slots.signal()
        underWay.leave()
    }
}
