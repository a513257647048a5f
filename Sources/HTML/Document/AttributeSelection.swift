/// Which attributes of a page are wanted. The others are cut before libxml2 sees them, as most only say how a page looks or what
/// its scripts do. A value that opens a JSON object or array stays under any name.
public struct AttributeSelection: Sendable {
    /// Every attribute that libxml2 can read.
    public static let all = AttributeSelection(slots: [])

    /// Hashes of the wanted names, each in the first free place from the one on that its lowest bits say; empty for all.
    private let slots: [UInt64]

    /// - Parameter names: in lower case, at most a hundred.
    public init(_ names: [String]) {
        precondition(names.count <= 100)
        var slots = [UInt64](repeating: 0, count: 256)
        for hash in names.map({ NameBudget.hash($0.utf8) }) {
            var place = Self.place(of: hash)
            while slots[place] != 0 { place = Self.place(of: UInt64(place + 1)) }
            slots[place] = hash
        }
        self.slots = slots
    }

    private init(slots: [UInt64]) { self.slots = slots }

    /// Whether the attribute whose name has this hash (``NameBudget/hash(_:)``) is wanted.
    func holds(_ hash: UInt64) -> Bool {
        guard !slots.isEmpty else { return true }
        var place = Self.place(of: hash)
        while slots[place] != 0 {
            if slots[place] == hash { return true }
            place = Self.place(of: UInt64(place + 1))
        }
        return false
    }

    private static func place(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash & 255) }
}
