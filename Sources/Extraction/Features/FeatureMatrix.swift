/// The features of all blocks of a page, a row for each; the first row also names the columns.
struct FeatureMatrix {
    /// Row after row.
    private(set) var values: [Float] = []
    private(set) var names: [String] = []
    private(set) var rows = 0

    init() {}

    /// Has each of so many rows filled, all with the same columns.
    init(rows: Int, fill: (_ index: Int, _ row: inout FeatureRow) -> Void) {
        self.rows = rows
        withUnsafeTemporaryAllocation(of: Float.self, capacity: FeatureRow.capacity) { scratch in
            for index in 0..<rows {
                var row = FeatureRow(scratch, isFirst: index == 0)
                fill(index, &row)
                if index == 0 {
                    names = row.names
                    values.reserveCapacity(rows * row.count)
                }
                values.append(contentsOf: UnsafeBufferPointer(rebasing: scratch[..<row.count]))
            }
        }
    }

    /// The number of columns.
    var width: Int { names.count }
}

/// One row while it is filled, in memory that it borrows: an array would ask at each of two hundred values whether it is
/// anybody else's.
struct FeatureRow {
    private(set) var count = 0
    /// Those of the columns, in the first row.
    private(set) var names: [String] = []
    private let values: UnsafeMutableBufferPointer<Float>
    private let isFirst: Bool

    static let capacity = 512

    fileprivate init(_ values: UnsafeMutableBufferPointer<Float>, isFirst: Bool) {
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
