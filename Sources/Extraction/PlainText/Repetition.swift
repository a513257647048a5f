/// A line that is one short text over and over: “AdvertAdvertAdvert”, “Advert Advert”.
struct Repetition {
    /// The text that is repeated, as it stands first.
    let unit: String
    let count: Int
    /// What the text is known as; nil for one that only its repetition gives away.
    let kind: RemovalKind?

    /// The longest line that can be a run of labels, in bytes; the longest label, in characters and in words.
    private static let runLimit = 4000
    private static let unitLimit = 40
    private static let unitWordLimit = 6

    /// Nil when the line is anything else, also for what people write: “Bora Bora”, “No! No!”, “blah blah”.
    init?(_ text: String, wordCount: Int, phrases: LinePhrases) {
        guard text.utf8.count <= Self.runLimit else { return nil }
        let letters = Array(text.unicodeScalars.lazy.filter { !Self.isSeparator($0) })
        let period = Self.period(letters)
        guard period > 0, period < letters.count, period <= Self.unitLimit else { return nil }
        count = letters.count / period
        unit = Self.unit(text, period)
        let words = WordHash.words(unit)
        let unitWords = words.count
        guard unitWords > 0, unitWords <= Self.unitWordLimit else { return nil }
        kind = Self.knownKind(words, phrases)
        if kind != nil { return }
        let isRunTogether = wordCount < count * unitWords
        guard Self.isLabel(unit, letters: period, words: unitWords, count, isRunTogether) else { return nil }
    }

    private static func knownKind(_ words: [UInt32], _ phrases: LinePhrases) -> RemovalKind? {
        guard let group = phrases.whole(words[...], isNumber: { _ in false })?.group else { return nil }
        switch group {
        case .byline, .date, .networks, .reply: return nil
        default: return group.kind
        }
    }

    /// Labels begin with a capital and end without a mark; in a script without capitals a label needs three repetitions.
    private static func isLabel(_ unit: String, letters: Int, words: Int, _ count: Int, _ isRunTogether: Bool) -> Bool {
        guard let first = unit.unicodeScalars.first, let last = unit.unicodeScalars.last,
            CharacterClass(first) == .word || CharacterClass(first) == .ideograph,
            !(first.value &- 0x30 < 10), CharacterClass(last) != .punctuation, !LineEnding.isQuote(last),
            !LineEnding.isQuote(first), last != "…", last != "-"
        else { return false }
        if first.properties.isUppercase {
            if isRunTogether { return letters >= 5 || (count >= 3 && letters >= 4) }
            return words >= 2 ? count >= 3 || (words <= 4 && letters >= 12) : count >= 3 && letters >= 4
        }
        return !first.properties.isLowercase && count >= 3 && letters >= 2
    }

    /// The shortest period that a whole number of times makes up the text (failure function of Knuth, Morris, Pratt).
    private static func period(_ letters: [Unicode.Scalar]) -> Int {
        guard letters.count >= 4 else { return 0 }
        var failure = [Int](repeating: 0, count: letters.count)
        var matched = 0
        for position in 1..<letters.count {
            while matched > 0, letters[position] != letters[matched] { matched = failure[matched - 1] }
            if letters[position] == letters[matched] { matched += 1 }
            failure[position] = matched
        }
        let period = letters.count - matched
        return letters.count % period == 0 ? period : 0
    }

    private static func unit(_ text: String, _ period: Int) -> String {
        var unit = String.UnicodeScalarView()
        var letters = 0
        for scalar in text.unicodeScalars {
            if !isSeparator(scalar) { letters += 1 }
            if letters > period { break }
            if letters > 0 { unit.append(scalar) }
        }
        while let last = unit.last, isSeparator(last) { unit.removeLast() }
        return String(unit)
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "|" || scalar == "·" || scalar == "•"
    }
}
