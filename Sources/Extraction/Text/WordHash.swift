/// Hashes and sets of words.
enum WordHash {
    /// One number for a sequence of words (FNV-1a over 64 bits).
    static func sequence(_ words: some Sequence<UInt32>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for word in words { hash = (hash ^ UInt64(word)) &* 0x100_0000_01b3 }
        return hash
    }

    /// The words of a string.
    static func words(_ text: String) -> [UInt32] {
        var scan = WordScan()
        var source = text
        _ = source.withUTF8 { scan.scan($0) }
        return scan.words
    }

    /// All runs of three words.
    static func trigrams(_ words: some RandomAccessCollection<UInt32>) -> Set<UInt64> {
        guard words.count >= 3 else { return [] }
        let list = Array(words)
        return Set((0...list.count - 3).map { sequence(list[$0..<$0 + 3]) })
    }
}

/// The words of a title or another short text as a sorted set, for overlaps.
struct WordSet {
    let words: Set<UInt32>

    init(_ words: some Sequence<UInt32>) {
        self.words = Set(words)
    }

    var count: Int { words.count }

    /// How many words both sets have.
    func overlap(_ other: WordSet) -> Int {
        count < other.count ? words.count { other.words.contains($0) } : other.words.count { words.contains($0) }
    }

    /// Jaccard index: shared words over all words.
    func likeness(_ other: WordSet) -> Double {
        let shared = overlap(other)
        let all = count + other.count - shared
        return all == 0 ? 0 : Double(shared) / Double(all)
    }
}
