internal import Dates

/// Instants as feeds print them.
enum FeedInstant {
    typealias Order = Timestamp.NumericOrder

    static func iso8601(_ text: String, order: Order) -> String? {
        Timestamp.parse(FeedText.trimmed(text), order: order)?.iso8601
    }

    /// Only the United States put the month first.
    static func order(language: String?) -> Order {
        language?.lowercased() == "en-us" ? .monthFirst : .dayFirst
    }
}
