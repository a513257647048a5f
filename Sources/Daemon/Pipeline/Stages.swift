import Fetching
import Ledger
import Logging
import Scheduling
import WorkerPool

/// The stages that the pipeline connects, and the clock. Made once at the start.
struct Stages: Sendable {
    let fetcher: Fetcher
    let workers: WorkerPool
    let ledger: Ledger
    let desk: DeliveryDesk
    let quarantine: Quarantine
    /// Nil where no raw pages are kept.
    var archive: ArchiveDesk?
    /// Milliseconds since 1970 UTC.
    let clock: @Sendable () -> Int64
    let log: Logger

    var now: Instant { Instant(milliseconds: clock()) }
}
