import Archive
import Dispatch
import Foundation
import JSON
import Synchronization
import Worker
import WorkerPool

/// `copydesk extract --batch`: requests as JSON lines, or the pages of WARC files, in; articles as JSON lines out, in the same
/// order.
///
/// One line is one answer, whatever is wrong with it. The reader waits while too many lines are under way, so memory stays bounded by
/// the longest lines; a finished line is written and flushed as soon as all before it are.
public final class BatchExtraction: Sendable {
    /// Lines that wait for their turn to be written. Guarded by the mutex.
    private struct Output: ~Copyable {
        var finished: [Int: [UInt8]] = [:]
        var next = 0
        /// The number of the next request.
        var submitted = 0
        var failure: CommandFailure?
    }

    private let workers: CommandWorkers
    private let options: PageOptions
    private let output = Mutex(Output())
    /// As many lines are under way at once.
    private let slots: DispatchSemaphore
    private let underWay = DispatchGroup()
    private let progress = Progress("page", sharesScreen: false)
    /// How much of the input has been read.
    private let input = Mutex(BatchInput())
    /// Nil where nobody wants to know.
    private let statistics: Mutex<WorkStatistics?>
    private let jobs: Int

    /// - Parameters:
    ///   - jobs: the number of workers.
    ///   - options: what holds for every page.
    ///   - showsStatistics: whether tables on standard error say in the end what the time was spent on.
    public init(
        jobs: Int, options: PageOptions = PageOptions(), showsStatistics: Bool = false
    ) throws(CommandFailure) {
        self.options = options
        self.jobs = jobs
        statistics = Mutex(showsStatistics ? WorkStatistics() : nil)
        workers = try CommandWorkers(count: jobs)
        slots = DispatchSemaphore(value: jobs * 3)
    }

    /// - Parameter files: WARC files or files of requests, one after the other; without any, standard input is read to its end.
    /// - Throws: a failure to read or write; bad lines and pages are lines of the output.
    public func run(_ files: [String] = []) throws(CommandFailure) {
        input.withLock { $0 = files.isEmpty ? BatchInput(descriptor: STDIN_FILENO) : BatchInput(files: files) }
        try run { () throws(CommandFailure) in
            if files.isEmpty { try readRequests(STDIN_FILENO) }
            for file in files { try read(file) }
        }
    }

    private func run(_ read: () throws(CommandFailure) -> Void) throws(CommandFailure) {
        let start = ContinuousClock.now
        defer { workers.end() }
        defer { progress.end() }
        try read()
        underWay.wait()
        progress.end()
        if let statistics = statistics.withLock({ $0 }) {
            StandardStreams.tell(statistics.textOfBatch(elapsed: ContinuousClock.now - start, jobs: jobs))
        }
        if let failure = output.withLock({ $0.failure }) { throw failure }
    }

    private func read(_ file: String) throws(CommandFailure) {
        if WARCReader.recognises(path: file) { return try readPages(try WARCPages(path: file)) }
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandFailure(.noInput, "\(file): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        try readRequests(descriptor)
        input.withLock { $0.endFile() }
    }

    private func readRequests(_ descriptor: Int32) throws(CommandFailure) {
        var lines = LineReader(descriptor: descriptor, output: STDOUT_FILENO)
        while let line = try lines.next() {
            input.withLock { $0.note(position: lseek(descriptor, 0, SEEK_CUR)) }
            guard case .whole(let bytes) = line else {
                let error = BatchError(
                    code: "too-large", message: "the line has more than \(LineReader.limitBytes) bytes")
                try submit(Array("null".utf8)) { .failure(error) }
                continue
            }
            guard bytes.contains(where: { $0 > 0x20 }) else { continue }
            let request = BatchRequest(bytes)
            try submit(request.id) { request.job() }
        }
    }

    /// - Parameter files: WARC files, whatever their names and first bytes.
    public func run(archives files: [String]) throws(CommandFailure) {
        input.withLock { $0 = BatchInput(files: files) }
        try run { () throws(CommandFailure) in
            for file in files { try readPages(try WARCPages(path: file)) }
        }
    }

    private func readPages(_ pages: WARCPages) throws(CommandFailure) {
        var pages = pages
        while let page = pages.next() {
            input.withLock { $0.note(position: pages.position) }
            try submit(page.id) { page.job }
        }
        input.withLock { $0.endFile() }
    }

    /// Waits for a free slot, then takes the next request; `job` may read a file.
    private func submit(_ id: [UInt8], _ job: () -> Result<Job, BatchError>) throws(CommandFailure) {
        slots.wait()
        underWay.enter()
        let number = output.withLock { output in
            defer { output.submitted += 1 }
            return output.submitted
        }
        start(id, job(), number)
        if let failure = output.withLock({ $0.failure }) { throw failure }
    }

    private func start(_ id: [UInt8], _ job: Result<Job, BatchError>, _ number: Int) {
        switch job {
        case .failure(let error):
            finish(number, error.line(id: id))
        case .success(var job):
            job.apply(options)
            workers.pool.submit(job) { [self] result in
                count(result)
                finish(number, Self.line(result, id: id))
            }
        }
    }

    private func count(_ result: Result<Reply, WorkerFailure>) {
        statistics.withLock { statistics in
            switch result {
            case .success(let reply): statistics?.add(reply.work)
            case .failure: statistics?.addUnanswered()
            }
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
                progress.advance(share: input.withLock(\.share))
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
