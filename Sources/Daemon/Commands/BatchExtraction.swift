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
    private let output = Mutex(Output())
    /// As many lines are under way at once.
    private let slots: DispatchSemaphore
    private let underWay = DispatchGroup()

    /// - Parameter jobs: the number of workers.
    public init(jobs: Int) throws(CommandFailure) {
        workers = try CommandWorkers(count: jobs)
        slots = DispatchSemaphore(value: jobs * 3)
    }

    /// Reads standard input to its end.
    /// - Throws: a failure to read or write; bad lines and pages are lines of the output.
    public func run() throws(CommandFailure) {
        defer { workers.end() }
        var lines = LineReader(descriptor: STDIN_FILENO)
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
        case .success(let job):
            workers.pool.submit(job) { [self] result in finish(number, Self.line(result, id: request.id)) }
        }
    }

    private static func line(_ result: Result<Reply, WorkerFailure>, id: JSONValue) -> [UInt8] {
        switch result {
        case .failure(let failure):
            return BatchError(code: failure.code, message: "\(failure)").line(id: id)
        case .success(let reply):
            if case .refused(let code, let message) = reply.outcome {
                return BatchError(code: code, message: message).line(id: id)
            }
            var json = JSONWriter()
            json.beginObject()
            json.key("id")
            json.value(id)
            return json.bytes + [UInt8(ascii: ",")] + reply.body.dropFirst()
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

/// Why a line of a batch has no article.
struct BatchError: Error {
    let code: String
    let message: String

    func line(id: JSONValue) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("id")
        json.value(id)
        json.key("error")
        json.beginObject()
        json.member("code", code)
        json.member("message", LogText.clean(message, limit: 2000))
        json.endObject()
        json.endObject()
        return json.bytes
    }
}

/// One line of a batch.
struct BatchRequest: Sendable {
    /// As the line gives it; null when the line cannot be read.
    let id: JSONValue
    private let parsed: Result<JSONValue, BatchError>

    init(_ line: [UInt8]) {
        do throws(JSONError) {
            let value = try JSONValue.parse(line)
            id = value["id"] ?? .null
            let isObject = value.object != nil
            parsed =
                isObject
                ? .success(value) : .failure(BatchError(code: "bad-line", message: "the line is not a JSON object"))
        } catch {
            id = .null
            parsed = .failure(
                BatchError(code: "bad-line", message: "not JSON: \(error.message) at byte \(error.offset)"))
        }
    }

    /// The job for a worker, with the page's bytes.
    func job() -> Result<Job, BatchError> {
        parsed.flatMap { value in
            content(of: value).map { body in
                var job = Job(id: 1, operation: .extract, body: body)
                job["url"] = value["url"]?.string
                job["charset"] = value["html"] == nil ? value["charset"]?.string : "utf-8"
                if value["path"]?.string?.hasSuffix(".gz") == true { job["gzip"] = "yes" }
                return job
            }
        }
    }

    private func content(of value: JSONValue) -> Result<[UInt8], BatchError> {
        if let html = value["html"]?.string { return .success(Array(html.utf8)) }
        if let encoded = value["html_base64"]?.string {
            guard let data = Data(base64Encoded: encoded) else {
                return .failure(BatchError(code: "bad-line", message: "html_base64 is not base64"))
            }
            return .success(Array(data))
        }
        guard let path = value["path"]?.string else {
            return .failure(BatchError(code: "bad-line", message: "the line has none of html, html_base64 and path"))
        }
        do throws(CommandFailure) {
            return .success(try StandardStreams.read(path))
        } catch {
            return .failure(BatchError(code: "no-input", message: error.message))
        }
    }
}

/// Lines of any length from a descriptor.
struct LineReader {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0
    /// Bytes before it hold no line feed.
    private var searched = 0
    private var isAtEnd = false

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// The next line without its line feed; nil at the end.
    mutating func next() throws(CommandFailure) -> [UInt8]? {
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                defer {
                    start = end + 1
                    searched = start
                }
                return Array(buffer[start..<end])
            }
            searched = buffer.count
            if isAtEnd {
                guard start < buffer.count else { return nil }
                defer { start = buffer.count }
                return Array(buffer[start...])
            }
            try fill()
        }
    }

    private mutating func fill() throws(CommandFailure) {
        buffer.removeSubrange(..<start)
        searched -= start
        start = 0
        var piece = [UInt8](repeating: 0, count: 1 << 17)
        let count = read(descriptor, &piece, piece.count)
        if count > 0 { buffer += piece.prefix(count) }
        if count == 0 { isAtEnd = true }
        if count < 0, errno != EINTR {
            throw CommandFailure(.inputOutput, "cannot read standard input: \(String(cString: strerror(errno)))")
        }
    }
}
