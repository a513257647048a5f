import Delivery
import Dispatch
import Ledger
import Scheduling
import Synchronization

/// Takes articles to the output directory, each exactly once.
///
/// The order is stage (files written and synced) ▶ intent in the ledger ▶ publish (renamed, directories synced) ▶ done in the ledger,
/// with the number of the journal's line ▶ the line in the journal's file.
/// A serial queue of its own does it, since every step waits for the disk. What came while it waited goes through the steps
/// together and shares each one's flush; an article that finds nobody there waits for no company.
package final class DeliveryDesk: Sendable {
    package enum Outcome: Sendable {
        /// The text file, relative to the output directory.
        case delivered(path: String)
        /// It is known, or nearly the same as what is known, and not delivered for that reason; the ledger has it.
        case duplicate(reason: String)
        /// It can never be delivered.
        case setAside(reason: String)
        /// Not now, for trouble of our own such as a full disk; ask again with the same number.
        case later(reason: String)
    }

    /// So many articles share a flush at most: with more, the first would wait for the last without much gain.
    static let groupLimit = 32

    let queue = DispatchQueue(label: "copydesk.delivery")
    let store: ArticleStore
    let ledger: Ledger
    let clock: @Sendable () -> Int64
    /// Deliveries with an intent in the ledger and no end there yet. More than those under way only after the ledger
    /// could not be written.
    private let unfinished = Mutex<[Int64: StagedDelivery]>([:])
    private let waiting = Mutex(Waiting())
    let journal: JournalDesk
    private let latest: LatestDesk

    private struct Waiting {
        /// What is to be delivered, in the order in which it was asked for.
        var requests: [DeliveryRequest] = []
        /// Whether a block on the queue is to deliver them.
        var isScheduled = false
    }

    /// - Parameters:
    ///   - clock: milliseconds since 1970 UTC.
    ///   - trouble: told why lines wait to get into the journal, each time it was tried; on the desk's queue.
    package init(
        store: ArticleStore, ledger: Ledger, clock: @escaping @Sendable () -> Int64,
        trouble: @escaping @Sendable (String) -> Void
    ) {
        self.store = store
        self.ledger = ledger
        self.clock = clock
        journal = JournalDesk(store: store, ledger: ledger, queue: queue, trouble: trouble)
        latest = LatestDesk(store: store, ledger: ledger, trouble: trouble)
    }

    /// What an earlier run had left half done.
    package struct Recovery: Sendable {
        package var completed = 0
        /// Articles that wait again.
        package var withdrawn = 0
        /// What the ledger had not known of the output directory.
        package var takeover: Takeover.Result?
    }

    /// Finishes what an earlier run left half done. Called once, before anything is delivered.
    ///
    /// - Parameter looks: when articles of a ledger that was lost are looked at again.
    package func recover(looks: LookPolicy? = nil) throws -> Recovery {
        try journal.open()
        var recovery = Recovery()
        // Before intents are looked at: those of an older copy may be of articles that were delivered since.
        if try !ledger.hasTakenOver() {
            recovery.takeover = try Takeover(store: store, ledger: ledger, now: clock(), looks: looks).run()
        }
        let staged = try ledger.intents().map(StagedDelivery.init)
        for (delivery, outcome) in zip(staged, try store.recover(staged)) {
            switch try conclude(delivery, outcome) {
            case .delivered: recovery.completed += 1
            // What found something else under its name is delivered anew, under another one.
            case .setAside, .later, .duplicate: recovery.withdrawn += 1
            }
        }
        queue.sync { show() }
        return recovery
    }

    /// Takes what the ledger has recorded to where consumers see it.
    func show() {
        journal.write()
        latest.write()
    }

    /// - Parameter completion: called on the desk's queue.
    func deliver(
        _ article: DeliveredArticle, number: Int64, terms: DeliveryTerms,
        completion: @escaping @Sendable (Outcome) -> Void
    ) {
        let isFirst = waiting.withLock { waiting in
            waiting.requests.append(DeliveryRequest(article, number, terms, completion))
            defer { waiting.isScheduled = true }
            return !waiting.isScheduled
        }
        if isFirst { scheduleDelivery() }
    }

    /// One block for all that wait. With a block for each, a busy desk never came to an end of them, since each found what had come
    /// meanwhile: all else on the queue waited behind them, and their number grew without end.
    private func scheduleDelivery() { queue.async { [self] in deliverWaiting() } }

    private func deliverWaiting() {
        let group = waiting.withLock { waiting in
            defer { waiting.requests.removeFirst(min(Self.groupLimit, waiting.requests.count)) }
            return Array(waiting.requests.prefix(Self.groupLimit))
        }
        for (request, outcome) in zip(group, deliverNow(group)) { request.completion(outcome) }
        let isMore = waiting.withLock { waiting in
            waiting.isScheduled = !waiting.requests.isEmpty
            return waiting.isScheduled
        }
        // Behind what else has come to the queue.
        if isMore { scheduleDelivery() }
    }

    /// The same, for callers that have nothing else to do.
    package func deliver(_ article: DeliveredArticle, number: Int64) -> Outcome {
        deliver([(article, number)])[0]
    }

    /// The same, for several that have come together: what became of each, in their order.
    package func deliver(_ articles: [(article: DeliveredArticle, number: Int64)]) -> [Outcome] {
        let requests = articles.map { DeliveryRequest($0.article, $0.number, DeliveryTerms()) { _ in } }
        return queue.sync {
            stride(from: 0, to: requests.count, by: Self.groupLimit).flatMap { start in
                deliverNow(Array(requests[start...].prefix(Self.groupLimit)))
            }
        }
    }

    /// See `ArticleStore.freeBytes`.
    var freeBytes: Int? { store.freeBytes }

    /// Calls back when everything that was asked for is done.
    func drain(completion: @escaping @Sendable () -> Void) {
        queue.async { [self] in
            if waiting.withLock({ $0.requests.isEmpty }) { completion() } else { drain(completion: completion) }
        }
    }

    /// Calls back as soon as the queue moves.
    func echo(completion: @escaping @Sendable () -> Void) { queue.async(execute: completion) }

    /// A delivery of the article that was begun and has no end in the ledger.
    func begun(_ article: Int64) -> StagedDelivery? { unfinished.withLock { $0[article] } }

    /// Notes that deliveries are begun, as the ledger has them.
    func note(begun deliveries: [StagedDelivery]) {
        unfinished.withLock { for delivery in deliveries { $0[delivery.article] = delivery } }
    }

    /// Notes that a delivery has its end in the ledger.
    func note(ended article: Int64) { unfinished.withLock { $0[article] = nil } }

    /// Writes the end of a delivery into the ledger. When that fails, the delivery stays unfinished.
    func conclude(_ delivery: StagedDelivery, _ outcome: DeliveryOutcome) throws -> Outcome {
        switch outcome {
        case .delivered:
            try ledger.delivered(article: delivery.article, now: clock(), journaled: journal.written)
            note(ended: delivery.article)
            return Outcome(delivered: delivery)
        case .withdrawn(let reason):
            try abandon(delivery)
            return .later(reason: reason)
        case .pending(let error):
            let discarded = store.discard(delivery)
            if case .delivered = discarded { return try conclude(delivery, .delivered) }
            // What can be neither finished nor taken back is looked at again.
            if case .pending(let second) = discarded, !second.isLasting { throw second }
            try abandon(delivery)
            return Outcome(failure: error)
        }
    }

    private func abandon(_ delivery: StagedDelivery) throws {
        try ledger.abandon(article: delivery.article)
        note(ended: delivery.article)
    }
}

