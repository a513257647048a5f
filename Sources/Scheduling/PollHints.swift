/// What a source itself says about when to ask for it again.
public struct PollHints: Sendable, Hashable {
    /// RSS `ttl`: how long a copy of the feed is good for.
    public var timeToLive: Duration?
    /// `sy:updatePeriod` divided by `sy:updateFrequency`: how often the feed is made anew.
    public var updateInterval: Duration?
    /// Hours of the day, 0 to 23 UTC, at which there is nothing new.
    public var skipHours: Set<Int> = []
    /// Days of the week, 0 for Sunday to 6 UTC, on which there is nothing new.
    public var skipDays: Set<Int> = []

    public init() {}
}

extension PollHints {
    /// The least span between two polls.
    var least: Duration { max(timeToLive ?? .zero, updateInterval ?? .zero) }

    func skips(_ moment: Instant) -> Bool {
        skipHours.contains(moment.hourOfDay) || skipDays.contains(moment.dayOfWeek)
    }
}
