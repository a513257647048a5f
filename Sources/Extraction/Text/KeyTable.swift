/// Values by numbers that are hashes already, such as keys of elements: a dictionary would hash each once more, which costs more
/// than all else here.
///
/// Open addressing with a multiplier of the process's own, so that no page can be written to fill one place. What is entered stands
/// in a row, so that the table is as large as what it holds, and not as what it might.
struct KeyTable<Value: Sendable>: Sendable {
    private var entries: [(key: UInt64, value: Value)] = []
    /// Where in the row a key stands; -1 for none.
    private var slots: [Int32]
    private var shift: UInt64
    private let initial: Value

    /// - Parameter initial: the value of a key that was not entered.
    init(initial: Value) {
        self.initial = initial
        slots = Array(repeating: -1, count: 16)
        shift = 60
    }

    subscript(key: UInt64) -> Value {
        let entry = slots[slot(of: key)]
        return entry < 0 ? initial : entries[Int(entry)].value
    }

    /// Enters a key, unless it is there.
    /// - Returns: its place, which it keeps.
    mutating func enter(_ key: UInt64) -> Int {
        var slot = slot(of: key)
        if slots[slot] >= 0 { return Int(slots[slot]) }
        if 2 * entries.count >= slots.count {
            grow()
            slot = self.slot(of: key)
        }
        slots[slot] = Int32(entries.count)
        entries.append((key, initial))
        return entries.count - 1
    }

    /// The value of the key that was entered at a place.
    subscript(place place: Int) -> Value {
        get { entries[place].value }
        set { entries[place].value = newValue }
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: 2 * slots.count)
        shift -= 1
        for (place, entry) in entries.enumerated() { slots[slot(of: entry.key)] = Int32(place) }
    }

    private func slot(of key: UInt64) -> Int {
        var slot = Int((key &* KeyTableMultiplier.value) >> shift)
        while slots[slot] >= 0, entries[Int(slots[slot])].key != key { slot = (slot + 1) & (slots.count - 1) }
        return slot
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
