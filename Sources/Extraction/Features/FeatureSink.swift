/// Collects one row of features per block into a flat matrix; the first row also names the columns.
struct FeatureSink {
    /// Row after row.
    private(set) var values: [Float] = []
    private(set) var names: [String] = []
    private(set) var rows = 0
    private let expectedRows: Int

    init(expectedRows: Int) {
        self.expectedRows = expectedRows
    }

    /// The first row tells how much room all take: the matrix of the largest page is not copied as it grows.
    mutating func endRow() {
        rows += 1
        if rows == 1 { values.reserveCapacity(expectedRows * width) }
    }

    @inline(__always)
    mutating func add(_ name: @autoclosure () -> String, _ value: Double) {
        if rows == 0 { names.append(name()) }
        values.append(Float(value))
    }

    @inline(__always)
    mutating func add(_ name: @autoclosure () -> String, _ value: Int) { add(name(), Double(value)) }

    @inline(__always)
    mutating func add(_ name: @autoclosure () -> String, _ value: Bool) { add(name(), value ? 1.0 : 0.0) }

    /// The number of columns.
    var width: Int { names.count }
}
