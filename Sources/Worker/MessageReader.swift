/// Reads a payload back. Every length is checked against what is there before it is used, so that no bytes make it
/// trap or allocate more than they themselves take.
struct MessageReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    mutating func byte() throws(WorkerError) -> UInt8 {
        guard let value = rest.popFirst() else { throw .truncated }
        return value
    }

    mutating func uint32() throws(WorkerError) -> UInt32 {
        var value: UInt32 = 0
        for byte in try take(4).reversed() { value = value << 8 | UInt32(byte) }
        return value
    }

    mutating func uint64() throws(WorkerError) -> UInt64 {
        UInt64(try uint32()) | UInt64(try uint32()) << 32
    }

    mutating func blob() throws(WorkerError) -> [UInt8] {
        Array(try take(Int(try uint32())))
    }

    /// - Parameter name: what the string is, for the error.
    mutating func string(_ name: String, limitBytes: Int) throws(WorkerError) -> String {
        let count = Int(try uint32())
        guard count <= limitBytes else { throw .tooLong(bytes: count, limitBytes: limitBytes) }
        guard let value = String(validating: try take(count), as: UTF8.self) else {
            throw .malformed("\(name) is not UTF-8")
        }
        return value
    }

    /// Call it after the last field.
    func finish() throws(WorkerError) {
        guard rest.isEmpty else { throw .trailingBytes(rest.count) }
    }

    private mutating func take(_ count: Int) throws(WorkerError) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw .truncated }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
