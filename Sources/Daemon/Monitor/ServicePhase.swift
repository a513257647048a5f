import Dispatch
import Synchronization

/// How far the service is, for those who ask from outside.
final class ServicePhase: Sendable {
    enum Phase: String, Sendable {
        case starting, ready, stopping
    }

    private let phase = Mutex(Phase.starting)

    var now: Phase { phase.withLock { $0 } }

    func enter(_ new: Phase) { phase.withLock { $0 = new } }
}

extension DispatchQueue {
    /// Runs the body on the queue, for tasks; nil when the queue does not come to it within the limit.
    func answer<Value: Sendable>(within limit: DispatchTimeInterval, _ body: @escaping @Sendable () -> Value) async
        -> Value?
    {
        await withCheckedContinuation { continuation in
            let first = FirstAnswer<Value>(continuation)
            async { first.give(body()) }
            DispatchQueue.global().asyncAfter(deadline: .now() + limit) { first.give(nil) }
        }
    }
}

/// Resumes once, with what comes first.
final class FirstAnswer<Value: Sendable>: Sendable {
    private let continuation: Mutex<CheckedContinuation<Value?, Never>?>

    init(_ continuation: CheckedContinuation<Value?, Never>) {
        self.continuation = Mutex(continuation)
    }

    func give(_ value: Value?) {
        let waiting = continuation.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        waiting?.resume(returning: value)
    }
}
