import Delivery
import Dispatch
import Ledger
import Scheduling
import Synchronization

/// Takes articles to the output directory, one at a time and each exactly once.
///
/// The order is stage (files written and synced) ▶ intent in the ledger ▶ publish (renamed, directories synced) ▶ done in the ledger,
/// with the number of the journal's line ▶ the line in the journal's file.
/// A serial queue of its own does it, since every step waits for the disk.
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

    /// So many names are tried where something else stands under the first ones.
    private static let variants = 5

    let queue = DispatchQueue(label: "copydesk.delivery")
    let store: ArticleStore
    let ledger: Ledger
    let clock: @Sendable () -> Int64
    /// Deliveries with an intent in the ledger and no end there yet. More than the one under way only after the ledger
    /// could not be written.
    private let unfinished = Mutex<[Int64: StagedDelivery]>([:])
    let journal: JournalDesk
    private let latest: LatestDesk

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
        queue.async { [self] in completion(deliverNow(article, number, terms)) }
    }

    /// The same, for callers that have nothing else to do.
    package func deliver(_ article: DeliveredArticle, number: Int64) -> Outcome {
        queue.sync { deliverNow(article, number, DeliveryTerms()) }
    }

    /// See `ArticleStore.freeBytes`.
    var freeBytes: Int? { store.freeBytes }

    /// Calls back when everything that was asked for is done.
    func drain(completion: @escaping @Sendable () -> Void) { queue.async(execute: completion) }

    private func deliverNow(_ article: DeliveredArticle, _ number: Int64, _ terms: DeliveryTerms) -> Outcome {
        defer { show() }
        do {
            if let begun = unfinished.withLock({ $0[number] }) { return try conclude(begun, store.reconcile(begun)) }
            var finding = try OriginalityDesk(ledger: ledger).find(article, canonicalKey: terms.canonicalKey)
            finding.content.look = terms.look
            if let outcome = try withhold(article, number, finding, terms) { return outcome }
            let article = try clustered(article, finding, terms)
            var outcome = Outcome.later(reason: "")
            for variant in 1...Self.variants {
                var staged = try store.stage(article, as: number, now: clock(), variant: variant)
                staged.event += try succession(article, finding)
                try intend(staged, finding.content, fetched: article.fetch.timeMilliseconds)
                let published = publish(staged)
                outcome = try conclude(staged, published)
                guard case .pending(.occupied) = published, case .setAside = outcome else { break }
            }
            return outcome
        } catch let error as DeliveryError where isLasting(error) {
            return .setAside(reason: "\(error)")
        } catch {
            return .later(reason: "\(error)")
        }
    }

    private func intend(_ staged: StagedDelivery, _ content: ArticleContent, fetched: Int64) throws {
        try begin(staged, DeliveryIntent(staged, fetched: fetched), content)
    }

    /// Writes the intent down; from then on the delivery is unfinished until it is concluded.
    func begin(
        _ staged: StagedDelivery, _ intent: DeliveryIntent, _ content: ArticleContent = ArticleContent()
    ) throws {
        do {
            try ledger.intend(intent, content: content, now: clock())
            unfinished.withLock { $0[staged.article] = staged }
        } catch {
            _ = store.discard(staged)
            throw error
        }
    }

    /// A delivery of the article that was begun and has no end in the ledger.
    func begun(_ article: Int64) -> StagedDelivery? { unfinished.withLock { $0[article] } }

    func publish(_ staged: StagedDelivery) -> DeliveryOutcome {
        do throws(DeliveryError) {
            try store.publish(staged)
            return .delivered
        } catch {
            return isLasting(error) ? .pending(error) : store.reconcile(staged)
        }
    }

    /// Writes the end of a delivery into the ledger. When that fails, the delivery stays unfinished.
    func conclude(_ delivery: StagedDelivery, _ outcome: DeliveryOutcome) throws -> Outcome {
        switch outcome {
        case .delivered:
            try ledger.delivered(article: delivery.article, now: clock(), journaled: journal.written)
            unfinished.withLock { $0[delivery.article] = nil }
            return .delivered(path: delivery.files.last?.path ?? "")
        case .withdrawn(let reason):
            try abandon(delivery)
            return .later(reason: reason)
        case .pending(let error):
            let discarded = store.discard(delivery)
            if case .delivered = discarded { return try conclude(delivery, .delivered) }
            // What can be neither finished nor taken back is looked at again.
            if case .pending(let second) = discarded, !isLasting(second) { throw second }
            try abandon(delivery)
            return isLasting(error) ? .setAside(reason: "\(error)") : .later(reason: "\(error)")
        }
    }

    private func abandon(_ delivery: StagedDelivery) throws {
        try ledger.abandon(article: delivery.article)
        unfinished.withLock { $0[delivery.article] = nil }
    }

    private func isLasting(_ error: DeliveryError) -> Bool {
        switch error {
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
