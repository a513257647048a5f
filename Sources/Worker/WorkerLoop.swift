// Worker: the frame protocol, and the life of a worker process: confine yourself, report ready, answer jobs until the
// input ends. In go frames on one descriptor, out go frames on another. It opens nothing, starts nothing, and knows
// nothing of pages: the executable gives it a handler. It links neither Dispatch nor Foundation. The other end, which
// keeps workers alive and kills them, is WorkerPool.

/// Answers jobs, one after another, until there are no more.
public enum WorkerLoop {
    /// Reports ready, then reads, handles and answers each job; returns when the input ends between two frames.
    /// - Parameters:
    ///   - input: where jobs come from.
    ///   - output: where replies go.
    ///   - note: what the pool's owner should know about this worker, such as a confinement the system does not offer.
    ///   - handler: its reply's id is replaced by the job's. A reply over the frame limit is sent as a refusal with the code
    ///     `reply-too-large`.
    /// - Throws: the first thing wrong with the input or output. There is no way to go on after it.
    public static func run(
        input: Int32, output: Int32, note: String = "", handler: (Job) -> Reply
    ) throws(WorkerError) {
        let pipe = FramePipe(input: input, output: output)
        try pipe.write(try Frame(kind: .ready, payload: Array(note.utf8)).encoded())
        while let frame = try pipe.read() {
            guard frame.kind == .job else { throw .unexpectedKind(frame.kind.rawValue) }
            try pipe.write(try answer(to: try Job(decoding: frame.payload), handler))
        }
    }

    private static func answer(to job: Job, _ handler: (Job) -> Reply) throws(WorkerError) -> [UInt8] {
        var reply = handler(job)
        reply.id = job.id
        do {
            return try reply.frame()
        } catch {
            return try Reply.refused(job, code: "reply-too-large", message: "\(error)").frame()
        }
    }
}
