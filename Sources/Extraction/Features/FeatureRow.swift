/// One block's features while they are filled in, in memory that is borrowed: an array would ask at each of two hundred values
/// whether it is anybody else's. The first row also names the columns.
struct FeatureRow {
    private(set) var count = 0
    /// Those of the columns, in the first row.
    private(set) var names: [String] = []
    private let values: UnsafeMutableBufferPointer<Float>
    private let isFirst: Bool

    /// More columns than there are.
    static let capacity = 512

    /// - Parameter values: room for ``capacity``.
    init(_ values: UnsafeMutableBufferPointer<Float>, isFirst: Bool) {
        precondition(values.count >= Self.capacity)
        self.values = values
        self.isFirst = isFirst
    }

    @inline(__always)
    mutating func add(_ name: @autoclosure () -> String, _ value: Double) {
        if isFirst { names.append(name()) }
        precondition(count < Self.capacity)
        values[count] = Float(value)
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
        values[column] = Float(value)
    }
}

/// Rows of features one behind the other, at most ``limit`` of them: what one look of the model takes. The rows of a whole page would be
/// many times as large as the page.
struct FeatureChunk {
    let rows: UnsafeBufferPointer<Float>
    /// Of the columns.
    let names: [String]

    static let limit = 32
}
