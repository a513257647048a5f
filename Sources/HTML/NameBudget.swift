/// The names of elements, attributes and references that a document has used, up to a number.
///
/// libxml2 keeps one copy of every name in a table of at most 16,384 lists, which it searches one by one: a million different
/// names cost it some ten seconds.
struct NameBudget {
    /// Hashes of names. Two names that share one are counted once, which costs nothing but time.
    private var known: Set<UInt64> = []
    /// Those met last, by their lowest bits: nearly every tag is one of them.
    private var recent = [UInt64](repeating: 0, count: recentCount)
    private let limit: Int

    private static let recentCount = 256

    /// - Parameters:
    ///   - limit: how many names there may be beside the known ones.
    ///   - known: hashes of names that are always admitted, as ``hash(_:)`` makes them.
    init(limit: Int, known: Set<UInt64>) {
        self.limit = limit + known.count
        self.known = known
    }

    /// Whether a document may use a name: one that it has used before, or while there are not too many.
    mutating func admits(_ name: some Sequence<UInt8>) -> Bool { admits(hash: Self.hash(name)) }

    /// The same for a name by its ``hash(_:)``.
    mutating func admits(hash: UInt64) -> Bool {
        let place = Int(truncatingIfNeeded: hash ^ hash >> 32) & (Self.recentCount - 1)
        if recent[place] == hash { return true }
        guard known.contains(hash) || known.count < limit else { return false }
        known.insert(hash)
        recent[place] = hash
        return true
    }

    /// The same for the name of a reference, in which case matters: `&Eacute;` and `&eacute;` are two.
    mutating func admits(reference name: some Sequence<UInt8>) -> Bool { admits(hash: Self.hash(reference: name)) }

    /// Names that the HTML standard or our rules know.
    static let html = Set((Tag.allCases.map(\.name) + AttributeName.knownNames).map { hash($0.utf8) })

    /// FNV-1a of the name in lower case.
    static func hash(_ name: some Sequence<UInt8>) -> UInt64 { name.reduce(noBytes) { hash($1, after: $0) } }

    /// One step of the same.
    @inline(__always)
    static func hash(_ byte: UInt8, after hash: UInt64) -> UInt64 { (hash ^ UInt64(byte | 0x20)) &* 0x0100_0000_01B3 }

    /// The hash of an empty name.
    static let noBytes: UInt64 = 0xCBF2_9CE4_8422_2325

    /// FNV-1a of the name as it is.
    static func hash(reference name: some Sequence<UInt8>) -> UInt64 {
        name.reduce(noBytes) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 }
    }
}
