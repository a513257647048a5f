import ExtractionData

/// All phrases of phrases.txt, ready for matching. Immutable, one per process.
struct PhraseBook: Sendable {
    static let bundled = PhraseBook(DataFile(extraction_phrases()))

    private let trie: ByteTrie

    /// - Parameter names: the sections of the file that are read, in the order of their groups' bits.
    init(_ file: DataFile, names: [String] = PhraseGroup.names) {
        var keys: [ByteTrie.Key] = []
        for section in file.sections {
            guard let group = names.firstIndex(of: section.name) else { continue }
            for line in section.entries {
                var phrase = Substring(line)
                let atStart = phrase.first == "^"
                if atStart { phrase = phrase.dropFirst() }
                let isStem = phrase.last == "*"
                let atEnd = phrase.last == "$"
                if isStem || atEnd { phrase = phrase.dropLast() }
                let entry = ByteTrie.Entry(group: group, atStart: atStart, atEnd: atEnd, isStem: isStem)
                keys.append((Array(phrase.utf8), entry))
            }
        }
        trie = ByteTrie(keys)
    }

    /// A phrase that was found.
    struct Match {
        let group: PhraseGroup
        /// Where it stands in the folded text.
        let range: Range<Int>
    }

    /// The groups whose phrases stand in the first `limit` bytes of a block's folded text.
    func groups(
        in scan: WordScan, folded range: Range<Int>, words: Range<Int>, limit: Int = 480
    ) -> PhraseGroup {
        var found: PhraseGroup = []
        forEachMatch(in: scan, folded: range, words: words, limit: limit) { found.insert($0.group) }
        return found
    }

    /// Calls `body` for every phrase in the first `limit` bytes of a block's folded text.
    func forEachMatch(
        in scan: WordScan, folded range: Range<Int>, words: Range<Int>, limit: Int = 480, _ body: (Match) -> Void
    ) {
        scan.folded.withUnsafeBufferPointer { text in
            for word in words {
                let start = Int(scan.starts[word])
                if start - range.lowerBound > limit { return }
                match(text, start..<range.upperBound, isFirst: word == words.lowerBound, body)
            }
        }
    }

    /// Walks the trie from one word's first byte.
    @inline(__always)
    private func match(
        _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, isFirst: Bool, _ body: (Match) -> Void
    ) {
        var node = ByteTrie.root
        var position = range.lowerBound
        while position < range.upperBound, let next = trie.step(from: node, text[position]) {
            node = next
            position += 1
            guard let entries = trie.entries(at: node) else { continue }
            for entry in entries where isFirst || !entry.atStart {
                if !entry.isStem, !Self.isBoundary(text, position, range.upperBound) { continue }
                if entry.atEnd, Self.hasWord(text, position..<range.upperBound) { continue }
                body(Match(group: PhraseGroup(rawValue: 1 << UInt32(entry.group)), range: range.lowerBound..<position))
            }
        }
    }

    /// Whether a word can end before `position`: CJK has no spaces, so any place will do there.
    private static func isBoundary(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Bool {
        guard position < end else { return true }
        var next = position
        switch CharacterClass(UTF8Scalar.decode(text, at: &next)) {
        case .word: return isWideScript(text, endingAt: position)
        default: return true
        }
    }

    /// Whether the scalar before `position` is of a script that writes without spaces or with suffixes (U+3000 up).
    private static func isWideScript(_ text: UnsafeBufferPointer<UInt8>, endingAt position: Int) -> Bool {
        position >= 3 && text[position - 3] >= 0xE3 && text[position - 3] < 0xF0 && text[position - 1] & 0xC0 == 0x80
            && text[position - 2] & 0xC0 == 0x80
    }

    private static func hasWord(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        var position = range.lowerBound
        while position < range.upperBound {
            switch CharacterClass(UTF8Scalar.decode(text, at: &position)) {
            case .word, .ideograph: return true
            default: continue
            }
        }
        return false
    }
}
