/// A piece of a date's text: a run of digits, a word, or one mark.
struct DateToken: Equatable {
    enum Kind: Equatable {
        /// ASCII digits; the value is capped at 18 digits, `width` is what was written.
        case number(value: Int, width: Int)
        /// A lower-case word. A Han ideograph is a word of its own, as in 2024年5月3日.
        case word(String)
        case mark(UInt8)
    }

    let kind: Kind
    /// The digits of a number as ASCII, else empty.
    let digits: [UInt8]
    /// Whether white space stands before it.
    let isSpaced: Bool

    static func tokens(of utf8: some Sequence<UInt8>) -> [DateToken] {
        var lexer = DateLexer()
        for scalar in String(decoding: Array(utf8), as: UTF8.self).unicodeScalars { lexer.take(scalar) }
        return lexer.finish()
    }
}

/// Cuts scalars into tokens; owned by one call of `DateToken.tokens(of:)`.
private struct DateLexer {
    private var tokens: [DateToken] = []
    private var digits: [UInt8] = []
    private var word = String.UnicodeScalarView()
    private var isSpaced = false

    mutating func take(_ scalar: Unicode.Scalar) {
        let mark = Self.plain(scalar)
        switch mark {
        case 0x30...0x39:
            flushWord()
            digits.append(mark)
        case 0x20:
            flush()
            isSpaced = true
        case 0x80...:
            take(letter: scalar)
        case 0x41...0x5A, 0x61...0x7A:
            take(letter: scalar)
        default:
            flush()
            append(.mark(mark))
        }
    }

    mutating func finish() -> [DateToken] {
        flush()
        return tokens
    }

    private mutating func take(letter scalar: Unicode.Scalar) {
        flushDigits()
        let isHan = (0x4E00...0x9FFF).contains(scalar.value)
        if isHan { flushWord() }
        word.append(scalar)
        if isHan { flushWord() }
    }

    private mutating func flush() {
        flushDigits()
        flushWord()
    }

    private mutating func flushDigits() {
        guard !digits.isEmpty else { return }
        let value = digits.prefix(18).reduce(0) { $0 * 10 + Int($1 & 0x0F) }
        append(.number(value: value, width: digits.count))
        digits.removeAll()
    }

    private mutating func flushWord() {
        guard !word.isEmpty else { return }
        // Lower-casing the Turkish İ leaves a combining dot behind.
        let lowered = String(word).lowercased().unicodeScalars.filter { $0.value != 0x307 }
        append(.word(String(String.UnicodeScalarView(lowered))))
        word.removeAll()
    }

    private mutating func append(_ kind: DateToken.Kind) {
        tokens.append(DateToken(kind: kind, digits: digits, isSpaced: isSpaced))
        isSpaced = false
    }

    /// Maps typographic marks, full-width forms and every space to ASCII; letters of other scripts to 0x80.
    private static func plain(_ scalar: Unicode.Scalar) -> UInt8 {
        switch scalar.value {
        case 0x00...0x20, 0x7F, 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: 0x20
        case 0x21...0x7E: UInt8(scalar.value)
        case 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069: 0x20
        case 0x2010...0x2015, 0x2212: 0x2D
        case 0x2018, 0x2019: 0x27
        case 0xB7, 0x2022, 0x2026, 0x3001, 0x3002, 0x300A...0x3011, 0xAB, 0xBB: 0x7C
        case 0xFF01...0xFF5E: UInt8(scalar.value - 0xFF01 + 0x21)
        default: 0x80
        }
    }
}
