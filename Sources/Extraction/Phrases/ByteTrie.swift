/// A trie over bytes with entries at the ends of its keys, as a double array (Aoe 1989): a node's child stands at the node's base
/// plus the child's byte, if what stands there has that node as its parent. A step is one look, however many children there are.
///
/// Small enough to be built at every start of a worker (some ten thousand nodes) and walked from each word's first byte.
struct ByteTrie {
    private struct Node {
        var base: Int32 = 0
        /// Negative where no node stands, and for the root.
        var parent: Int32 = -1
        /// The index of the entries of the key that ends here; negative: none does.
        var value: Int32 = -1
    }

    /// The root, all others, and 256 free places for the children that leaves do not have.
    private var nodes: [Node] = [Node()]
    private var values: [[Entry]] = []

    /// What a key that ends here stands for.
    struct Entry {
        /// The index of the key's group.
        let group: Int
        let atStart: Bool
        let atEnd: Bool
        /// Whether the last word may go on behind the key.
        let isStem: Bool
    }

    typealias Key = (bytes: [UInt8], entry: Entry)

    init(_ unsorted: [Key]) {
        let keys = unsorted.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        var places = FreePlaces()
        var leaves: [Int] = []
        // Nodes with the keys that go through them, those above first.
        var pending = [(node: 0, keys: keys[...], depth: 0)]
        var next = 0
        while next < pending.count {
            let (node, through, depth) = pending[next]
            next += 1
            let ended = through.prefix { $0.bytes.count == depth }
            if !ended.isEmpty {
                nodes[node].value = Int32(values.count)
                values.append(ended.map(\.entry))
            }
            let children = Self.runs(through.dropFirst(ended.count), depth)
            guard !children.isEmpty else {
                leaves.append(node)
                continue
            }
            let base = places.take(children.map { Int($0[$0.startIndex].bytes[depth]) })
            nodes[node].base = Int32(base)
            for child in children {
                let place = base + Int(child[child.startIndex].bytes[depth])
                if place >= nodes.count { nodes += Array(repeating: Node(), count: place + 1 - nodes.count) }
                nodes[place].parent = Int32(node)
                pending.append((place, child, depth + 1))
            }
        }
        for leaf in leaves { nodes[leaf].base = Int32(nodes.count) }
        nodes += Array(repeating: Node(), count: 256)
    }

    /// Sorted keys, parted where the byte at a depth is another.
    private static func runs(_ keys: ArraySlice<Key>, _ depth: Int) -> [ArraySlice<Key>] {
        var runs: [ArraySlice<Key>] = []
        var rest = keys
        while let first = rest.first {
            let run = rest.prefix { $0.bytes[depth] == first.bytes[depth] }
            runs.append(run)
            rest = rest.dropFirst(run.count)
        }
        return runs
    }

    static let root: Int32 = 0

    @inline(__always)
    func step(from node: Int32, _ byte: UInt8) -> Int32? {
        let child = nodes[Int(node)].base &+ Int32(byte)
        return nodes[Int(child)].parent == node ? child : nil
    }

    /// The entries of the key that ends at a node.
    @inline(__always)
    func entries(at node: Int32) -> [Entry]? {
        let value = nodes[Int(node)].value
        return value < 0 ? nil : values[Int(value)]
    }
}

/// Which places of a double array are still free while it is made.
private struct FreePlaces {
    /// The root's place is taken.
    private var isTaken = [true]
    /// The lowest free place from where on any byte's can be taken.
    private var lowest = 257
    /// Where the last node with several children found room; below it there is hardly any but for single ones.
    private var roomy = 1

    /// Takes the places of children with these bytes, ascending, and returns their base.
    mutating func take(_ bytes: [Int]) -> Int {
        while isTaken(lowest) { lowest += 1 }
        var base = bytes.count == 1 ? lowest - bytes[0] : roomy
        while bytes.contains(where: { isTaken(base + $0) }) { base += 1 }
        if bytes.count > 1 { roomy = base }
        let end = base + bytes[bytes.count - 1] + 1
        if end > isTaken.count { isTaken += Array(repeating: false, count: end - isTaken.count) }
        for byte in bytes { isTaken[base + byte] = true }
        return base
    }

    private func isTaken(_ place: Int) -> Bool { place < isTaken.count && isTaken[place] }
}
