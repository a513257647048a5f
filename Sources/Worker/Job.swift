/// One piece of work for a worker: what to do, a few named strings, and the bytes to do it with.
public struct Job: Equatable, Sendable {
    /// What a worker is asked to do. The protocol carries any number, so that a new operation is no new protocol;
    /// a handler refuses what it does not know.
    public struct Operation: RawRepresentable, Hashable, Sendable {
        /// As it stands in the payload.
        public let rawValue: UInt8

        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// A page → an article.
        public static let extract = Operation(rawValue: 1)
        /// A page → every block with its label and evidence.
        public static let explain = Operation(rawValue: 2)
        /// Text scraped without markup → clean text.
        public static let clean = Operation(rawValue: 3)
        /// A feed, sitemap or list of links → items.
        public static let feed = Operation(rawValue: 4)
        /// A robots.txt → the rules for one agent.
        public static let robots = Operation(rawValue: 5)
    }

    /// A named string that comes with a job: `url`, `charset`, `format` and the like.
    public struct Field: Equatable, Sendable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// No job has more fields.
    public static let fieldLimit = 64
    /// No name is longer.
    public static let fieldNameLimitBytes = 64
    /// No value is longer.
    public static let fieldValueLimitBytes = 1 << 20

    /// The caller's number for the job; the reply carries it again.
    public let id: UInt32
    public let operation: Operation
    /// In the order they were set, each name once.
    public private(set) var fields: [Field] = []
    /// What to work on; at most what a frame carries.
    public let body: [UInt8]

    public init(id: UInt32, operation: Operation, fields: KeyValuePairs<String, String> = [:], body: [UInt8]) {
        self.id = id
        self.operation = operation
        self.body = body
        for (name, value) in fields { self[name] = value }
    }

    /// The value of a field; nil where the job has none of this name. Setting nil removes it.
    public subscript(name: String) -> String? {
        get { fields.first { $0.name == name }?.value }
        set {
            let field = newValue.map { Field(name: name, value: $0) }
            if let index = fields.firstIndex(where: { $0.name == name }) {
                fields.replaceSubrange(index...index, with: field.map { [$0] } ?? [])
            } else if let field {
                fields.append(field)
            }
        }
    }
}

extension Job {
    /// The whole frame that carries this job.
    /// - Throws: `tooLong` when the body, a field or all together are over their caps; `malformed` for too many fields.
    public func frame() throws(WorkerError) -> [UInt8] {
        guard fields.count <= Job.fieldLimit else { throw .malformed("\(fields.count) fields") }
        return try Frame.encode(.job, sizeHint: body.count + 1024) { writer throws(WorkerError) in
            writer.uint32(id)
            writer.byte(operation.rawValue)
            writer.byte(UInt8(fields.count))
            for field in fields {
                try writer.string(field.name, limitBytes: Job.fieldNameLimitBytes)
                try writer.string(field.value, limitBytes: Job.fieldValueLimitBytes)
            }
            try writer.blob(body)
        }
    }

    /// Reads a `job` frame's payload.
    /// - Throws: `truncated`, `trailingBytes`, `tooLong` or `malformed`; it never traps, whatever the bytes.
    public init(decoding payload: [UInt8]) throws(WorkerError) {
        var reader = MessageReader(payload[...])
        let id = try reader.uint32()
        let operation = Operation(rawValue: try reader.byte())
        let count = Int(try reader.byte())
        guard count <= Job.fieldLimit else { throw .malformed("\(count) fields") }
        var fields: [Field] = []
        for _ in 0..<count {
            let name = try reader.string("a field's name", limitBytes: Job.fieldNameLimitBytes)
            let value = try reader.string("a field's value", limitBytes: Job.fieldValueLimitBytes)
            guard !fields.contains(where: { $0.name == name }) else { throw .malformed("a field comes twice") }
            fields.append(Field(name: name, value: value))
        }
        let body = try reader.blob()
        try reader.finish()
        self.init(id: id, operation: operation, body: body)
        self.fields = fields
    }
}
