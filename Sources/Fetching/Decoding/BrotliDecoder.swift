internal import CBrotli

/// Brotli (RFC 7932).
final class BrotliDecoder: StreamDecoder {
    private(set) var isComplete = false
    private let state: OpaquePointer?

    init() { state = BrotliDecoderCreateInstance(nil, nil, nil) }

    deinit { BrotliDecoderDestroyInstance(state) }

    func decode(_ input: UnsafeRawBufferPointer, _ output: (UnsafeRawBufferPointer) -> DecodingStep) -> DecodingStep {
        guard let state else { return .broken }
        if isComplete { return .more }
        var next = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        var left = input.count
        return withUnsafeTemporaryAllocation(byteCount: decodedPieceBytes, alignment: 16) { piece in
            while true {
                var place = piece.baseAddress?.assumingMemoryBound(to: UInt8.self)
                var room = piece.count
                let result = BrotliDecoderDecompressStream(state, &left, &next, &room, &place, nil)
                if room < piece.count {
                    let step = output(UnsafeRawBufferPointer(rebasing: piece[..<(piece.count - room)]))
                    guard step == .more else { return step }
                }
                switch result {
                case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: continue
                case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return .more
                case BROTLI_DECODER_RESULT_SUCCESS:
                    isComplete = true
                    return .more
                default: return .broken
                }
            }
        }
    }
}
