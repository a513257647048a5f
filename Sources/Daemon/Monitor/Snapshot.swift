import Ledger
import Scheduling
import WorkerPool

/// A running daemon at one moment: what the page, the metrics and `copydesk status` show.
struct Snapshot: Sendable {
    var version = Release.version
    var startedAt: Instant
    var phase: ServicePhase.Phase
    var process: ProcessFigures
    /// Nil when the pipeline's queue did not answer in time.
    var pipeline: Pipeline.Figures?
    var workers: WorkerPoolStatistics
    /// Of the daemon's own ledger.
    var ledger = Ledger.Cost()
    /// On the output's disk; nil while it cannot be asked.
    var freeBytes: Int?
    var overview: Overview

    var now: Instant { overview.now }
    var uptime: Duration { now - startedAt }
}
