internal import CZlib

/// gzip (RFC 1952): a record is a member of its own, so that a file can be read from any record on.
enum GzipMember {
    /// - Returns: nil only where zlib has no memory.
    static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard copydesk_deflate_init(&stream) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        var input = bytes
        let status = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else { return nil }
        return Array(output.prefix(output.count - Int(stream.avail_out)))
    }

    /// All of it; nil where it is damaged or longer than `limit`.
    static func inflated(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        guard let inflater = Inflater() else { return nil }
        var output: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let step = inflater.step(rest), output.count + step.output.count <= limit else { return nil }
            output += step.output
            rest = rest.dropFirst(step.consumed)
            if step.isAtEnd { return output }
            if step.consumed == 0, step.output.isEmpty { return nil }
        }
        return nil
    }
}

/// A running inflation of one member. Owned by whoever reads.
final class Inflater {
    struct Step {
        let output: [UInt8]
        let consumed: Int
        let isAtEnd: Bool
    }

    private var stream = z_stream()

    init?() {
        guard copydesk_inflate_init(&stream) == Z_OK else { return nil }
    }

    deinit { inflateEnd(&stream) }

    /// Inflates up to 64 KiB; nil where the bytes are damaged.
    func step(_ input: ArraySlice<UInt8>) -> Step? {
        var output = [UInt8](repeating: 0, count: 1 << 16)
        var input = Array(input.prefix(1 << 16))
        let count = input.count
        let status = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return inflate(&stream, Z_NO_FLUSH)
            }
        }
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return nil }
        return Step(
            output: Array(output.prefix(output.count - Int(stream.avail_out))), consumed: count - Int(stream.avail_in),
            isAtEnd: status == Z_STREAM_END)
    }
}
