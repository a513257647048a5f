import Delivery
import Ledger
import Synchronization

/// Keeps `latest/` at the newest deliveries. It works on the delivery desk's queue, after each change; what cannot be linked now
/// is linked with the next.
final class LatestDesk: Sendable {
    private let store: ArticleStore
    private let ledger: Ledger
    private let trouble: @Sendable (String) -> Void
    private let state = Mutex(State())

    private struct State {
        /// What the directory holds; nil where that is not known.
        var texts: [String]?
        var lastTrouble = ""
    }

    /// - Parameter trouble: told why links cannot be made, when it is another reason than before.
    init(store: ArticleStore, ledger: Ledger, trouble: @escaping @Sendable (String) -> Void) {
        self.store = store
        self.ledger = ledger
        self.trouble = trouble
    }

    func write() {
        do {
            let known = state.withLock { $0.texts }
            guard store.latestCount > 0 || known == nil else { return }
            let texts = store.latestCount > 0 ? try ledger.latest(limit: store.latestCount) : []
            guard texts != known else { return }
            state.withLock { $0.texts = nil }
            try store.link(latest: texts)
            state.withLock { $0 = State(texts: texts) }
        } catch {
            let isNews = state.withLock { state in
                defer { state.lastTrouble = "\(error)" }
                return state.lastTrouble != "\(error)"
            }
            if isNews { trouble("latest: \(error)") }
        }
    }
}
