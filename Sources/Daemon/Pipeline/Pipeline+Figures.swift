import Worker

// What the pipeline says of itself.
extension Pipeline {
    /// What happened since the start, for the status line.
    struct Counts: Sendable {
        var delivered = 0
        var setAside = 0
        var polls = 0
        var failedPolls = 0
    }

    /// What stages outside of it took since the start, by the wall; many are under way at once.
    struct StageTimes: Equatable, Sendable {
        /// From asking to the last byte, or to the failure.
        var fetch = StageTotal()
        /// From handing an article to the delivery desk to its answer: the wait for others, the disk, the ledger.
        var delivery = StageTotal()
    }

    /// What it is about now.
    struct Figures: Sendable {
        var counts = Counts()
        var stageTimes = StageTimes()
        /// Articles that wait, or are under way.
        var waiting = 0
        /// Articles and polls between their fetch's start and their end.
        var underWay = 0
        /// Delivered articles that are looked at again some time.
        var looks = 0
        /// Whether fetching waits for room on the disk.
        var isPaused = false
        /// Names of sources that the configuration has paused.
        var pausedSources: Set<String> = []
    }

    /// To be asked for on the queue.
    var figures: Figures {
        Figures(
            counts: counts, stageTimes: stageTimes, waiting: articles.count, underWay: underWay, looks: looks.count,
            isPaused: floor.isReached, pausedSources: configuration.pausedSources)
    }
}
