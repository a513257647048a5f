/// The shingles of a text: every run of five words, or of eight characters where the script has no spaces between words.
///
/// Case, punctuation of any kind and width do not count, so that curly quotes, guillemets and full-width commas change nothing.
public enum Shingles {
    private static let words = 5
    private static let characters = 8
    /// More of a text says nothing more about it.
    private static let tokenLimit = 100_000

    /// Hashes of the text's shingles; none where it is shorter than one.
    public static func of(_ text: String) -> Set<UInt64> {
        let tokens = TokenScanner(text, limit: tokenLimit)
        let length = tokens.singles * 2 > tokens.hashes.count ? characters : words
        guard tokens.hashes.count >= length else { return [] }
        var shingles: Set<UInt64> = []
        shingles.reserveCapacity(tokens.hashes.count)
        for start in 0...(tokens.hashes.count - length) {
            let hash = tokens.hashes[start..<(start + length)].reduce(0) { ($0 &* 0x0000_0100_0000_01B3) ^ $1 }
            shingles.insert(MinHash.mixed(hash))
        }
        return shingles
    }
}

/// A number that is equal for texts of the same words in the same order, whatever their punctuation.
public enum TextFingerprint {
    /// - Returns: nil for texts without a word, of which any two would be equal.
    public static func of(_ texts: [String]) -> Int64? {
        var hash: UInt64 = 0
        for text in texts {
            for token in TokenScanner(text, limit: .max).hashes { hash = MinHash.mixed(hash &+ token) }
        }
        return hash == 0 ? nil : Int64(bitPattern: hash)
    }
}

/// Cuts a text into words and single characters, and keeps a hash of each.
private struct TokenScanner {
    private(set) var hashes: [UInt64] = []
    /// How many of them are single characters.
    private(set) var singles = 0

    private var word = Self.basis
    private var isInWord = false
    private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325

    init(_ text: String, limit: Int) {
        for scalar in text.unicodeScalars {
            guard hashes.count < limit else { break }
            take(scalar)
        }
        end()
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        switch ScalarClass(scalar) {
        case .letter: add(folded: scalar)
        case .single:
            end()
            add(scalar.value)
            end()
            singles += 1
        case .nothing: break
        case .separator: end()
        }
    }

    private mutating func end() {
        guard isInWord else { return }
        hashes.append(MinHash.mixed(word))
        word = Self.basis
        isInWord = false
    }

    private mutating func add(folded scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x41...0x5A: add(scalar.value | 0x20)
        case ..<0x80: add(scalar.value)
        case 0xFF01...0xFF5E: add(folded: Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
        default: for lower in scalar.properties.lowercaseMapping.unicodeScalars { add(lower.value) }
        }
    }

    /// FNV-1a, a scalar at a time.
    private mutating func add(_ value: UInt32) {
        word = (word ^ UInt64(value)) &* 0x0000_0100_0000_01B3
        isInWord = true
    }
}

/// What a character is to shingles.
private enum ScalarClass {
    case letter
    /// Of a script that is written without spaces: a word of its own.
    case single
    /// It neither is nor ends a word: apostrophes, marks, soft hyphens.
    case nothing
    case separator

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: self = .letter
        case 0x27, 0xAD, 0x2BC, 0x2018, 0x2019, 0x200B...0x200F, 0x2060, 0xFE00...0xFE0F, 0xFEFF, 0xFF07:
            self = .nothing
        case ..<0x80: self = .separator
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3041...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
            self = .single
        default: self.init(category: scalar.properties.generalCategory)
        }
    }

    private init(category: Unicode.GeneralCategory) {
        switch category {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            self = .letter
        case .nonspacingMark, .spacingMark, .enclosingMark, .format: self = .nothing
        default: self = .separator
        }
    }
}
