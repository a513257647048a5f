internal import CZstd

/// Zstandard (RFC 8878), with the window that HTTP allows at most (RFC 9659): 8 MiB.
final class ZstdDecoder: StreamDecoder {
    private(set) var isComplete = false
    private let context: OpaquePointer?

    init() {
        context = ZSTD_createDCtx()
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 23)
    }

    deinit { ZSTD_freeDCtx(context) }

    func decode(_ input: UnsafeRawBufferPointer, _ output: (UnsafeRawBufferPointer) -> DecodingStep) -> DecodingStep {
        guard let context else { return .broken }
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        return withUnsafeTemporaryAllocation(byteCount: decodedPieceBytes, alignment: 16) { piece in
            var isFull = false
            while source.pos < source.size || isFull {
                var target = ZSTD_outBuffer(dst: piece.baseAddress, size: piece.count, pos: 0)
                let result = ZSTD_decompressStream(context, &target, &source)
                guard ZSTD_isError(result) == 0 else { return isComplete ? .more : .broken }
                // Zero is the end of a frame; another one may follow (RFC 8878, section 3).
                isComplete = result == 0
                isFull = target.pos == target.size
                guard target.pos > 0 else { continue }
                let step = output(UnsafeRawBufferPointer(rebasing: piece[..<target.pos]))
                guard step == .more else { return step }
            }
            return .more
        }
    }
}
