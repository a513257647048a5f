/// What the punctuation at the ends of a line says.
struct LineEnding {
    private(set) var endsSentence = false
    private(set) var isEllipsis = false
    private(set) var isStop = false

    init(_ bytes: [UInt8]) {
        let tail = Self.scalars(bytes.suffix(48))
        var end = tail.count
        while end > 0, WordScan.isClosing(tail[end - 1]) || tail[end - 1] == " " { end -= 1 }
        guard end > 0 else { return }
        let last = tail[end - 1]
        isEllipsis = last == "…" || (last == "." && end >= 3 && tail[end - 2] == "." && tail[end - 3] == ".")
        endsSentence = !isEllipsis && WordScan.endsSentence(last)
        switch last {
        case ".", "。", "।", "．", ":", "：", ",", "、", "，", ";", "；", "،", "؛", "۔": isStop = !isEllipsis
        default: break
        }
    }

    private static func scalars(_ bytes: ArraySlice<UInt8>) -> [Unicode.Scalar] {
        Array(String(decoding: bytes.drop { $0 & 0xC0 == 0x80 }, as: UTF8.self).unicodeScalars)
    }

    /// The words before a colon or bar near the line's start: “Related: …”, “Lire aussi | …”; nil without one.
    static func head(of bytes: [UInt8]) -> [UInt32]? {
        let near = bytes.prefix(72)
        for position in near.indices {
            let isColon = near[position] == UInt8(ascii: ":") || near[position] == UInt8(ascii: "|")
            let isWideColon = near[position...].starts(with: [0xEF, 0xBC, 0x9A])
            let isBracket = near[position...].starts(with: [0xE3, 0x80, 0x91])
            guard isColon || isWideColon || isBracket else { continue }
            let next = position + (isColon ? 1 : 3)
            // A digit behind it makes it a time or a score.
            if next < bytes.count, bytes[next] &- 0x30 < 10 { return nil }
            return WordHash.words(String(decoding: bytes[..<position], as: UTF8.self))
        }
        return nil
    }

    static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "“", "”", "„", "«", "»", "「", "」", "『", "』", "‟": true
        default: false
        }
    }

    static func isOpeningQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "'", "‘", "‚", "‹": true
        // A lone » is a pointer (“» Subscribe”) more often than a quotation mark in front.
        case "»": false
        default: isQuote(scalar)
        }
    }
}

/// The numbers of a line, for dates.
struct DigitRuns {
    private(set) var hasYear = false
    /// Numbers of one or two digits.
    private(set) var small = 0
    private(set) var count = 0

    init(_ bytes: [UInt8]) {
        var value = 0
        var length = 0
        for byte in bytes + [0] {
            if byte &- 0x30 < 10 {
                value = length < 5 ? value * 10 + Int(byte - 0x30) : value
                length += 1
                continue
            }
            if length > 0 { count += 1 }
            if length == 4, (1900...2099).contains(value) { hasYear = true }
            if length == 1 || length == 2 { small += 1 }
            value = 0
            length = 0
        }
    }

    /// A day and a year at least.
    var isDate: Bool { hasYear && small >= 1 }
}