/// An article that waits for its turn at the desk.
struct DeliveryRequest: Sendable {
    let article: DeliveredArticle
    /// The ledger's.
    let number: Int64
    let terms: DeliveryTerms
    let completion: @Sendable (DeliveryDesk.Outcome) -> Void

    init(
        _ article: DeliveredArticle, _ number: Int64, _ terms: DeliveryTerms,
        _ completion: @escaping @Sendable (DeliveryDesk.Outcome) -> Void
    ) {
        self.article = article
        self.number = number
        self.terms = terms
        self.completion = completion
    }
}

extension DeliveryDesk.Outcome {
    init(delivered delivery: StagedDelivery) { self = .delivered(path: delivery.files.last?.path ?? "") }

    /// What an article comes to that cannot be delivered, for good or for now.
    init(failure: any Error) {
        let isLasting = (failure as? DeliveryError)?.isLasting ?? false
        self = isLasting ? .setAside(reason: "\(failure)") : .later(reason: "\(failure)")
    }
}

extension DeliveryError {
    /// Whether the article can never be delivered.
    var isLasting: Bool {
        switch self {
        case .unusable, .occupied: true
        case .inUse, .diverted, .full, .io: false
        }
    }
}

extension StagedDelivery {
    init(_ intent: DeliveryIntent) {
        self.init(
            article: intent.article, publicID: intent.publicID,
            files: intent.files.map { File(staged: $0.staged, path: $0.path, sha256: $0.sha256) }, event: intent.event)
        bytes = intent.bytes
    }
}

extension DeliveryIntent {
    init(_ staged: StagedDelivery, fetched: Int64) {
        self.init(
            article: staged.article, publicID: staged.publicID,
            files: staged.files.map { File(staged: $0.staged, path: $0.path, sha256: $0.sha256) },
            fetchedMilliseconds: fetched, event: staged.event)
        bytes = staged.bytes
    }
}
