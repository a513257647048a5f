/// When a source brings something new, learned from when its items appeared. Old observations weigh less and less.
public struct NewsProfile: Hashable, Sendable {
    /// When something new was last found.
    public internal(set) var lastNews: Instant?
    /// The usual time from one poll with news to the next.
    public internal(set) var usualGap: Duration?
    /// The weight of items by the hour of their day, UTC.
    var hours = [Double](repeating: 0, count: 24)

    /// With fewer items than this nothing is said about hours: a day's worth of one an hour.
    private static let enoughItems = 24.0
    /// An hour that holds less than this share of all items is quiet. An even spread gives each hour 4.2 %.
    private static let quietShare = 0.01
    /// Half of the weight is of the latest 140 items.
    private static let decay = 0.995
    private static let itemsPerPoll = 200

    public init() {}

    /// Takes in what a poll found.
    /// - Parameters:
    ///   - newItems: how many were not known before.
    ///   - published: when the new items appeared, as far as they say so; what lies ahead of `now` counts as now.
    ///   - now: when the poll ended.
    public mutating func note(newItems: Int, published: [Instant], now: Instant) {
        guard newItems > 0 else { return }
        let moments = published.map { min($0, now) }.sorted().suffix(Self.itemsPerPoll)
        for moment in moments { count(hour: moment.hourOfDay) }
        // What was there at the first poll did not all appear now.
        if moments.isEmpty, lastNews != nil { count(hour: now.hourOfDay) }
        usualGap = gap(moments, now: now)
        lastNews = now
    }

    /// Whether hardly anything ever appears in this hour of the day.
    func isQuiet(hour: Int) -> Bool {
        let total = hours.reduce(0, +)
        return total >= Self.enoughItems && hours[hour] < total * Self.quietShare
    }

    private mutating func count(hour: Int) {
        for index in hours.indices { hours[index] *= Self.decay }
        hours[hour] += 1
    }

    private func gap(_ published: ArraySlice<Instant>, now: Instant) -> Duration? {
        guard let lastNews else {
            guard published.count >= 5, let first = published.first, let last = published.last else { return nil }
            return max(.seconds(60), (last - first) / (published.count - 1))
        }
        let latest = max(.seconds(60), now - lastNews)
        return usualGap.map { $0 * 0.7 + latest * 0.3 } ?? latest
    }
}

extension Instant {
    /// 0...23, UTC.
    var hourOfDay: Int { Int(floorDivided(by: 3_600_000) - floorDivided(by: 86_400_000) * 24) }

    /// 0 is Sunday, UTC.
    var dayOfWeek: Int {
        // The first of January 1970 was a Thursday.
        let days = (floorDivided(by: 86_400_000) % 7 + 11) % 7
        return Int(days)
    }

    /// The beginning of the next hour.
    var nextHour: Instant {
        let (start, overflow) = (floorDivided(by: 3_600_000) + 1).multipliedReportingOverflow(by: 3_600_000)
        return overflow ? .distantFuture : Instant(milliseconds: start)
    }

    private func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = milliseconds / divisor
        return milliseconds % divisor < 0 ? quotient - 1 : quotient
    }
}
