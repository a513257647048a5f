internal import HTML

/// The elements of an RSS channel that say when to come again.
enum FeedPollingReader {
    static func read(_ channel: FeedElement, into polling: inout FeedPolling) {
        var periodMinutes: Int?
        var frequency = 1
        for child in channel.children {
            switch (child.namespace, child.key) {
            case (.syndication, "updateperiod"): periodMinutes = periods[child.text?.lowercased() ?? ""]
            case (.syndication, "updatefrequency"): frequency = number(child) ?? 1
            case (.none, "ttl"), (.rss, "ttl"): polling.ttlMinutes = number(child)
            case (.none, "skiphours"), (.rss, "skiphours"): polling.skipHours = hours(child)
            case (.none, "skipdays"), (.rss, "skipdays"): polling.skipDays = days(child)
            case (.none, "cloud"): break
            default: break
            }
        }
        // RSS 1.0's module: a period without more is once.
        polling.updateIntervalMinutes = periodMinutes.map { max(1, $0 / max(1, frequency)) }
    }

    private static let periods = [
        "hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600,
    ]

    private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    private static func number(_ element: FeedElement) -> Int? {
        element.text.flatMap { Int($0) }.flatMap { (1...10_000_000).contains($0) ? $0 : nil }
    }

    /// Some feeds count from 1 to 24, where 24 is midnight.
    private static func hours(_ element: FeedElement) -> [Int] {
        let hours = element.children.compactMap { $0.text.flatMap { Int($0) } }.filter { (0...24).contains($0) }
        return Set(hours.map { $0 % 24 }).sorted()
    }

    private static func days(_ element: FeedElement) -> [Int] {
        let names = element.children.compactMap { $0.text?.lowercased().prefix(3) }
        return Set(names.compactMap { dayNames.firstIndex(of: String($0)) }).sorted()
    }
}
