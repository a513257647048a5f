internal import Glibc

/// How far bytes are UTF-8.
enum UTF8Survey: Equatable {
    case ascii
    /// Valid, with characters beyond ASCII.
    case valid
    /// At least twenty good sequences for each bad one. Text of another multi-byte set is no such thing: its bytes form
    /// a good sequence by chance only.
    case nearlyValid
    /// `cut` sequences break off after a continuation byte. They are damaged UTF-8, or `é’` in windows-1252.
    case broken(good: Int, cut: Int, bad: Int)

    var isValid: Bool { self == .ascii || self == .valid }

    /// The slow count runs on broken text only.
    init(of bytes: [UInt8]) {
        if let isASCII = UTF8Survey.isASCII(ifValid: bytes) {
            self = isASCII ? .ascii : .valid
            return
        }
        let (good, cut, bad) = UTF8Survey.countSequences(in: bytes)
        self = good >= 20 * (cut + bad) ? .nearlyValid : .broken(good: good, cut: cut, bad: bad)
    }

    /// Whether all is ASCII; nil where the bytes are no UTF-8. The standard library looks at what is not ASCII only, in
    /// stretches: most of a page is, and eight bytes of it are skipped at once.
    private static func isASCII(ifValid bytes: [UInt8]) -> Bool? {
        var isASCII = true
        var position = firstBeyondASCII(in: bytes, from: 0)
        while position < bytes.count {
            isASCII = false
            var end = min(position + stretch, bytes.count)
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            // Where it is broken is of no interest.
            guard (try? UTF8Span(validating: bytes.span.extracting(position..<end))) != nil else { return nil }
            position = firstBeyondASCII(in: bytes, from: end)
        }
        return isASCII
    }

    private static let stretch = 64

    private static func firstBeyondASCII(in bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBytes { bytes in
            var position = start
            while position + 8 <= bytes.count,
                bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            { position += 8 }
            while position < bytes.count, bytes[position] < 0x80 { position += 1 }
            return position
        }
    }

    private static func countSequences(in bytes: [UInt8]) -> (good: Int, cut: Int, bad: Int) {
        var good = 0
        var cut = 0
        var bad = 0
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            guard byte >= 0x80 else { continue }
            let wanted = continuationCount(after: byte)
            var found = 0
            while found < wanted, position < bytes.count, bytes[position] & 0xC0 == 0x80 {
                found += 1
                position += 1
            }
            if found == 0 { bad += 1 } else if found < wanted { cut += 1 } else { good += 1 }
        }
        return (good, cut, bad)
    }

    private static func continuationCount(after lead: UInt8) -> Int {
        switch lead {
        case 0xC2...0xDF: 1
        case 0xE0...0xEF: 2
        case 0xF0...0xF4: 3
        default: 0
        }
    }
}

extension [UInt8] {
    var containsNUL: Bool {
        withUnsafeBytes { bytes in
            bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false
        }
    }
}
