import Delivery
import Dispatch
import Foundation
import Ledger
import SearchIndex
import Synchronization

/// Keeps the search index at what is delivered, beside everything else: it reads the ledger over a connection of its own, then the
/// journal's files, on a queue of its own, a little at a time. Nobody waits for it, and where it cannot go on it says so and tries
/// again.
final class SearchDesk: @unchecked Sendable {  // All state but the Mutex is touched on `queue` only.
    /// Where the index lies: with what can be made anew, in the directory that systemd keeps for a service's cache (systemd.exec(5),
    /// `CacheDirectory=`); without one, beside the ledger.
    /// - Parameter cache: `$CACHE_DIRECTORY`, paths between colons.
    static func path(
        state: String, cache: String? = ProcessInfo.processInfo.environment["CACHE_DIRECTORY"]
    ) -> String {
        (cache?.split(separator: ":").first.map(String.init) ?? state) + "/search.sqlite"
    }

    private let queue = DispatchQueue(label: "copydesk.search", qos: .utility)
    private let feed: SearchFeed
    private let trouble: @Sendable (String) -> Void
    private let shown = Mutex(State.waiting)
    private var lastTrouble = ""
    private var isScheduled = false
    private var isStopped = false

    /// How far the index is, for people.
    enum State: Equatable, Sendable {
        case waiting
        /// Articles of the past are read; so many so far.
        case filling(Int)
        case current(Int)
        case failing(String)
    }

    private static let retryAfter = Duration.seconds(30)
    /// It rests so long after each step, as a share of what the step took: a core that is wanted elsewhere is half free.
    private static let rest = 1.0

    /// - Parameter trouble: told why the index cannot go on, when it is another reason than before.
    init(_ paths: Configuration.PathSettings, trouble: @escaping @Sendable (String) -> Void) {
        feed = SearchFeed(path: Self.path(state: paths.state), state: paths.state, output: paths.output)
        self.trouble = trouble
    }

    var state: State { shown.withLock { $0 } }

    /// There may be something new; also for the start, once the journal was mended.
    func wake() { queue.async { [self] in goOn(after: .zero) } }

    /// Begins no step more, then calls back.
    func stop(completion: @escaping @Sendable () -> Void) {
        queue.async { [self] in
            isStopped = true
            completion()
        }
    }

    private func goOn(after pause: Duration) {
        dispatchPrecondition(condition: .onQueue(queue))
        guard !isScheduled, !isStopped else { return }
        isScheduled = true
        queue.asyncAfter(deadline: .now() + .nanoseconds(Int(pause / .nanoseconds(1)))) { [self] in
            isScheduled = false
            if !isStopped { step() }
        }
    }

    private func step() {
        let start = ContinuousClock.now
        do {
            let outcome = try feed.step()
            lastTrouble = ""
            shown.withLock { $0 = outcome.isFilling ? .filling(outcome.articles) : .current(outcome.articles) }
            if outcome.hasMore { goOn(after: (ContinuousClock.now - start) * Self.rest) }
        } catch {
            let reason = "\(error)"
            if reason != lastTrouble { trouble(reason) }
            lastTrouble = reason
            shown.withLock { $0 = .failing(reason) }
            goOn(after: Self.retryAfter)
        }
    }
}
