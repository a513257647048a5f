/// A binary tree of a model file.
///
/// In the file: UInt8 number of splits; the splits, parents before children (UInt16 feature, Float32 threshold, Int8 left, Int8
/// right; a negative child is the leaf −child−1); and one Float32 more leaf values than splits.
struct Tree {
    struct Split {
        let feature: Int
        /// Blocks with at most this go left.
        let threshold: Float
        fileprivate let left: Int
        fileprivate let right: Int
    }

    /// A set of leaves is a word's bits.
    static let leafLimit = 32

    let splits: [Split]
    /// From left to right.
    let leaves: [Float]
    /// For each split all leaves but those on its left, the lowest bit being the tree's leftmost leaf.
    let remainingOnTheRight: [UInt32]

    init(_ reader: inout ModelReader, featureCount: Int) throws(ModelError) {
        let count = try reader.uint8()
        guard count < Self.leafLimit else { throw .damaged }
        var splits: [Split] = []
        var children: Set<Int> = []
        for number in 0..<count {
            let split = Split(
                feature: try reader.uint16(), threshold: try reader.float(),
                left: try reader.int8(), right: try reader.int8())
            guard split.feature < featureCount else { throw .damaged }
            for child in [split.left, split.right] {
                // Each node is reached once, and by a node before it.
                guard child < count, -child - 1 <= count, child < 0 || child > number, children.insert(child).inserted
                else { throw .damaged }
            }
            splits.append(split)
        }
        let places = Self.places(splits)
        var leaves = Array(repeating: Float(0), count: count + 1)
        for leaf in 0...count { leaves[places.leaves[leaf]] = try reader.float() }
        self.splits = splits
        self.leaves = leaves
        remainingOnTheRight = places.left.map { range in ~((1 << range.upperBound) - (1 << range.lowerBound)) }
    }

    /// Where each leaf stands from left to right, and the leaves on each split's left.
    private static func places(_ splits: [Split]) -> (leaves: [Int], left: [Range<Int>]) {
        var sizes = Array(repeating: 1, count: splits.count)
        func size(_ child: Int) -> Int { child < 0 ? 1 : sizes[child] }
        for number in splits.indices.reversed() {
            sizes[number] = size(splits[number].left) + size(splits[number].right)
        }
        var first = Array(repeating: 0, count: splits.count)
        var leaves = Array(repeating: 0, count: splits.count + 1)
        let left = splits.indices.map { number in
            let (start, middle) = (first[number], first[number] + size(splits[number].left))
            for (child, place) in [(splits[number].left, start), (splits[number].right, middle)] {
                if child < 0 { leaves[-child - 1] = place } else { first[child] = place }
            }
            return start..<middle
        }
        return (leaves, left)
    }
}
