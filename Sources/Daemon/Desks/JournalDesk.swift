import Delivery
import Dispatch
import Ledger
import Synchronization

/// Takes the ledger's events into the journal's files, in order and each once.
///
/// It works on the delivery desk's queue. When the files cannot be written, deliveries go on and the events wait in the
/// ledger; the next delivery tries again, and so does a timer.
final class JournalDesk: Sendable {
    private let store: ArticleStore
    private let ledger: Ledger
    private let queue: DispatchQueue
    private let trouble: @Sendable (String) -> Void
    private let state = Mutex(State())

    private struct State {
        /// Everything up to this number stands in the files.
        var written: Int64 = 0
        /// Whether the timer is set.
        var isWaiting = false
        var listener: @Sendable () -> Void = {}
    }

    private static let retryAfter = DispatchTimeInterval.seconds(30)
    /// Lines written at once.
    private static let batch = 1000

    init(
        store: ArticleStore, ledger: Ledger, queue: DispatchQueue, trouble: @escaping @Sendable (String) -> Void
    ) {
        self.store = store
        self.ledger = ledger
        self.queue = queue
        self.trouble = trouble
    }

    /// The number up to which everything stands in the files.
    var written: Int64 { state.withLock { $0.written } }

    /// Told, on the desk's queue, that there are new lines in the files.
    func listen(_ listener: @escaping @Sendable () -> Void) { state.withLock { $0.listener = listener } }

    /// For the start, before anything else: mends the files. A ledger that is younger than they are goes on from their end.
    func open() throws {
        guard let end = try store.journalEnd() else { return }
        if end.sequence > (try ledger.journalHead()) { try ledger.raiseJournal(to: end.sequence, day: end.day) }
        state.withLock { $0.written = end.sequence }
    }

    /// Writes what waits.
    func write() {
        dispatchPrecondition(condition: .onQueue(queue))
        do {
            while true {
                let rows = try ledger.journal(after: written, limit: Self.batch)
                guard !rows.isEmpty else { return }
                let newest = try store.append(rows.map(JournalEntry.init))
                let listener = state.withLock { state in
                    state.written = newest
                    return state.listener
                }
                listener()
                guard rows.count == Self.batch else { return }
            }
        } catch {
            trouble("\(error)")
            tryLater()
        }
    }

    private func tryLater() {
        let isFirst = state.withLock { state in
            defer { state.isWaiting = true }
            return !state.isWaiting
        }
        guard isFirst else { return }
        queue.asyncAfter(deadline: .now() + Self.retryAfter) { [weak self] in
            guard let self else { return }
            state.withLock { $0.isWaiting = false }
            write()
        }
    }
}

extension JournalEntry {
    init(_ row: JournalRow) {
        self.init(sequence: row.sequence, day: row.day, event: row.event)
    }
}
