import ExtractionData

/// The phrases of plain-text-phrases.txt, looked up by the words that a line begins with. Immutable, one per process.
///
/// Without markup a line's words are all there is, so phrases here are whole lines or the whole opening of one.
struct LinePhrases: Sendable {
    static let bundled = LinePhrases(DataFile(extraction_plain_text_phrases()))

    /// The sections of the file.
    enum Group: String {
        case advert, subscribe, login, share, networks, consent, legal, credit, tags, comments, reply, related
        case readAlso = "read-also"
        case more, navigation, embed, byline, date, connectors
    }

    /// How much of a line the phrase is.
    enum Extent {
        case whole
        /// The phrase, a colon or bar, and more.
        case headed
        case opening
        case within
    }

    struct Match {
        let group: Group
        let extent: Extent
        let phrase: String
    }

    fileprivate struct Entry {
        let group: Group
        let phrase: String
    }

    private var wholes: [UInt64: Entry] = [:]
    private var openings: [UInt64: Entry] = [:]
    private var inner: [UInt64: Entry] = [:]
    private var longest = 1
    private var connectors: Set<UInt32> = []

    init(_ file: DataFile) {
        for section in file.sections {
            guard let group = Group(rawValue: section.name) else { continue }
            for line in section.entries {
                insert(Substring(line), group)
                // Turkish: no single scalar is the lower case of İ, so folding leaves it.
                if line.first == "i" { insert("İ" + line.dropFirst(), group) }
            }
        }
    }

    private mutating func insert(_ line: Substring, _ group: Group) {
        let isWhole = line.last == "$"
        let isInner = line.first == "*"
        let phrase = isWhole ? line.dropLast() : isInner ? line.dropFirst() : line
        let words = WordHash.words(String(phrase))
        guard !words.isEmpty else { return }
        if group == .connectors { return connectors.formUnion(words) }
        let key = PhraseKey.of(words)
        let entry = Entry(group: group, phrase: String(phrase))
        longest = max(longest, words.count)
        if wholes[key] == nil { wholes[key] = entry }
        if isInner { inner[key] = entry } else if !isWhole, openings[key] == nil { openings[key] = entry }
    }

    /// The phrase that is all of a line, but for numbers in front and behind (“3 Comments”, “Comments (3)”).
    func whole(_ words: ArraySlice<UInt32>, isNumber: (Int) -> Bool) -> Match? {
        guard words.count <= longest + 2 else { return nil }
        if let entry = wholes[PhraseKey.of(words)] { return Match(entry, .whole) }
        var words = words
        if let first = words.indices.first, isNumber(first) { words = words.dropFirst() }
        if let last = words.indices.last, isNumber(last) { words = words.dropLast() }
        return words.isEmpty ? nil : wholes[PhraseKey.of(words)].map { Match($0, .whole) }
    }

    /// The longest phrase that a line begins with.
    func opening(_ words: ArraySlice<UInt32>) -> Match? { longestPrefix(of: words, in: openings, .opening) }

    /// A phrase anywhere in a line.
    func within(_ words: ArraySlice<UInt32>) -> Match? {
        for start in words.indices {
            if let match = longestPrefix(of: words[start...], in: inner, .within) { return match }
        }
        return nil
    }

    /// How many phrases of these groups a line is made of; 0 when anything else is in it but numbers.
    func count(of groups: Set<Group>, in words: [UInt32], isNumber: (Int) -> Bool) -> Int {
        guard words.count <= Self.buttonWords else { return 0 }
        var count = 0
        var position = 0
        while position < words.count {
            let length = (1...3).last { length in
                position + length <= words.count
                    && wholes[PhraseKey.of(words[position..<position + length])].map { groups.contains($0.group) }
                        == true
            }
            guard let length else {
                guard isNumber(position) else { return 0 }
                position += 1
                continue
            }
            count += 1
            position += length
        }
        return count
    }

    /// No row of share buttons has more words.
    private static let buttonWords = 24

    /// Words that may stand in lower case in a byline.
    func isConnector(_ word: UInt32) -> Bool { connectors.contains(word) }

    private func longestPrefix(
        of words: ArraySlice<UInt32>, in table: [UInt64: Entry], _ extent: Extent
    ) -> Match? {
        var found: Match?
        var key = PhraseKey()
        for word in words.prefix(longest) {
            key.append(word)
            if let entry = table[key.value] { found = Match(entry, extent) }
        }
        return found
    }
}

extension LinePhrases.Match {
    fileprivate init(_ entry: LinePhrases.Entry, _ extent: LinePhrases.Extent) {
        self.init(group: entry.group, extent: extent, phrase: entry.phrase)
    }
}

/// One number for a sequence of words, built word by word (FNV-1a over 64 bits).
private struct PhraseKey {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func append(_ word: UInt32) { value = (value ^ UInt64(word)) &* 0x100_0000_01b3 }

    static func of(_ words: some Sequence<UInt32>) -> UInt64 {
        var key = PhraseKey()
        for word in words { key.append(word) }
        return key.value
    }
}
