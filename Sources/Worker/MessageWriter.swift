/// Builds a payload: little-endian numbers; strings and blobs behind a length of four bytes.
struct MessageWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    mutating func byte(_ value: UInt8) {
        bytes.append(value)
    }

    mutating func uint32(_ value: UInt32) {
        for shift in stride(from: UInt32(0), through: 24, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func uint64(_ value: UInt64) {
        uint32(UInt32(truncatingIfNeeded: value))
        uint32(UInt32(truncatingIfNeeded: value >> 32))
    }

    mutating func raw(_ value: [UInt8]) {
        bytes.append(contentsOf: value)
    }

    /// For what is known only at the end.
    mutating func overwriteBegin(with value: [UInt8]) {
        bytes.replaceSubrange(0..<value.count, with: value)
    }

    mutating func blob(_ value: [UInt8]) throws(WorkerError) {
        try length(value.count, limitBytes: Frame.payloadLimitBytes)
        bytes.append(contentsOf: value)
    }

    mutating func string(_ value: String, limitBytes: Int) throws(WorkerError) {
        try length(value.utf8.count, limitBytes: limitBytes)
        bytes.append(contentsOf: value.utf8)
    }

    private mutating func length(_ count: Int, limitBytes: Int) throws(WorkerError) {
        guard count <= limitBytes else { throw .tooLong(bytes: count, limitBytes: limitBytes) }
        uint32(UInt32(count))
    }
}
