/// A trie over bytes with a value at the end of each key: a flat table of nodes, children as sibling lists.
///
/// Small enough to be built at every start of a worker (some ten thousand nodes) and walked from each word's first
/// byte, where nearly all walks end after a step or two.
struct ByteTrie {
    private struct Node {
        let byte: UInt8
        var child: Int32 = 0
        var sibling: Int32 = 0
        var value: Int32 = -1
    }

    private var nodes = [Node(byte: 0)]
    /// The root's children by byte; the rest of the tree is walked through sibling lists.
    private var roots = [Int32](repeating: 0, count: 256)
    private(set) var values: [[Entry]] = []

    /// What a key that ends here stands for.
    struct Entry {
        /// The index of the key's group.
        let group: Int
        let atStart: Bool
        let atEnd: Bool
        /// Whether the last word may go on behind the key.
        let isStem: Bool
    }

    mutating func insert(_ key: some Sequence<UInt8>, _ entry: Entry) {
        var node: Int32 = 0
        for byte in key { node = step(from: node, byte) ?? addChild(of: node, byte) }
        if nodes[Int(node)].value < 0 {
            nodes[Int(node)].value = Int32(values.count)
            values.append([])
        }
        values[Int(nodes[Int(node)].value)].append(entry)
    }

    @inline(__always)
    func step(from node: Int32, _ byte: UInt8) -> Int32? {
        if node == 0 {
            let child = roots[Int(byte)]
            return child == 0 ? nil : child
        }
        var child = nodes[Int(node)].child
        while child != 0 {
            if nodes[Int(child)].byte == byte { return child }
            child = nodes[Int(child)].sibling
        }
        return nil
    }

    /// The entries of the key that ends at a node.
    @inline(__always)
    func entries(at node: Int32) -> [Entry]? {
        let value = nodes[Int(node)].value
        return value < 0 ? nil : values[Int(value)]
    }

    private mutating func addChild(of node: Int32, _ byte: UInt8) -> Int32 {
        let child = Int32(nodes.count)
        nodes.append(Node(byte: byte, sibling: nodes[Int(node)].child))
        nodes[Int(node)].child = child
        if node == 0 { roots[Int(byte)] = child }
        return child
    }
}
