// What the pipeline says of itself.
extension Pipeline {
    /// What happened since the start, for the status line.
    struct Counts: Sendable {
        var delivered = 0
        var setAside = 0
        var polls = 0
        var failedPolls = 0
    }

    /// What it is about now.
    struct Figures: Sendable {
        var counts = Counts()
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
            counts: counts, waiting: articles.count, underWay: underWay, looks: looks.count, isPaused: floor.isReached,
            pausedSources: configuration.pausedSources)
    }
}
