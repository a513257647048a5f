/// A number that is kept in four bytes. A page has a dozen of them for each block and each element, and its caps on bytes and nodes
/// keep all of them far below what fits.
@propertyWrapper
struct Narrow: Sendable {
    private var stored: Int32

    @inline(__always)
    init(wrappedValue: Int) { stored = Int32(truncatingIfNeeded: wrappedValue) }

    var wrappedValue: Int {
        @inline(__always) get { Int(stored) }
        @inline(__always) set { stored = Int32(truncatingIfNeeded: newValue) }
    }
}

/// The same for a range.
@propertyWrapper
struct NarrowRange: Sendable {
    @Narrow private var lower: Int
    @Narrow private var upper: Int

    @inline(__always)
    init(wrappedValue: Range<Int>) {
        lower = wrappedValue.lowerBound
        upper = wrappedValue.upperBound
    }

    var wrappedValue: Range<Int> {
        @inline(__always) get { lower..<upper }
        @inline(__always) set {
            lower = newValue.lowerBound
            upper = newValue.upperBound
        }
    }
}
