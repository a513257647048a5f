import Delivery
import Dispatch
import Ledger
import Synchronization

/// Removes what is older or more than may stay in the output directory, source by source.
///
/// The order is removal in the ledger ▶ tombstones ▶ files removed, directories synced ▶ purged in the ledger, with the numbers of
/// the journal's lines ▶ the lines in the journal's file. So whatever ends a run, the next one finishes what was begun.
///
/// It works on the delivery desk's queue, in small steps between which deliveries take their turn.
package final class RetentionDesk: Sendable {
    /// Articles looked at in one step.
    private static let batch = 20
    private static let sweepEvery = DispatchTimeInterval.seconds(60)
    private static let breath = DispatchTimeInterval.milliseconds(20)

    private let desk: DeliveryDesk
    private let purged: @Sendable ([Int64]) -> Void
    private let trouble: @Sendable (String) -> Void
    private let state: Mutex<State>

    private struct State {
        var configuration: Configuration
        var isStopped = false
        /// Sources that this round has still to look at.
        var round: [String] = []
        /// Articles that could not be removed in this round.
        var stuck: Set<Int64> = []
        /// What was said last, so that it is said once.
        var lastTrouble = ""
    }

    /// - Parameters:
    ///   - purged: told which articles are gone, on the desk's queue.
    ///   - trouble: told why something cannot be removed, when it is another reason than before; on the desk's queue.
    package init(
        desk: DeliveryDesk, configuration: Configuration, purged: @escaping @Sendable ([Int64]) -> Void,
        trouble: @escaping @Sendable (String) -> Void
    ) {
        self.desk = desk
        self.purged = purged
        self.trouble = trouble
        state = Mutex(State(configuration: configuration))
    }

    /// Looks now, and then every minute.
    func start() { desk.queue.async { [self] in sweep() } }

    /// Other limits from the next round on.
    func apply(_ configuration: Configuration) { state.withLock { $0.configuration = configuration } }

    /// Begins nothing more.
    func stop() { state.withLock { $0.isStopped = true } }

    /// A whole round, for callers that have nothing else to do.
    package func run() throws {
        try desk.queue.sync {
            try beginRound()
            while try step() {}
        }
    }

    private func sweep() {
        _ = note(beginRound)
        goOn()
    }

    private func goOn() {
        guard !state.withLock({ $0.isStopped }) else { return }
        let isMore = note(step) ?? false
        // Deliveries that wait come first.
        desk.queue.asyncAfter(deadline: .now() + (isMore ? Self.breath : Self.sweepEvery)) { [weak self] in
            isMore ? self?.goOn() : self?.sweep()
        }
    }

    private func beginRound() throws {
        // Mostly everything stays, and counting what there is would be for nothing.
        let configuration = state.withLock { $0.configuration }
        let sources = configuration.limitsWhatStays ? try desk.ledger.stocks().map(\.source) : []
        state.withLock { state in
            state.round = sources.filter { !configuration.retention(ofSource: $0).isUnlimited }
            state.stuck = []
        }
    }

    /// - Returns: whether there is more to do in this round.
    private func step() throws -> Bool {
        if try finish() { return true }
        let (source, configuration) = state.withLock { ($0.round.last, $0.configuration) }
        guard let source else { return false }
        let policy = configuration.retention(ofSource: source)
        if policy.bytes != nil, try measure(source) { return true }
        let oldest = try desk.ledger.oldest(of: source, limit: Self.batch)
        let excess = policy.excess(of: oldest, stock: try desk.ledger.stock(of: source), now: desk.clock())
        if excess > 0 { try desk.ledger.beginRemoval(of: oldest.prefix(excess).map(\.id)) }
        if excess < Self.batch { state.withLock { _ = $0.round.popLast() } }
        return true
    }

    /// Looks how much some of a source's articles take that nobody has measured.
    private func measure(_ source: String) throws -> Bool {
        let articles = try desk.ledger.unmeasured(of: source, limit: Self.batch)
        let sizes = try articles.map { article in
            (article, try desk.store.size(of: desk.ledger.revisions(of: article).map(\.path)))
        }
        try desk.ledger.measured(sizes)
        return !articles.isEmpty
    }

    /// Removes the files of some articles whose removal was begun.
    ///
    /// - Returns: whether there were any.
    private func finish() throws -> Bool {
        let stuck = state.withLock { $0.stuck }
        let begun = try desk.ledger.removals(limit: Self.batch + stuck.count).filter { !stuck.contains($0.id) }
        guard !begun.isEmpty else { return false }
        let burials = begun.compactMap { article in unlessStuck(article) { try Burial(of: article, by: desk) } }
        try desk.store.bury(burials.map(\.tombstone), now: desk.clock())
        var removal = try desk.store.removal()
        var done: [Burial] = []
        for burial in burials {
            if unlessStuck(burial.article, { try removal.remove(burial.texts) }) != nil { done.append(burial) }
        }
        try removal.finish()
        try desk.ledger.purge(
            done.map { ($0.article.id, $0.events) }, now: desk.clock(), journaled: desk.journal.written)
        desk.show()
        purged(done.map(\.article.id))
        return true
    }

    /// One article that cannot be removed keeps no other from it; it is tried again in the next round.
    private func unlessStuck<Result>(_ article: ArticleRecord, _ work: () throws -> Result) -> Result? {
        do {
            return try work()
        } catch {
            state.withLock { _ = $0.stuck.insert(article.id) }
            tell("\(article.key): \(error)")
            return nil
        }
    }

    private func note<Result>(_ work: () throws -> Result) -> Result? {
        do {
            return try work()
        } catch {
            tell("\(error)")
            return nil
        }
    }

    private func tell(_ reason: String) {
        let isNews = state.withLock { state in
            defer { state.lastTrouble = reason }
            return state.lastTrouble != reason
        }
        if isNews { trouble(reason) }
    }
}
