/// What a Unicode scalar is to the word scanner.
enum CharacterClass: UInt8 {
    case space, punctuation, other, word, ideograph

    /// The class of a scalar. Words are runs of letters, digits and underscores; every CJK character is a word of its
    /// own, or a whole clause would be one.
    @inline(__always)
    init(_ scalar: Unicode.Scalar) {
        self = scalar.value < 0x80 ? Self.ascii(UInt8(scalar.value)) : Self.beyondASCII(scalar)
    }

    @inline(__always)
    private static func ascii(_ byte: UInt8) -> CharacterClass {
        if isASCIIWord(byte) { return .word }
        return switch byte {
        case 0x09...0x0D, 0x20: .space
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
            UInt8(ascii: "?"):
            .punctuation
        default: .other
        }
    }

    @inline(__always)
    static func isASCIIWord(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "_")
    }

    private static func beyondASCII(_ scalar: Unicode.Scalar) -> CharacterClass {
        switch scalar.value {
        case 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: .space
        case 0xD7, 0xF7: .other
        // Letters of Latin, Greek, Cyrillic, Hebrew, Arabic and Hangul: what is not among them is looked up.
        case 0xC0...0x24F, 0x386, 0x388...0x481, 0x48A...0x52F, 0x5D0...0x5EA, 0x620...0x64A, 0xAC00...0xD7A3: .word
        case 0x3040...0x30FF, 0x3400...0x9FFF, 0x20000...0x3FFFF: .ideograph
        case 0x3002, 0xFF0C, 0xFF01, 0xFF1F, 0xFF1A, 0xFF1B, 0x3001, 0x964, 0x61F, 0x60C, 0x61B, 0xFF0E: .punctuation
        case 0x2000...0x206F, 0x2190...0x2BFF, 0x3000...0x303F, 0xFE00...0xFE6F, 0xFFF0...0xFFFF: .other
        default: isWord(scalar) ? .word : .other
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }
}

extension Unicode.Scalar {
    /// The scalar in lower case where that is one scalar; most text is below U+0530 and served from a table.
    @inline(__always)
    var folded: Unicode.Scalar {
        if value < 0x80 {
            return value &- 0x41 < 26 ? Unicode.Scalar(UInt8(value) | 0x20) : self
        }
        if value < 0x530 { return Self.lowercase[Int(value)] }
        switch value {
        // From Hebrew to Myanmar, and in East Asia, no letter has a case.
        case 0x591..<0x10A0, 0x2E80..<0xA640, 0xAC00..<0xFB00: return self
        default: return slowlyFolded
        }
    }

    private static let lowercase: [Unicode.Scalar] = (0..<UInt32(0x530)).map { value in
        Unicode.Scalar(value)?.slowlyFolded ?? "\u{FFFD}"
    }

    private var slowlyFolded: Unicode.Scalar {
        let mapping = properties.lowercaseMapping.unicodeScalars
        return mapping.count == 1 ? mapping.first ?? self : self
    }
}
