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
    static func trigrams(_ words: some RandomAccessCollection<UInt32>) -> SortedSet<UInt64> {
        guard words.count >= 3 else { return SortedSet([]) }
        let list = Array(words)
        return SortedSet((0...list.count - 3).map { sequence(list[$0..<$0 + 3]) })
    }
}

/// The words of a text, by their hashes.
typealias WordSet = SortedSet<UInt32>

/// A set of numbers as a sorted array: two are compared by one walk over both, and nothing is hashed again. Most have nothing in
/// common, which their signatures tell without a walk.
struct SortedSet<Number: FixedWidthInteger> {
    /// Ascending, each once.
    private(set) var numbers: [Number]
    /// A bit for the last six bits of each number.
    private let signature: UInt64

    init(_ sequence: some Sequence<Number>) {
        numbers = Array(sequence)
        numbers.sort()
        var (kept, signature): (Int, UInt64) = (0, 0)
        for number in numbers where kept == 0 || numbers[kept - 1] != number {
            numbers[kept] = number
            kept += 1
            signature |= 1 << (UInt64(truncatingIfNeeded: number) & 63)
        }
        numbers.removeSubrange(kept...)
        self.signature = signature
    }

    var count: Int { numbers.count }
    var isEmpty: Bool { numbers.isEmpty }

    /// How many numbers both sets have.
    func overlap(_ other: SortedSet) -> Int {
        guard signature & other.signature != 0 else { return 0 }
        var (mine, theirs, shared) = (0, 0, 0)
        while mine < numbers.count, theirs < other.numbers.count {
            let (one, two) = (numbers[mine], other.numbers[theirs])
            if one == two { shared += 1 }
            if one <= two { mine += 1 }
            if two <= one { theirs += 1 }
        }
        return shared
    }

    /// Jaccard index: shared numbers over all numbers.
    func likeness(_ other: SortedSet) -> Double {
        let shared = overlap(other)
        let all = count + other.count - shared
        return all == 0 ? 0 : Double(shared) / Double(all)
    }
}
