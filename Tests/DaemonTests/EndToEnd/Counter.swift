import Synchronization

/// Counts calls, from any thread.
final class Counter: Sendable {
    private let count = Mutex(0)

    /// How often it was called before.
    func next() -> Int {
        count.withLock { count in
            defer { count += 1 }
            return count
        }
    }
}
