import HTML

/// The words of a page's blocks, scanned once into flat buffers that all features share.
///
/// A word is known by the hash of its lower-case letters: comparing sets of words is comparing sets of integers.
struct WordScan {
    /// The text of all blocks in lower case, dashes as spaces and curly apostrophes straight, for phrases.
    private(set) var folded: [UInt8] = []
    /// The hash of every word, block after block.
    private(set) var words: [UInt32] = []
    /// Where in `folded` each word begins.
    private(set) var starts: [Int32] = []

    /// What one text amounts to. Counts are of Unicode scalars unless their names say otherwise.
    struct Summary {
        @NarrowRange var words = 0..<0
        @NarrowRange var folded = 0..<0
        @Narrow var characters = 0
        @Narrow var spaces = 0
        @Narrow var letters = 0
        @Narrow var uppercase = 0
        @Narrow var digits = 0
        @Narrow var punctuation = 0
        @Narrow var commas = 0
        @Narrow var sentences = 0
        @Narrow var ideographs = 0
        @Narrow var separators = 0
        @Narrow var capitalised = 0
        var first: Unicode.Scalar = " "
        var last: Unicode.Scalar = " "
    }

    /// Gives back the room for more texts.
    mutating func trim() {
        folded.trim()
        words.trim()
        starts.trim()
    }

    /// Scans one text and appends its words.
    mutating func scan(_ text: UnsafeBufferPointer<UInt8>) -> Summary {
        var summary = Summary()
        let firstWord = words.count
        let firstByte = folded.count
        var state = WordState()
        var position = 0
        while position < text.count {
            if CharacterClass.isASCIIWord(text[position]) {
                scanWord(text, &position, &state, &summary)
                continue
            }
            if text[position] == 0x20 {
                scanSpace(&state, &summary)
                position += 1
                continue
            }
            let scalar = UTF8Scalar.decode(text, at: &position)
            let kind = CharacterClass(scalar)
            count(scalar, kind, in: &summary, afterStop: state.previousIsStop, startsWord: !state.inWord)
            if kind == .word || kind == .ideograph {
                if kind == .ideograph || !state.inWord { endWord(&state) }
                if !state.inWord { starts.append(Int32(folded.count)) }
                append(scalar.folded, into: &state)
                if kind == .ideograph { endWord(&state) }
            } else {
                endWord(&state)
                appendGap(scalar, kind)
            }
            state.previousIsStop = Self.endsSentence(scalar) || (state.previousIsStop && Self.isClosing(scalar))
        }
        endWord(&state)
        summary.words = firstWord..<words.count
        summary.folded = firstByte..<folded.count
        return summary
    }

    /// The same for a run of ASCII letters, digits and underscores, of which most text consists.
    private mutating func scanWord(
        _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ state: inout WordState, _ summary: inout Summary
    ) {
        let first = position
        let begins = !state.inWord
        if begins {
            starts.append(Int32(folded.count))
            state.inWord = true
            state.hash = Self.seed
        }
        var (hash, uppercase, digits) = (state.hash, 0, 0)
        while position < text.count, CharacterClass.isASCIIWord(text[position]) {
            var byte = text[position]
            if byte &- 0x41 < 26 {
                byte |= 0x20
                uppercase += 1
                if begins, position == first { summary.capitalised += 1 }
            } else if byte &- 0x30 < 10 {
                digits += 1
            }
            hash = (hash ^ UInt32(byte)) &* Self.factor
            position += 1
        }
        let firstFolded = folded.count
        folded.append(contentsOf: UnsafeBufferPointer(rebasing: text[first..<position]))
        if uppercase > 0 {
            for index in firstFolded..<folded.count where folded[index] &- 0x41 < 26 { folded[index] |= 0x20 }
        }
        state.hash = hash
        state.previousIsStop = false
        if summary.characters == 0 { summary.first = Unicode.Scalar(text[first]) }
        summary.last = Unicode.Scalar(text[position - 1])
        summary.characters += position - first
        summary.uppercase += uppercase
        summary.digits += digits
        summary.letters += position - first - digits
    }

    /// The same for a space.
    private mutating func scanSpace(_ state: inout WordState, _ summary: inout Summary) {
        endWord(&state)
        if folded.last != 0x20 { folded.append(0x20) }
        summary.characters += 1
        summary.spaces += 1
        if state.previousIsStop { summary.sentences += 1 }
        state.previousIsStop = false
    }

    /// FNV-1a over 32 bits.
    private static let seed: UInt32 = 2_166_136_261
    private static let factor: UInt32 = 16_777_619

    private struct WordState {
        var inWord = false
        var hash: UInt32 = 0
        var previousIsStop = false
    }

    private mutating func append(_ scalar: Unicode.Scalar, into state: inout WordState) {
        if !state.inWord {
            state.inWord = true
            state.hash = Self.seed
        }
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            folded.append(byte)
            state.hash = (state.hash ^ UInt32(byte)) &* Self.factor
        }
    }

    private mutating func endWord(_ state: inout WordState) {
        guard state.inWord else { return }
        words.append(state.hash)
        state.inWord = false
    }

    private mutating func appendGap(_ scalar: Unicode.Scalar, _ kind: CharacterClass) {
        switch scalar {
        case "-", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}": folded.append(0x20)
        case "\u{2019}", "\u{2018}", "\u{02BC}", "'": folded.append(UInt8(ascii: "'"))
        default:
            if kind == .space {
                if folded.last != 0x20 { folded.append(0x20) }
            } else {
                folded.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    private func count(
        _ scalar: Unicode.Scalar, _ kind: CharacterClass, in summary: inout Summary, afterStop: Bool, startsWord: Bool
    ) {
        if summary.characters == 0 { summary.first = scalar }
        summary.characters += 1
        switch kind {
        case .space:
            summary.spaces += 1
            if afterStop { summary.sentences += 1 }
            return
        case .punctuation:
            summary.punctuation += 1
            if scalar == "," || scalar == "、" || scalar == "，" || scalar == "،" { summary.commas += 1 }
        case .word:
            let isDigit = scalar.value &- 0x30 < 10
            if isDigit { summary.digits += 1 } else { summary.letters += 1 }
            if scalar.value >= 0xAC00 && scalar.value <= 0xD7AF { summary.ideographs += 1 }
            if scalar.folded != scalar {
                summary.uppercase += 1
                if startsWord { summary.capitalised += 1 }
            }
        case .ideograph:
            summary.ideographs += 1
            summary.letters += 1
        case .other:
            if Self.isSeparator(scalar) { summary.separators += 1 }
        }
        summary.last = scalar
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "|", "»", "›", "•", "·", "→", "▶", "►": true
        default: false
        }
    }

    static func endsSentence(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "!", "?", "…", "。", "！", "？", "।", "؟": true
        default: false
        }
    }

    /// Quotes and brackets that may stand between a sentence's stop and the space behind it.
    static func isClosing(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "'", "”", "“", "’", ")", "]", "»", "«", "」": true
        default: false
        }
    }
}

/// Decoding of one scalar from bytes that are known to be valid UTF-8.
enum UTF8Scalar {
    @inline(__always)
    static func decode(_ text: UnsafeBufferPointer<UInt8>, at position: inout Int) -> Unicode.Scalar {
        let lead = text[position]
        if lead < 0x80 {
            position += 1
            return Unicode.Scalar(lead)
        }
        let count = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var value = UInt32(lead) & (0xFF >> UInt32(count + 1))
        let end = min(position + count, text.count)
        position += 1
        while position < end {
            value = value << 6 | UInt32(text[position] & 0x3F)
            position += 1
        }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }
}
