import Foundation

/// A value behind a lock that the thread sanitizer knows; it does not see `Mutex` lock, and reports races within.
// Sendable because the value is only reached under the lock.
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) { self.value = value }

    func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        lock.withLock { body(&value) }
    }
}
