import Daemon
import JSON
import Worker

enum BatchFuzzing {
    /// The lines as `copydesk extract --batch` takes them, but that no file is read.
    static func faults(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: 0x0A).flatMap { faults(line: Array($0)) }
    }

    private static func faults(line: [UInt8]) -> [String] {
        let request = BatchRequest(line)
        var faults = (try? JSONValue.parse(request.id)) == nil ? ["an id that is no JSON"] : []
        let job = request.job { path throws(CommandFailure) in throw CommandFailure(.noInput, path) }
        switch job {
        case .success(let job): faults += self.faults(of: job)
        case .failure(let error): faults += self.faults(of: error, id: request.id)
        }
        return faults
    }

    /// What a worker receives is what was sent.
    static func faults(of job: Job) -> [String] {
        guard let frame = try? job.frame() else { return ["a job that cannot be sent"] }
        guard let received = try? Job(decoding: Array(frame.dropFirst(Frame.headerLength))) else {
            return ["a job that cannot be received"]
        }
        return received.fields == job.fields && received.body == job.body ? [] : ["another job than was sent"]
    }

    /// The answer is one line of clean JSON, whatever the id.
    static func faults(of error: BatchError, id: [UInt8]) -> [String] {
        let answer = error.line(id: id)
        guard let value = try? JSONValue.parse(answer), value["error"]?["code"]?.string == error.code,
            let message = value["error"]?["message"]?.string
        else { return ["an answer that does not say its error: \(String(decoding: answer, as: UTF8.self))"] }
        return OutputCheck.faults(in: message, isField: true) + (answer.contains(0x0A) ? ["two lines"] : [])
    }
}
