/// Why a model file cannot be used.
public enum ModelError: Error, Equatable, Sendable {
    case notAModel, otherVersion, damaged
}

/// Reads little-endian numbers with bounds checks.
struct ModelReader {
    private let source: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { source = bytes }

    mutating func bytes(_ count: Int) throws(ModelError) -> ArraySlice<UInt8> {
        guard count <= source.count - position else { throw .damaged }
        defer { position += count }
        return source[position..<position + count]
    }

    mutating func uint8() throws(ModelError) -> Int { try bytes(1).reduce(0) { _, byte in Int(byte) } }
    mutating func int8() throws(ModelError) -> Int { Int(Int8(truncatingIfNeeded: try uint8())) }
    mutating func uint16() throws(ModelError) -> Int { Int(try number(2)) }
    mutating func uint32() throws(ModelError) -> UInt32 { try number(4) }
    mutating func float() throws(ModelError) -> Float { Float(bitPattern: try number(4)) }

    private mutating func number(_ count: Int) throws(ModelError) -> UInt32 {
        try bytes(count).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
