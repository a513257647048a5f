import Testing

@testable import Worker

// Large bodies are not to be printed in test reports.

extension Frame: CustomTestStringConvertible {
    public var testDescription: String { "\(kind), \(payload.count) bytes" }
}

extension Job: CustomTestStringConvertible {
    public var testDescription: String { "job \(id) with \(fields.count) fields, \(body.count) bytes" }
}

extension Reply: CustomTestStringConvertible {
    public var testDescription: String { "reply \(id), \(body.count) bytes" }
}
