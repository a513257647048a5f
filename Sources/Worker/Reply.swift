/// A worker's answer to one job.
public struct Reply: Equatable, Sendable {
    /// How a job ended that its worker survived.
    public enum Outcome: Equatable, Sendable {
        /// The job was done; the body holds its result.
        case ok
        /// The input cannot be used, and would not be tomorrow either. `code` is a short word for programs
        /// (`not-html`), `message` a sentence for people.
        case refused(code: String, message: String)
    }

    /// No code is longer.
    public static let codeLimitBytes = 64
    /// No message is longer.
    public static let messageLimitBytes = 64 << 10

    /// The job's number. The loop sets it, whatever the handler gave.
    public internal(set) var id: UInt32
    public let outcome: Outcome
    /// The result; empty for what was refused.
    public let body: [UInt8]
    /// What it cost.
    public var work = Work()

    public init(id: UInt32, outcome: Outcome = .ok, body: [UInt8] = []) {
        self.id = id
        self.outcome = outcome
        self.body = body
    }

    /// An answer without a result.
    public static func refused(_ job: Job, code: String, message: String) -> Reply {
        Reply(id: job.id, outcome: .refused(code: code, message: message))
    }
}

extension Reply {
    private static let okTag: UInt8 = 0
    private static let refusedTag: UInt8 = 1

    /// The whole frame that carries this reply.
    /// - Throws: `tooLong` when the body, a text or all together are over their caps.
    public func frame() throws(WorkerError) -> [UInt8] {
        try Frame.encode(.reply, sizeHint: body.count + 256) { writer throws(WorkerError) in
            writer.uint32(id)
            switch outcome {
            case .ok:
                writer.byte(Reply.okTag)
            case .refused(let code, let message):
                writer.byte(Reply.refusedTag)
                try writer.string(code, limitBytes: Reply.codeLimitBytes)
                try writer.string(message, limitBytes: Reply.messageLimitBytes)
            }
            writer.work(work)
            try writer.blob(body)
        }
    }

    /// Reads a `reply` frame's payload.
    /// - Throws: `truncated`, `trailingBytes`, `tooLong` or `malformed`; it never traps, whatever the bytes.
    public init(decoding payload: [UInt8]) throws(WorkerError) {
        var reader = MessageReader(payload[...])
        let id = try reader.uint32()
        let outcome: Outcome
        switch try reader.byte() {
        case Reply.okTag:
            outcome = .ok
        case Reply.refusedTag:
            let code = try reader.string("the code", limitBytes: Reply.codeLimitBytes)
            let message = try reader.string("the message", limitBytes: Reply.messageLimitBytes)
            outcome = .refused(code: code, message: message)
        case let tag:
            throw .malformed("outcome \(tag)")
        }
        let work = try reader.work()
        let body = try reader.blob()
        try reader.finish()
        self.init(id: id, outcome: outcome, body: body)
        self.work = work
    }
}
