internal import CZlib

/// Inflates gzip (RFC 1952), as archived pages and sitemaps come.
enum Gzip {
    /// - Returns: nil when the bytes are not gzip, are cut off, or inflate to more than `limit` bytes.
    static func inflate(_ source: [UInt8], limit: Int) -> [UInt8]? {
        var stream = z_stream()
        guard copydesk_inflate_init(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var input = source
        return input.withUnsafeMutableBufferPointer { input -> [UInt8]? in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            while true {
                let (status, count) = buffer.withUnsafeMutableBufferPointer { buffer in
                    stream.next_out = buffer.baseAddress
                    stream.avail_out = UInt32(buffer.count)
                    let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                    return (status, buffer.count - Int(stream.avail_out))
                }
                result += buffer.prefix(count)
                guard result.count <= limit else { return nil }
                if status == Z_STREAM_END {
                    if stream.avail_in == 0 { return result }
                    // Several members one after the other are one file (RFC 1952, section 2.2).
                    guard inflateReset(&stream) == Z_OK else { return nil }
                } else if status != Z_OK || (count == 0 && stream.avail_in == 0) {
                    return nil
                }
            }
        }
    }
}
