import Dates

/// Takes a text apart that names authors: "By A and B", "Von A, B und C (dpa)", "A, Senior Editor · 3 May".
struct NameList {
    /// Where the text comes from.
    enum Origin {
        /// A field that names authors and nothing else: its parts are trusted as far as they look like names at all.
        case field
        /// A line of the page, where places, roles and dates follow the names.
        case line
    }

    /// Stands where an element ends or begins, and so does a name.
    static let boundary: Character = "\u{1F}"
    private static let maximumBytes = 600
    private static let maximumNames = 24
    private static let separators: Set<Character> = [
        boundary, ",", ";", "|", "/", "•", "·", "∙", "⋅", "、", "，", "；", "｜", "→", "»", "●", "\n", "*",
    ]

    let origin: Origin
    private(set) var names: [String] = []

    init(_ texts: [String], _ origin: Origin) {
        self.origin = origin
        for text in texts where names.count < Self.maximumNames { add(text) }
    }

    private mutating func add(_ text: String) {
        guard text.utf8.count <= Self.maximumBytes, !Self.isAddress(text) else { return }
        let plain = MarkupText.stripped(CharacterReferences.resolved(CharacterReferences.resolved(text)))
        for piece in plain.split(whereSeparator: Self.separators.contains) {
            var hasStopped = false
            for words in Self.split(piece.split(whereSeparator: \.isWhitespace)) {
                guard let name = name(in: words, &hasStopped) else { continue }
                append(name)
                if hasStopped { break }
            }
            // What follows a role, a place or a date is no further author.
            if hasStopped && origin == .line && !names.isEmpty { return }
        }
    }

    /// The pieces between conjunctions. A one-letter conjunction must stand between two words on each side, or it is an
    /// initial.
    private static func split(_ words: [Substring]) -> [ArraySlice<Substring>] {
        var parts: [ArraySlice<Substring>] = []
        var start = 0
        for (index, word) in words.enumerated() where index > start && index + 1 < words.count {
            let text = word.lowercased()
            guard NameWords.conjunctions.contains(text) else { continue }
            let isStrong = ["and", "und", "&", "sowie", "et"].contains(text)
            guard isStrong || (word == word.lowercased()[...] && index - start >= 2 && words.count - index > 2) else {
                continue
            }
            parts.append(words[start..<index])
            start = index + 1
        }
        return parts + [words[start...]]
    }

    private func name(in words: ArraySlice<Substring>, _ hasStopped: inout Bool) -> String? {
        var words = Self.withoutOpening(words)
        if let label = words.lastIndex(where: { $0.hasSuffix(":") }) { words = words[(label + 1)...] }
        if words.count > 2, let first = words.first, Self.isRole(first) { words = words.dropFirst() }
        guard !NameWords.openings.contains(words.joined(separator: " ").lowercased()) else { return nil }
        if words.last?.hasSuffix(")") == true || words.last?.hasSuffix("]") == true,
            let bracket = words.firstIndex(where: { $0.hasPrefix("(") || $0.hasPrefix("[") }),
            bracket > words.startIndex
        {
            words = words[..<bracket]
        }
        if let end = stop(in: words) {
            hasStopped = true
            // "Sign in", "This is": one word before a stop is no name, but for "Clay on May 3".
            if end == words.startIndex + 1, words[end].first?.isLowercase == true, !isDated(words[end...]) {
                return nil
            }
            words = words[..<end]
        }
        while let last = words.last, Self.isTrailing(last) { words = words.dropLast() }
        while let first = words.first, Self.isDash(first) { words = words.dropFirst() }
        let name = words.joined(separator: " ")
        guard let clean = CleanText.field(String(name.drop { ":-–—".contains($0) })) else { return nil }
        return isName(clean) ? clean : nil
    }

    /// Where something else than a name begins.
    private func stop(in words: ArraySlice<Substring>) -> Int? {
        for index in words.indices {
            let word = words[index]
            let lower = word.lowercased()
            if word.contains("@") || Self.isDash(word) && index > words.startIndex { return index }
            guard origin == .line else { continue }
            if lower.first?.isNumber == true {
                return index > words.startIndex && isMonth(words[index - 1]) ? index - 1 : index
            }
            if NameWords.stops.contains(lower.trimmed(":.,")) { return index }
            let isWritten = word.first?.isLowercase == true && words.count > 1
            if isWritten, index > words.startIndex, !NameWords.particles.contains(lower) { return index }
        }
        return nil
    }

    private func isDated(_ words: ArraySlice<Substring>) -> Bool {
        words.contains { $0.first?.isNumber == true }
    }

    private func isMonth(_ word: Substring) -> Bool { Timestamp.parse("1 \(word) 2000")?.month != nil }

    static func withoutOpening(_ words: ArraySlice<Substring>) -> ArraySlice<Substring> {
        var words = words
        for _ in 0..<2 {
            let count = (1...min(4, max(1, words.count))).last {
                words.count > $0
                    && NameWords.openings.contains(words.prefix($0).joined(separator: " ").lowercased().trimmed(":"))
            }
            guard let count else { break }
            words = words.dropFirst(count)
        }
        return words
    }

    private mutating func append(_ name: String) {
        guard names.count < Self.maximumNames else { return }
        let key = SiteName.key(name)
        if !names.contains(where: { SiteName.key($0) == key }) { names.append(name) }
    }

    private func isName(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        guard text.count >= 2, text.count <= 60, words.count <= (origin == .line ? 5 : 7) else { return false }
        guard !Self.isAddress(text), !text.contains("@"), text.contains(where: \.isLetter) else { return false }
        guard text.count(where: \.isNumber) < 4 else { return false }
        let lower = text.lowercased()
        if NameWords.nobody.contains(lower) || NameWords.credentials.contains(lower) { return false }
        if NameWords.openings.contains(lower) || NameWords.conjunctions.contains(lower) || text.hasSuffix(":") {
            return false
        }
        return origin == .field || !(words.count == 1 && isMonth(words[0]))
    }

    /// A web address or a handle, not a name.
    static func isAddress(_ text: String) -> Bool {
        let text = text.drop(while: \.isWhitespace)
        return text.contains("://") || text.hasPrefix("www.") || text.hasPrefix("@") || text.hasPrefix("/")
            || text.hasPrefix("#")
    }

    /// "ABC-Korrespondent": a role that stands before a name.
    private static func isRole(_ word: Substring) -> Bool {
        let lower = word.lowercased()
        return word.contains("-") && NameWords.roleEndings.contains { lower.hasSuffix($0) }
    }

    private static func isDash(_ word: Substring) -> Bool { ["-", "–", "—", "::", ">", "<", "~"].contains(word) }

    private static func isTrailing(_ word: Substring) -> Bool {
        isDash(word) || word == ":" || NameWords.credentials.contains(word.lowercased()) && word.count > 1
    }
}

extension NameList {
    /// Whether a name is a person's by its shape: two to five words, each with a capital or a particle.
    static func isPersonal(_ name: String) -> Bool {
        let words = name.split(separator: " ")
        if words.count == 1 { return name.unicodeScalars.allSatisfy { CharacterClass($0) == .ideograph } }
        return words.count <= 5
            && words.allSatisfy { $0.first?.isLowercase == false || NameWords.particles.contains($0.lowercased()) }
    }
}

extension StringProtocol {
    /// Without any of these characters at its ends.
    func trimmed(_ characters: String) -> String {
        var rest = Substring(self)
        while let first = rest.first, characters.contains(first) { rest.removeFirst() }
        while let last = rest.last, characters.contains(last) { rest.removeLast() }
        return String(rest)
    }
}
