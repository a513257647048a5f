/// What the letters and words of a text's beginning say of its language, counted in one pass.
struct LetterCensus {
    /// Letters by `TextScript.rawValue`.
    private(set) var scripts = [Int](repeating: 0, count: TextScript.allCases.count)
    private(set) var words = 0
    /// For each of `CommonWords.languages`, how many of the words are among its commonest.
    private(set) var commonWords = [Int](repeating: 0, count: CommonWords.languages.count)

    private var packed: UInt64 = 0
    private var wordBytes = 0

    /// Enough to be sure, and a long text costs no more than a short one.
    private static let maximumScalars = 6_000

    init(of texts: [String]) {
        var left = Self.maximumScalars
        for text in texts where left > 0 {
            var text = text
            text.withUTF8 { bytes in
                var position = 0
                while position < bytes.count, left > 0 {
                    left -= 1
                    count(UTF8Scalar.decode(bytes, at: &position))
                }
            }
            endWord()
        }
    }

    private mutating func count(_ scalar: Unicode.Scalar) {
        if scalar.value < 0x80 {
            guard (scalar.value | 0x20) &- 0x61 < 26 else { return endWord() }
            scripts[TextScript.latin.rawValue] += 1
            packed = packed << 8 | UInt64(scalar.value | 0x20)
            wordBytes += 1
            return
        }
        if let script = TextScript(scalar) { scripts[script.rawValue] += 1 }
        guard Self.isLetter(scalar) else { return endWord() }
        for byte in UTF8.encode(scalar.folded) ?? UTF8.encodedReplacementCharacter {
            packed = packed << 8 | UInt64(byte)
            wordBytes += 1
        }
    }

    private mutating func endWord() {
        guard wordBytes > 0 else { return }
        words += 1
        var left = wordBytes <= CommonWords.longest ? CommonWords.masks[packed] : 0
        while left != 0 {
            commonWords[left.trailingZeroBitCount] += 1
            left &= left - 1
        }
        (packed, wordBytes) = (0, 0)
    }

    /// A letter beyond ASCII, or a mark on one.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        let kind = CharacterClass(scalar)
        return (kind == .word || kind == .ideograph) && scalar.properties.numericType == nil
    }
}
