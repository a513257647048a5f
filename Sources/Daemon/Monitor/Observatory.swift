import Dispatch
import Ledger
import Scheduling

/// Takes snapshots, one at a time, and keeps the last for a while: however many ask, the daemon is looked at no more often.
///
/// The ledger is read over a connection of its own on a queue of its own, so that neither pipeline nor delivery waits.
actor Observatory {
    private let take: @Sendable () async throws -> Snapshot
    private var latest: (snapshot: Snapshot, until: ContinuousClock.Instant)?
    private var taking: Task<Snapshot, any Error>?
    private let now: @Sendable () -> ContinuousClock.Instant
    private let wait: @Sendable (Duration) async -> Void
    private let forgotten: @Sendable () -> Void

    /// A snapshot serves for so long at least, and for so many times as long as taking it took.
    private static let freshness = Duration.seconds(2)
    private static let patience = 20

    /// - Parameters:
    ///   - forgotten: told when a snapshot is not kept any more. Of ten thousand sources it is tens of megabytes.
    ///   - take: looks at the daemon.
    init(
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock().now },
        // Only cancellation cuts a sleep off, and nobody cancels this one.
        wait: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) },
        forgotten: @escaping @Sendable () -> Void = {},
        _ take: @escaping @Sendable () async throws -> Snapshot
    ) {
        self.now = now
        self.wait = wait
        self.forgotten = forgotten
        self.take = take
    }

    func snapshot() async throws -> Snapshot {
        if let latest, now() < latest.until { return latest.snapshot }
        if let taking { return try await taking.value }
        let task = Task { try await take() }
        taking = task
        let start = now()
        defer { taking = nil }
        let snapshot = try await task.value
        let cost = now() - start
        let span = max(Self.freshness, cost * Self.patience)
        latest = (snapshot, now() + span)
        Task { [weak self, wait] in
            await wait(span)
            await self?.forgetOutdated()
        }
        return snapshot
    }

    private func forgetOutdated() {
        guard let latest, now() >= latest.until else { return }
        self.latest = nil
        forgotten()
    }
}

/// The daemon's own eyes: what a snapshot is made of.
struct SelfView: Sendable {
    let stages: Stages
    let pipeline: Pipeline
    let phase: ServicePhase
    let state: String
    let output: String
    let startedAt: Instant
    private let queue = DispatchQueue(label: "copydesk.monitor")

    private static let patience = DispatchTimeInterval.seconds(2)

    init(stages: Stages, pipeline: Pipeline, phase: ServicePhase, paths: Configuration.PathSettings) {
        self.stages = stages
        self.pipeline = pipeline
        self.phase = phase
        state = paths.state
        output = paths.output
        startedAt = stages.now
    }

    func take() async throws -> Snapshot {
        let figures = await pipeline.queue.answer(within: Self.patience) { [pipeline] in pipeline.figures }
        let paused = figures?.pausedSources ?? []
        let overview = try await reading { ledger in
            try Overview(reading: ledger, output: output, paused: paused, now: stages.now)
        }
        return Snapshot(
            startedAt: startedAt, phase: phase.now, process: .read(), pipeline: figures,
            workers: stages.workers.statistics, ledger: stages.ledger.cost, freeBytes: stages.desk.freeBytes,
            overview: overview)
    }

    func source(_ name: String, _ snapshot: Snapshot) async throws -> SourceDetail? {
        try await reading { ledger in
            try SourceDetail(name, reading: ledger, output: output, snapshot: snapshot, now: stages.now)
        }
    }

    func article(_ address: String) async throws -> ArticleDetail? {
        try await reading { try ArticleDetail(address, reading: $0, output: output) }
    }

    private func reading<Value: Sendable>(_ read: @escaping @Sendable (Ledger) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try read(Ledger(reading: state)) }) }
        }
    }
}
