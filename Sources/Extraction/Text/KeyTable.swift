/// Values by numbers that are hashes already, such as keys of elements: a dictionary would hash each once more, which costs more
/// than all else here.
///
/// Open addressing with a multiplier of the process's own, so that no page can be written to fill one place.
struct KeyTable<Value: Sendable>: Sendable {
    private var slots: [(key: UInt64, isTaken: Bool, value: Value)]
    private let shift: UInt64

    /// - Parameters:
    ///   - capacity: at most so many different keys are entered.
    ///   - initial: the value of a key that was not.
    init(capacity: Int, initial: Value) {
        let bits = UInt64(Int.bitWidth - max(8, 2 * capacity).leadingZeroBitCount)
        slots = Array(repeating: (0, false, initial), count: 1 << Int(bits))
        shift = 64 - bits
    }

    subscript(key: UInt64) -> Value { slots[place(of: key)].value }

    /// Enters a key, unless it is there.
    /// - Returns: its place, which it keeps.
    mutating func enter(_ key: UInt64) -> Int {
        let place = place(of: key)
        slots[place].key = key
        slots[place].isTaken = true
        return place
    }

    /// The value of the key that was entered at a place.
    subscript(place place: Int) -> Value {
        get { slots[place].value }
        set { slots[place].value = newValue }
    }

    private func place(of key: UInt64) -> Int {
        var place = Int((key &* KeyTableMultiplier.value) >> shift)
        while slots[place].isTaken, slots[place].key != key { place = (place + 1) & (slots.count - 1) }
        return place
    }
}

private enum KeyTableMultiplier {
    static let value = UInt64(truncatingIfNeeded: 1.hashValue) | 1
}

extension KeyTable<Int> {
    mutating func count(_ key: UInt64) {
        let place = enter(key)
        self[place: place] += 1
    }
}
