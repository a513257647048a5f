import Ledger
import Logging
import Scheduling

/// What a configuration and the ledger say of sources, taken up: at the start, and when the configuration has changed.
extension Pipeline {
    /// Enters sources into the ledger and the frontier.
    func register(_ added: [Configuration.Source]) throws {
        try stages.ledger.register(
            sources: configuration.sources.map { SourceSeed(id: $0.name, url: $0.address, kind: $0.kind.rawValue) },
            now: stages.clock())
        for part in stride(from: 0, to: added.count, by: Self.registeredAtOnce) {
            let sources = added[part..<min(part + Self.registeredAtOnce, added.count)].filter { !$0.isPaused }
            let records = try stages.ledger.sources(named: sources.map(\.name))
            for source in sources { try enter(source, records[source.name], among: added.count) }
        }
    }

    /// What the ledger knows of so many sources is in memory at a time.
    private static let registeredAtOnce = 500

    private func enter(_ source: Configuration.Source, _ record: SourceRecord?, among count: Int) throws {
        if let reason = source.robotsOverride {
            stages.log.warning(
                "robots.txt is not obeyed", metadata: ["source": "\(source.name)", "reason": "\(reason)"])
        }
        if case .articles(let urls) = source.origin {
            let items = FeedReply(urls: urls).discovered(source, limit: nil, now: stages.now)
            for article in try stages.ledger.discover(items, source: source.name, now: stages.clock()) { add(article) }
        }
        let polled = PolledSource(configuration: source, task: newTask(), record)
        guard polled.url != nil else { return }
        sources[polled.task] = polled
        // The rhythm does not matter yet, and to read it would take longer than all the rest.
        var rough = record
        rough?.rhythm = ""
        wait(polled, until: plan(for: source, rough, among: count).next)
    }

    /// Forgets the polls of sources; their waiting articles are still fetched.
    func unregister(_ names: Set<String>) {
        guard !names.isEmpty else { return }
        for (task, source) in sources where names.contains(source.configuration.name) {
            _ = frontier.remove(task)
            sources[task] = nil
            dropSitemaps(of: task)
        }
    }

    /// When a source is polled first, and by which rhythm it goes on.
    func plan(for source: Configuration.Source, _ record: SourceRecord?, among count: Int) -> PollPlan {
        let policy = configuration.polling.policy(for: source)
        guard let record, record.lastPollMilliseconds != nil else {
            return policy.firstPoll(of: source.name, now: stages.now, among: count)
        }
        return policy.resume(
            next: Instant(milliseconds: record.nextPollMilliseconds),
            rhythm: PollRhythm(text: record.rhythm, interval: policy.usual, failures: record.failures),
            source: source.name, now: stages.now, among: count)
    }

    /// The rhythm that a source has while nothing of a poll is under way. One that cannot be read begins anew.
    func rhythm(of source: Configuration.Source) -> PollRhythm {
        do {
            return plan(for: source, try stages.ledger.source(source.name), among: 1).rhythm
        } catch {
            stages.log.error(
                "the ledger cannot be read", metadata: ["source": "\(source.name)", "reason": "\(error)"])
            return plan(for: source, nil, among: 1).rhythm
        }
    }
}
