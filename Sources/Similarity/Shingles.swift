/// The shingles of a text: every run of five words, or of eight characters where the script has no spaces between words.
///
/// Case, punctuation of any kind and width do not count, so that curly quotes, guillemets and full-width commas change nothing.
public enum Shingles {
    private static let words = 5
    private static let characters = 8
    /// More tokens of a text say nothing more about it.
    fileprivate static let tokenLimit = 100_000

    /// Hashes of the text's shingles; none where it is shorter than one.
    public static func of(_ text: String) -> Set<UInt64> { Set(of(TextTokens(text))) }

    /// The same, in the text's order.
    static func of(_ tokens: TextTokens) -> [UInt64] {
        let hashes = tokens.hashes.prefix(tokenLimit)
        let length = tokens.singles * 2 > hashes.count ? characters : words
        guard hashes.count >= length else { return [] }
        var shingles = DistinctHashes(upTo: hashes.count)
        for start in 0...(hashes.count - length) {
            var hash: UInt64 = 0
            for token in hashes[start..<(start + length)] { hash = (hash &* 0x0000_0100_0000_01B3) ^ token }
            shingles.insert(MinHash.mixed(hash))
        }
        return shingles.values
    }
}

/// Hashes, each once. A table by their own bits, stirred with a number that no text can know: `Set` would hash them again, which
/// took longer than to cut the text.
private struct DistinctHashes {
    private(set) var values: [UInt64] = []
    /// One more than the index of a value; 0 where there is none.
    private var places: [Int32]
    private static let secret = UInt64.random(in: .min ... .max)

    init(upTo count: Int) {
        values.reserveCapacity(count)
        places = Array(repeating: 0, count: 1 << (Int.bitWidth - (2 * count).leadingZeroBitCount))
    }

    mutating func insert(_ hash: UInt64) {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: MinHash.mixed(hash ^ Self.secret)) & mask
        while places[place] != 0 {
            if values[Int(places[place]) - 1] == hash { return }
            place = (place + 1) & mask
        }
        values.append(hash)
        places[place] = Int32(values.count)
    }
}

/// A number that is equal for texts of the same words in the same order, whatever their punctuation.
public enum TextFingerprint {
    /// - Returns: nil for texts without a word, of which any two would be equal.
    public static func of(_ texts: [String]) -> Int64? { of(texts.map(TextTokens.init)) }

    /// The same of texts that are cut already.
    public static func of(_ texts: [TextTokens]) -> Int64? {
        var hash: UInt64 = 0
        for text in texts {
            for token in text.hashes { hash = MinHash.mixed(hash &+ token) }
        }
        return hash == 0 ? nil : Int64(bitPattern: hash)
    }
}

/// A text cut into words and single characters, with a hash of each: what its shingles and its fingerprint are made of.
public struct TextTokens: Sendable {
    private(set) var hashes: [UInt64] = []
    /// How many of those that count for shingles are single characters.
    private(set) var singles = 0

    private var word = Self.basis
    private var isInWord = false
    private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Reads the whole text.
    public init(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            hashes.reserveCapacity(bytes.count / 5)
            var position = 0
            while position < bytes.count {
                let byte = bytes[position]
                if byte < 0x80 {
                    take(ascii: byte)
                    position += 1
                } else {
                    let (scalar, length) = Self.scalar(bytes, at: position)
                    take(scalar)
                    position += length
                }
            }
        }
        end()
    }

    /// The character beyond ASCII whose first byte is at `position`. A String's bytes are valid UTF-8.
    private static func scalar(
        _ bytes: UnsafeBufferPointer<UInt8>, at position: Int
    ) -> (scalar: Unicode.Scalar, length: Int) {
        let first = bytes[position]
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value = UInt32(first) & (0xFF >> UInt32(length + 1))
        for byte in bytes[(position + 1)..<(position + length)] { value = value << 6 | UInt32(byte & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    /// Most of most texts.
    private mutating func take(ascii byte: UInt8) {
        switch byte {
        case 0x61...0x7A, 0x30...0x39: add(UInt32(byte))
        case 0x41...0x5A: add(UInt32(byte | 0x20))
        case 0x27: break
        default: end()
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        switch ScalarClass(scalar) {
        case .letter: add(folded: scalar)
        case .single:
            end()
            if hashes.count < Shingles.tokenLimit { singles += 1 }
            add(scalar.value)
            end()
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
        // Only letters and digits of full width are asked for here.
        case 0xFF01...0xFF5E: take(ascii: UInt8(scalar.value - 0xFEE0))
        case _ where !scalar.properties.changesWhenLowercased: add(scalar.value)
        default: for lower in scalar.properties.lowercaseMapping.unicodeScalars { add(lower.value) }
        }
    }

    /// FNV-1a, a scalar at a time.
    private mutating func add(_ value: UInt32) {
        word = (word ^ UInt64(value)) &* 0x0000_0100_0000_01B3
        isInWord = true
    }
}

/// What a character beyond ASCII is to shingles.
private enum ScalarClass {
    case letter
    /// Of a script that is written without spaces: a word of its own.
    case single
    /// It neither is nor ends a word: apostrophes, marks, soft hyphens.
    case nothing
    case separator

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0xAD, 0x2BC, 0x2018, 0x2019, 0x200B...0x200F, 0x2060, 0xFE00...0xFE0F, 0xFEFF, 0xFF07: self = .nothing
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
