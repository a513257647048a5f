import Foundation

/// What is a word, in the index and in what people type. Pure.
///
/// FTS5's tokenizer takes runs of letters and digits for words, without case and diacritics. Where a script has no blanks between
/// words, every letter is made a word of its own, and what people type a phrase of them: so any run of letters is found, at the
/// price of one entry a letter. The other way, trigrams for everything, makes the index several times as large and finds no word
/// of two letters, as most Chinese ones are.
enum SearchText {
    /// A word of a text, as it compares with others.
    struct Word {
        let range: Range<String.UnicodeScalarView.Index>
        let folded: String
    }

    /// The text with blanks around every letter of a script without.
    static func spaced(_ text: String) -> String {
        var spaced = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isUnspaced(scalar) {
                spaced.append(contentsOf: [" ", scalar, " "])
            } else if scalar.value != 0 {
                // A NUL would end the text in SQLite.
                spaced.append(scalar)
            }
        }
        return String(spaced)
    }

    /// No word of a language; one for each source.
    static func word(ofSource number: Int64) -> String { "s\(number)" }

    /// The words in order.
    static func words(_ text: String) -> [Word] {
        let scalars = text.unicodeScalars
        var words: [Word] = []
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let start = index
            if isUnspaced(scalars[index]) {
                index = scalars.index(after: index)
                if isLetter(scalars[start]) { words.append(word(scalars, start..<index)) }
                continue
            }
            while index < scalars.endIndex, isLetter(scalars[index]), !isUnspaced(scalars[index]) {
                index = scalars.index(after: index)
            }
            if index > start { words.append(word(scalars, start..<index)) } else { index = scalars.index(after: index) }
        }
        return words
    }

    private static func word(
        _ scalars: String.UnicodeScalarView, _ range: Range<String.UnicodeScalarView.Index>
    ) -> Word {
        let text = String(scalars[range])
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
        return Word(
            range: range,
            folded: isPlain
                ? text.lowercased() : text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil))
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return Character(scalar).isLetter || Character(scalar).isNumber }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .privateUse:
            return true
        default: return false
        }
    }

    /// Han, kana, Thai, Lao, Burmese and Khmer (Unicode's blocks), but for their punctuation.
    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E01...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x2FFF, 0x3005...0x3007, 0x3021...0x3029,
            0x3031...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAA60...0xAA7F, 0xF900...0xFAFF,
            0xFF66...0xFF9F, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
