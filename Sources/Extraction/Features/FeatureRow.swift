/// One block's features while they are filled in, in a ``FeatureChunk``'s memory that is borrowed: an array would ask at each of two
/// hundred values whether it is anybody else's. The first row also names the columns.
struct FeatureRow {
    private(set) var count = 0
    /// Those of the columns, in the first row.
    private(set) var names: [String] = []
    private let values: UnsafeMutableBufferPointer<Float>
    /// The block's place in the chunk.
    private let block: Int
    private let isFirst: Bool

    /// More columns than there are.
    static let capacity = 320

    /// - Parameter values: room for ``capacity`` features of ``FeatureChunk/limit`` blocks.
    init(_ values: UnsafeMutableBufferPointer<Float>, block: Int, isFirst: Bool) {
        precondition(values.count >= Self.capacity * FeatureChunk.limit && block < FeatureChunk.limit)
        self.values = values
        self.block = block
        self.isFirst = isFirst
        if isFirst { names.reserveCapacity(Self.capacity) }
    }

    @inline(__always)
    mutating func add(_ name: @autoclosure () -> String, _ value: Double) {
        if isFirst { names.append(name()) }
        precondition(count < Self.capacity)
        values[count &* FeatureChunk.limit &+ block] = Float(value)
        count += 1
    }

    @inline(__always)
    mutating func add(_ name: @autoclosure () -> String, _ value: Int) { add(name(), Double(value)) }

    @inline(__always)
    mutating func add(_ name: @autoclosure () -> String, _ value: Bool) { add(name(), value ? 1.0 : 0.0) }

    /// Changes a value that was added.
    @inline(__always)
    mutating func set(_ column: Int, _ value: Int) {
        precondition(column < count)
        values[column &* FeatureChunk.limit &+ block] = Float(value)
    }
}

/// The features of some blocks, at most ``limit``: what one look of the model takes. Those of a whole page would be many times as
/// large as the page.
struct FeatureChunk {
    /// The values of a feature stand together, ``limit`` places each; those behind `count` mean nothing.
    let values: UnsafeBufferPointer<Float>
    /// Of the features.
    let names: [String]
    /// How many blocks there are.
    let count: Int

    static let limit = 32

    /// One feature of all blocks, ``limit`` places.
    @inline(__always)
    func values(of feature: Int) -> UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(rebasing: values[feature * Self.limit..<(feature + 1) * Self.limit])
    }

    /// The features of a block, in order.
    func row(_ block: Int) -> [Float] { names.indices.map { values(of: $0)[block] } }
}
