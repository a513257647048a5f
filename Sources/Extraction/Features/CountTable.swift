/// Counts numbers that are hashes already, such as keys of elements: a dictionary would hash each once more, which costs more
/// than all else here.
///
/// Open addressing with a multiplier of the process's own, so that no page can be written to fill one place.
struct CountTable {
    private var slots: [(key: UInt64, count: Int32)]
    private let shift: UInt64
    private static let multiplier = UInt64(truncatingIfNeeded: 1.hashValue) | 1

    /// - Parameter capacity: at most so many different numbers are counted.
    init(capacity: Int) {
        let bits = UInt64(Int.bitWidth - max(8, 2 * capacity).leadingZeroBitCount)
        slots = Array(repeating: (0, 0), count: 1 << Int(bits))
        shift = 64 - bits
    }

    /// How often the number was added.
    subscript(key: UInt64) -> Int { Int(slots[place(of: key)].count) }

    mutating func add(_ key: UInt64) {
        let place = place(of: key)
        slots[place] = (key, slots[place].count + 1)
    }

    private func place(of key: UInt64) -> Int {
        var place = Int((key &* Self.multiplier) >> shift)
        while slots[place].count > 0, slots[place].key != key { place = (place + 1) & (slots.count - 1) }
        return place
    }
}
