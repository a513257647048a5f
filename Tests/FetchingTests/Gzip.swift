/// Writes the two kinds of gzip stream (RFC 1951, RFC 1952) that the tests need, without a compressor.
enum Gzip {
    private static let head: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]

    /// The bytes in one stored block, at most 65,535 of them.
    static func stored(_ bytes: some Collection<UInt8>) -> [UInt8] {
        let count = UInt16(bytes.count)
        return head + [1] + little(count) + little(~count) + bytes + trailer(bytes)
    }

    /// A stream of a thousandth of the size that unpacks to at least so many zero bytes: one literal, then matches
    /// of 258 bytes at distance one, two bits each in the best code. Without a right checksum, which nobody gets to.
    static func bomb(bytes: Int) -> [UInt8] {
        var writer = BitWriter()
        writer.put(1, 1)
        writer.put(1, 2)
        // Fixed codes: literal 0 is 00110000; length 258 is code 285, 11000101; distance 1 is 00000.
        writer.putCode(0b0011_0000, 8)
        for _ in 0..<(bytes / 258 + 1) {
            writer.putCode(0b1100_0101, 8)
            writer.putCode(0, 5)
        }
        writer.putCode(0, 7)
        return head + writer.finished() + [0, 0, 0, 0, 0, 0, 0, 0]
    }

    private static func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    private static func trailer(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var crc: UInt32 = ~0
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xedb8_8320 : crc >> 1 }
        }
        return little(~crc) + little(UInt32(bytes.count))
    }
}

/// Deflate's bit order: numbers from their lowest bit, codes from their highest.
private struct BitWriter {
    private var bytes: [UInt8] = []
    private var current: UInt8 = 0
    private var used: UInt8 = 0

    mutating func put(_ value: Int, _ count: Int) {
        for bit in 0..<count { putBit(value >> bit & 1) }
    }

    mutating func putCode(_ code: Int, _ count: Int) {
        for bit in (0..<count).reversed() { putBit(code >> bit & 1) }
    }

    private mutating func putBit(_ bit: Int) {
        current |= UInt8(bit) << used
        used += 1
        if used == 8 {
            bytes.append(current)
            (current, used) = (0, 0)
        }
    }

    func finished() -> [UInt8] { used == 0 ? bytes : bytes + [current] }
}
