/// The lexical part of the reader: spaces, comments, strings, numbers and words over one byte buffer.
struct JSONScanner {
    private let bytes: [UInt8]
    private let tolerant: Bool
    private(set) var offset = 0
    /// Whether the last token was a comma; the reader clears it.
    var lastWasComma = false

    init(bytes: [UInt8], tolerant: Bool) {
        self.bytes = bytes
        self.tolerant = tolerant
    }

    var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func advance() { offset += 1 }

    func error(_ message: String) -> JSONError { JSONError(message: message, offset: offset) }

    mutating func skipSpace() {
        while let byte = peek {
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                offset += 1
            } else if tolerant, byte == UInt8(ascii: "/"), skipComment() {
                continue
            } else if tolerant, byte == UInt8(ascii: ";") || byte == 0xEF || byte == 0xBB || byte == 0xBF {
                offset += 1
            } else {
                return
            }
        }
    }

    /// Skips what stands before the value: `<!--`, `//<![CDATA[`, a variable's name and the like.
    mutating func skipWrapper() {
        while let byte = peek, byte != UInt8(ascii: "{"), byte != UInt8(ascii: "[") {
            if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") {
                skipMarker()
            } else {
                offset += 1
            }
        }
    }

    /// `<![CDATA[` ends in a bracket that opens nothing.
    private mutating func skipMarker() {
        let marker = Array("<![CDATA[".utf8)
        if bytes[offset...].starts(with: marker) { offset += marker.count } else { offset += 1 }
    }

    private mutating func skipComment() -> Bool {
        guard offset + 1 < bytes.count else { return false }
        if bytes[offset + 1] == UInt8(ascii: "*") {
            var end = offset + 2
            while end + 1 < bytes.count, bytes[end] != UInt8(ascii: "*") || bytes[end + 1] != UInt8(ascii: "/") {
                end += 1
            }
            offset = min(end + 2, bytes.count)
            return true
        }
        guard bytes[offset + 1] == UInt8(ascii: "/") else { return false }
        while let byte = peek, byte != 0x0A { offset += 1 }
        return true
    }

    /// Skips to just behind the bracket that closes the one already passed.
    mutating func skipNested() {
        var depth = 1
        while let byte = peek, depth > 0 {
            switch byte {
            case UInt8(ascii: "\""): _ = string()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                offset += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                offset += 1
            default: offset += 1
            }
        }
    }

    /// A string, number, `true`, `false` or `null`.
    mutating func scalar() throws(JSONError) -> JSONValue {
        if peek == UInt8(ascii: "\"") {
            guard let text = string() else { throw error("unfinished or invalid string") }
            return .string(text)
        }
        let start = offset
        while let byte = peek, Self.isWord(byte) { offset += 1 }
        if let value = wholeNumber(start..<offset) { return .number(Double(value)) }
        let word = String(decoding: bytes[start..<offset], as: UTF8.self)
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default:
            if let value = Self.number(word, tolerant: tolerant) { return .number(value) }
            guard tolerant else { throw JSONError(message: "unexpected text", offset: start) }
            if offset == start { offset += 1 }
            return .null
        }
    }

    /// A number of digits alone that a double holds as it is, as nearly all are; nil for all that takes a closer look.
    private func wholeNumber(_ word: Range<Int>) -> Int? {
        guard (1...15).contains(word.count), word.count == 1 || bytes[word.lowerBound] != UInt8(ascii: "0") else {
            return nil
        }
        var value = 0
        for byte in bytes[word] {
            guard byte &- 0x30 < 10 else { return nil }
            value = 10 * value + Int(byte &- 0x30)
        }
        return value
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return true
        default:
            return false
        }
    }

    private static func number(_ word: String, tolerant: Bool) -> Double? {
        let digits = word.utf8.drop { $0 == UInt8(ascii: "-") }
        guard let first = digits.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
        let leadingZero =
            first == UInt8(ascii: "0") && digits.dropFirst().first.map { $0 >= 0x30 && $0 <= 0x39 } == true
        guard tolerant || (!leadingZero && word.utf8.last != UInt8(ascii: ".")) else { return nil }
        return Double(word)
    }

    /// The string whose opening quote is next; nil where it does not end or, in strict mode, is not valid.
    private mutating func string() -> String? {
        guard let (decoded, rest) = content() else { return nil }
        guard !decoded.isEmpty else { return String(decoding: bytes[rest], as: UTF8.self) }
        var text = decoded
        append(rest, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The same as bytes.
    mutating func stringBytes() -> [UInt8]? {
        guard peek == UInt8(ascii: "\""), let (decoded, rest) = content(reserving: bytes.count) else { return nil }
        var text = decoded
        append(rest, to: &text)
        return text
    }

    /// What the string's bytes up to its last escape stand for, and its rest, which stands as it is.
    private mutating func content(reserving capacity: Int = 0) -> (decoded: [UInt8], rest: Range<Int>)? {
        offset += 1
        var text: [UInt8] = []
        text.reserveCapacity(capacity)
        var start = offset
        skipPlainWords()
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return (text, start..<offset - 1)
            case UInt8(ascii: "\\"):
                append(start..<offset, to: &text)
                offset += 1
                guard escape(into: &text) || tolerant else { return nil }
                start = offset
                skipPlainWords()
            case 0..<0x20:
                guard tolerant else { return nil }
                offset += 1
                skipPlainWords()
            default: offset += 1
            }
        }
        return tolerant ? (text, start..<offset) : nil
    }

    /// Passes over the valid string whose opening quote is next, and answers where it stands, its quotes included; nil where it
    /// does not end or is not valid.
    mutating func skipString() -> Range<Int>? {
        let start = offset
        offset += 1
        skipPlainWords()
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return start..<offset
            case UInt8(ascii: "\\"):
                offset += 1
                guard skipEscape() else { return nil }
                skipPlainWords()
            case 0..<0x20: return nil
            default: offset += 1
            }
        }
        return nil
    }

    /// Passes over eight bytes at a time, as long as a string holds all of them as they are.
    private mutating func skipPlainWords() {
        let start = offset
        offset = bytes.withUnsafeBytes { bytes in
            var end = start
            while end + 8 <= bytes.count,
                Self.isPlain(bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self))
            {
                end += 8
            }
            return end
        }
    }

    /// Whether none of eight bytes is a quote, a backslash or a control: with any of them, a subtraction borrows into the
    /// highest bit of its byte.
    private static func isPlain(_ word: UInt64) -> Bool {
        let (ones, highest) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
        let quotes = word ^ ones &* UInt64(UInt8(ascii: "\""))
        let backslashes = word ^ ones &* UInt64(UInt8(ascii: "\\"))
        let found = (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | (word &- ones &* 0x20) & ~word
        return found & highest == 0
    }

    private func append(_ range: Range<Int>, to text: inout [UInt8]) {
        bytes.withUnsafeBufferPointer { text.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Decodes the escape behind a backslash; an unknown one is kept as written and answers false.
    private mutating func escape(into text: inout [UInt8]) -> Bool {
        guard let byte = peek else { return false }
        offset += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "u"): return unicodeEscape(into: &text)
        default:
            text.append(byte)
            return false
        }
        return true
    }

    private mutating func unicodeEscape(into text: inout [UInt8]) -> Bool {
        guard let high = hexadecimal() else { return false }
        var value = UInt32(high)
        if (0xD800..<0xDC00).contains(value), offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
            bytes[offset + 1] == UInt8(ascii: "u")
        {
            let rewind = offset
            offset += 2
            if let low = hexadecimal(), (0xDC00..<0xE000).contains(low) {
                value = 0x10000 + (value - 0xD800) << 10 + (UInt32(low) - 0xDC00)
            } else {
                offset = rewind
            }
        }
        // Half of a pair by itself is no character.
        text.append(contentsOf: UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
        return true
    }

    /// Passes over the escape behind a backslash, if it is a valid one.
    private mutating func skipEscape() -> Bool {
        guard let byte = peek else { return false }
        offset += 1
        switch byte {
        case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return true
        case UInt8(ascii: "u"): return hexadecimal() != nil
        default: return false
        }
    }

    private mutating func hexadecimal() -> UInt16? {
        guard offset + 4 <= bytes.count else { return nil }
        var value: UInt16 = 0
        for position in offset..<offset + 4 {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt16(byte & 0x0F)
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                value = value << 4 | UInt16((byte & 0x0F) + 9)
            default: return nil
            }
        }
        offset += 4
        return value
    }
}
