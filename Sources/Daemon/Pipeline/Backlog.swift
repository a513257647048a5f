/// What waits for its turn, by its number in the ledger: of all only the number, of some also what the ledger has of them. What a
/// million articles are called and where they are would be half a gigabyte.
struct Backlog<Item> {
    private var numbers: Set<Int64> = []
    private var atHand: [Int64: Item] = [:]
    private let room: Int

    /// - Parameter room: so many are kept at hand while they wait.
    init(room: Int) {
        self.room = room
    }

    var count: Int { numbers.count }
    var isEmpty: Bool { numbers.isEmpty }

    func contains(_ number: Int64) -> Bool { numbers.contains(number) }

    /// What is at hand; of what is under way everything is.
    subscript(number: Int64) -> Item? { atHand[number] }

    /// It waits.
    mutating func insert(_ number: Int64, _ item: Item) {
        numbers.insert(number)
        atHand[number] = atHand.count < room ? item : nil
    }

    /// It has its turn.
    mutating func takeUp(_ number: Int64, _ item: Item) {
        guard numbers.contains(number) else { return }
        atHand[number] = item
    }

    /// It has had no turn after all, and waits again.
    mutating func putBack(_ number: Int64) {
        if atHand.count > room { atHand[number] = nil }
    }

    /// It is over.
    @discardableResult
    mutating func remove(_ number: Int64) -> Item? {
        numbers.remove(number)
        return atHand.removeValue(forKey: number)
    }
}
