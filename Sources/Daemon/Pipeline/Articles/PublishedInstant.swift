import Dates
import Scheduling

/// When a feed says an item was published.
enum PublishedInstant {
    /// - Parameter text: ISO 8601; without a time or an offset it counts as UTC.
    static func of(_ text: String) -> Instant? {
        Timestamp.parse(text).map { Instant(milliseconds: $0.epochMilliseconds) }
    }

    /// The instant to the second, in UTC.
    static func text(_ instant: Instant) -> String? {
        Timestamp.parse(String(instant.milliseconds / 1000))?.iso8601
    }
}
