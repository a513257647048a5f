internal import CICU

/// ICU's converters, one pass per text. Each sequence that cannot be read becomes one U+FFFD.
enum Transcoder {
    private static let pieceBytes = 64 << 10

    /// Returns valid UTF-8 without NUL, and the number of replacements.
    static func utf8(of bytes: [UInt8], from start: Int, charset: CharsetLabel) -> (text: [UInt8], replacements: Int) {
        bytes.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress, start < source.count else { return ([], 0) }
            guard let decoder = copydesk_icu_decoder_open(charset.converter, base + start, source.count - start) else {
                return lossyASCII(source[start...])
            }
            defer { copydesk_icu_decoder_close(decoder) }
            let text = readAll(decoder, expected: source.count + source.count / 2)
            return (text, copydesk_icu_decoder_replacements(decoder))
        }
    }

    private static func readAll(_ decoder: OpaquePointer, expected: Int) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(expected)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: pieceBytes) { piece in
            guard let base = piece.baseAddress else { return }
            while true {
                let count = copydesk_icu_decoder_read(decoder, base, pieceBytes)
                if count == 0 { return }
                text.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
            }
        }
        return text.containsNUL ? text.filter { $0 != 0 } : text
    }

    /// What remains when memory was too short for a converter.
    private static func lossyASCII(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> (text: [UInt8], replacements: Int) {
        let text = bytes.filter { $0 < 0x80 && $0 != 0 }
        return (text, bytes.count - text.count)
    }
}
