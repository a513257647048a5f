internal import CZlib

/// gzip (RFC 1952), and "deflate": with zlib's header (RFC 1950) as the standard has it, or without as some servers do.
final class ZlibDecoder: StreamDecoder {
    private(set) var isComplete = false
    private var stream = z_stream()
    private var isOpen: Bool
    private var isUntouched = true
    private let allowsRaw: Bool

    init(allowsRaw: Bool) {
        self.allowsRaw = allowsRaw
        isOpen = copydesk_inflate_init(&stream) == Z_OK
    }

    deinit { if isOpen { inflateEnd(&stream) } }

    func decode(_ input: UnsafeRawBufferPointer, _ output: (UnsafeRawBufferPointer) -> DecodingStep) -> DecodingStep {
        guard isOpen else { return .broken }
        var rest = input
        while !rest.isEmpty, continues(with: rest) {
            let (status, taken, step) = inflate(rest, output)
            if status == Z_DATA_ERROR, isUntouched, allowsRaw {
                guard becomeRaw() else { return .broken }
                continue
            }
            isUntouched = false
            guard step == .more else { return step }
            guard status == Z_OK || status == Z_STREAM_END else { return .broken }
            isComplete = status == Z_STREAM_END
            rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
        }
        return .more
    }

    /// Behind the end only another member of a gzip file goes on (RFC 1952, section 2.2).
    private func continues(with rest: UnsafeRawBufferPointer) -> Bool {
        guard isComplete else { return true }
        guard !allowsRaw, rest[0] == 0x1F, inflateReset(&stream) == Z_OK else { return false }
        return true
    }

    private func becomeRaw() -> Bool {
        isUntouched = false
        inflateEnd(&stream)
        stream = z_stream()
        isOpen = copydesk_inflate_init_raw(&stream) == Z_OK
        return isOpen
    }

    /// Inflates until the input is used up or the stream ends.
    private func inflate(
        _ input: UnsafeRawBufferPointer, _ output: (UnsafeRawBufferPointer) -> DecodingStep
    ) -> (status: Int32, taken: Int, DecodingStep) {
        withUnsafeTemporaryAllocation(byteCount: decodedPieceBytes, alignment: 16) { piece in
            // zlib does not write to its input; the pointer is only not declared const.
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.avail_in = UInt32(input.count)
            var status = Z_OK
            repeat {
                stream.next_out = piece.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.avail_out = UInt32(piece.count)
                status = CZlib.inflate(&stream, Z_NO_FLUSH)
                let count = piece.count - Int(stream.avail_out)
                if count > 0 {
                    let step = output(UnsafeRawBufferPointer(rebasing: piece[..<count]))
                    guard step == .more else { return (status, 0, step) }
                }
            } while status == Z_OK && stream.avail_out == 0
            // No progress for want of input is none of our business: more may come.
            if status == Z_BUF_ERROR { status = Z_OK }
            return (status, input.count - Int(stream.avail_in), .more)
        }
    }
}
