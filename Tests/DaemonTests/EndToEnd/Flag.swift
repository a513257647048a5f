import Synchronization

/// Something that has happened or not, told from a server's handler to a test and back.
final class Flag: Sendable {
    private let value = Mutex(false)

    var isSet: Bool { value.withLock { $0 } }

    func set() { value.withLock { $0 = true } }
}
