/// The lines between the headline and the text.
extension FurniturePass {
    /// A byline and a date directly below the headline, when they are nothing else.
    mutating func cutByline() {
        guard CleanedText.startsWithHeadline(blocks), isKept(0) else { return }
        for position in 1..<min(5, blocks.count) where isKept(position) {
            if blocks[position].isByline {
                mark(position, Cut(kind: .byline, evidence: "names behind “\(blocks[position].match?.phrase ?? "")”"))
            } else if blocks[position].isDateLine {
                mark(position, Cut(kind: .byline, evidence: "only a date, below the headline"))
            } else {
                return
            }
        }
    }
}

extension TextBlock {
    /// “By Jane Example | May 3, 2024, 10:15”: names are capitalised, and nothing but small words stands between them.
    fileprivate var isByline: Bool {
        guard says(.byline, .opening, .headed), columns <= 100, !endsSentence, !startsWithQuote, !hasQuote else {
            return false
        }
        guard (2...16).contains(words.count), words.count > numberWords + 1 else { return false }
        return plainWords <= (digits.isDate ? 3 : 0)
    }

    /// Words that begin in lower case and are none that stand between names.
    private var plainWords: Int {
        text.split(separator: " ").count { token in
            guard let first = token.unicodeScalars.first(where: { CharacterClass($0) == .word }),
                first.properties.isLowercase
            else { return false }
            return !WordHash.words(String(token)).contains(where: LinePhrases.bundled.isConnector)
        }
    }

    /// “May 3, 2024, 10:15”, “Updated: 3 mai 2024”, “5 min read”.
    fileprivate var isDateLine: Bool {
        guard columns <= 90, sentences == 1 || digits.isDate, !hasQuote, digits.count > 0 else { return false }
        let otherWords = words.count - numberWords
        if says(.date) { return otherWords <= 9 && plainWords <= 7 }
        return digits.isDate && otherWords <= 3 && columns <= 60
    }
}
