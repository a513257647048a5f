import Synchronization

/// One request in a server's record.
public struct LoggedRequest: Sendable {
    /// What was asked.
    public let request: LoopbackWeb.Request
    /// When the request had been read.
    public let arrived: ContinuousClock.Instant
    /// When the answer was handed over for sending; nil while it is being prepared.
    public fileprivate(set) var answered: ContinuousClock.Instant?
    /// How many requests this server was working on at arrival, this one included: 1 for a polite client.
    public let concurrent: Int
}

/// The record of one server, shared by its connections and guarded by a mutex.
final class RequestLog: Sendable {
    private struct State {
        var requests: [LoggedRequest] = []
        var open = 0
    }

    private let state = Mutex(State())
    private let clock = ContinuousClock()

    var requests: [LoggedRequest] { state.withLock { $0.requests } }

    /// Records an arrival and returns its index.
    func begin(_ request: LoopbackWeb.Request) -> Int {
        state.withLock {
            $0.open += 1
            $0.requests.append(
                LoggedRequest(request: request, arrived: clock.now, answered: nil, concurrent: $0.open))
            return $0.requests.count - 1
        }
    }

    /// Records that the answer to the request with this index is ready.
    func end(_ index: Int) {
        state.withLock {
            $0.open -= 1
            $0.requests[index].answered = clock.now
        }
    }
}
