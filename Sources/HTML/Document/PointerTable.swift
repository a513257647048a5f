/// Remembers a small value per address. libxml2 keeps one copy of every name of a document, so that the address stands
/// for the name, and each name is looked at once.
struct PointerTable<Value> {
    private var slots: [(key: UInt, value: Value)?] = Array(repeating: nil, count: 256)
    private var count = 0

    subscript(address: UInt) -> Value? {
        var slot = index(of: address)
        while let entry = slots[slot] {
            if entry.key == address { return entry.value }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    mutating func insert(_ value: Value, for address: UInt) {
        if count * 2 >= slots.count { grow() }
        place((address, value))
        count += 1
    }

    private mutating func place(_ entry: (key: UInt, value: Value)) {
        var slot = index(of: entry.key)
        while slots[slot] != nil { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = entry
    }

    private mutating func grow() {
        let entries = slots
        slots = Array(repeating: nil, count: entries.count * 2)
        for case let entry? in entries { place(entry) }
    }

    /// Fibonacci hashing; the upper bits are the well-mixed ones.
    private func index(of address: UInt) -> Int {
        Int(truncatingIfNeeded: (address &* 0x9E37_79B9_7F4A_7C15) >> 40) & (slots.count - 1)
    }
}
