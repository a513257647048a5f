/// Finds out whether a text was wrapped at a fixed width, and joins what was wrapped.
///
/// Only the shape of the lines decides. In a wrapped paragraph every line is full: the next line's first word would not
/// have fitted behind it. A subhead over its paragraph, a list, or a text with a line for each paragraph is not like that.
struct LineWrap {
    /// Nil when every line is a paragraph of its own.
    let width: Int?

    /// Widths at which texts are wrapped: from narrow mails to wide terminals.
    private static let widths = 36...132

    init(_ lines: [TextLine]) {
        // Each break between two lines is full for a range of widths; the width that most breaks agree on wins.
        var agreement = [Int](repeating: 0, count: Self.widths.upperBound + 2)
        var breaks = 0
        for (line, next) in zip(lines, lines.dropFirst()) where !line.isBlank && !next.isBlank {
            breaks += 1
            let narrowest = max(line.columns, Self.widths.lowerBound)
            let widest = min(Self.needed(line, next) - 1, Self.widths.upperBound)
            guard narrowest <= widest else { continue }
            agreement[narrowest] += 1
            agreement[widest + 1] -= 1
        }
        var best = (width: 0, full: 0)
        var full = 0
        for width in Self.widths {
            full += agreement[width]
            if full > best.full { best = (width, full) }
        }
        let isWrapped = best.full >= 2 && best.full * 10 >= breaks * 6 && Self.runsOn(lines, best.width, best.full)
        width = isWrapped ? best.width : nil
    }

    /// Whether sentences go on over the full breaks: many of the next lines begin in lower case, or, in a script without
    /// cases, few lines end a sentence.
    private static func runsOn(_ lines: [TextLine], _ width: Int, _ full: Int) -> Bool {
        var lowercase = 0
        var uncased = 0
        var sentenceEnds = 0
        for (line, next) in zip(lines, lines.dropFirst()) where isFull(line, next, width) {
            switch firstLetter(next) {
            case .some(let letter) where letter.properties.isLowercase: lowercase += 1
            case .some(let letter) where letter.folded == letter: uncased += 1
            default: break
            }
            if endsSentence(line) { sentenceEnds += 1 }
        }
        if lowercase * 10 >= full * 4 { return true }
        return uncased * 10 >= full * 6 && full >= 4 && sentenceEnds * 10 <= full * 4
    }

    /// Whether the break behind a line is only a wrap.
    func joins(_ line: TextLine, _ next: TextLine) -> Bool {
        guard let width, Self.isFull(line, next, width) else { return false }
        return next.indent <= line.indent + 1 && !Self.startsListItem(next)
    }

    private static func isFull(_ line: TextLine, _ next: TextLine, _ width: Int) -> Bool {
        !line.isBlank && !next.isBlank && line.columns <= width && needed(line, next) > width
    }

    /// The columns that a line would take with the next line's first word behind it. CJK breaks between any two
    /// characters, but hangs back for a mark that may not begin a line.
    private static func needed(_ line: TextLine, _ next: TextLine) -> Int {
        if Seam(line.bytes, next.bytes).isTight { return line.columns + 4 }
        return line.columns + 1 + TextWidth.columns(next.bytes.prefix { $0 != 0x20 })
    }

    private static func startsListItem(_ line: TextLine) -> Bool {
        ["- ", "* ", "• ", "– ", "— ", "· ", "▪ ", "► "].contains { line.bytes.starts(with: $0.utf8) }
    }

    private static func firstLetter(_ line: TextLine) -> Unicode.Scalar? {
        line.bytes.withUnsafeBufferPointer { bytes in
            var position = 0
            while position < bytes.count {
                let scalar = UTF8Scalar.decode(bytes, at: &position)
                switch CharacterClass(scalar) {
                case .word, .ideograph: return scalar
                default: continue
                }
            }
            return nil
        }
    }

    private static func endsSentence(_ line: TextLine) -> Bool {
        let tail = String(decoding: line.bytes.suffix(8), as: UTF8.self).unicodeScalars
        return tail.reversed().first { !WordScan.isClosing($0) }.map(WordScan.endsSentence) == true
    }
}

/// What belongs between two lines that are joined.
struct Seam {
    /// Nothing between CJK characters, and nothing behind a hyphen within a word.
    let isTight: Bool
    let isHyphen: Bool

    init(_ line: [UInt8], _ next: [UInt8]) {
        let last = Self.last(line)
        let first = Self.first(next)
        isTight = Self.isWide(last) && Self.isWide(first)
        isHyphen =
            line.count > 1 && last == "-" && line[line.count - 2] != 0x20 && line[line.count - 2] != UInt8(ascii: "-")
            && CharacterClass(first) == .word && !Self.isConjunction(next)
    }

    /// Chinese and Japanese, not Korean, which writes spaces.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3000...0x30FF, 0x3400...0x9FFF, 0xFF00...0xFF60, 0x20000...0x3FFFF: true
        default: false
        }
    }

    /// “Vor- und Nachteile”, “pre- and post-war”: this hyphen stands for a word and keeps its space.
    private static func isConjunction(_ next: [UInt8]) -> Bool {
        let word = String(decoding: next.prefix { $0 != 0x20 }, as: UTF8.self)
        return [
            "und", "oder", "bzw.", "sowie", "bis", "and", "or", "to", "en", "of", "och", "eller", "og", "ja", "tai",
        ]
        .contains(word)
    }

    private static func last(_ bytes: [UInt8]) -> Unicode.Scalar {
        String(decoding: bytes.suffix(4), as: UTF8.self).unicodeScalars.last ?? " "
    }

    private static func first(_ bytes: [UInt8]) -> Unicode.Scalar {
        String(decoding: bytes.prefix(4), as: UTF8.self).unicodeScalars.first ?? " "
    }
}
