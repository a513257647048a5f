/// `Dates` turns what pages and feeds write as a date into a `Timestamp`. In goes a short text, out comes what the
/// text states: no field is filled in, no zone is assumed, no clock and no locale are read. It imports nothing.

/// A point in time as precisely as its source wrote it: absent fields were not written.
///
/// A field is only present when every larger one is; a `Timestamp` that exists is a real date (February 30 does not).
public struct Timestamp: Sendable, Hashable {
    /// The year of the Gregorian calendar, 1000 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int?
    /// 1 to the length of the month.
    public let day: Int?
    /// 0 to 23.
    public let hour: Int?
    /// 0 to 59.
    public let minute: Int?
    /// 0 to 60; 60 is a leap second.
    public let second: Int?
    /// The decimal digits after the second as written, at most nine of them: "250" is a quarter of a second.
    public let fraction: String?
    /// Minutes east of Greenwich, −1439 to 1439; absent where the source names no zone.
    public let offsetMinutes: Int?
    /// Whether the source wrote the zone as `Z`, `GMT`, `UTC` or the like rather than as a number.
    public let isZulu: Bool

    /// Returns nil where the fields are no date of the calendar or leave a gap.
    public init?(
        year: Int, month: Int? = nil, day: Int? = nil, hour: Int? = nil, minute: Int? = nil, second: Int? = nil,
        fraction: String? = nil, offsetMinutes: Int? = nil, isZulu: Bool = false
    ) {
        guard Calendar.isValid(year: year, month: month, day: day),
            Calendar.isValid(hour: hour, minute: minute, second: second),
            hour == nil || day != nil, fraction == nil || second != nil,
            offsetMinutes == nil || (hour != nil && abs(offsetMinutes ?? 0) < 24 * 60)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.fraction = fraction
        self.offsetMinutes = offsetMinutes
        self.isZulu = isZulu && offsetMinutes == 0
    }

    /// ISO 8601 in the extended form, with the precision and the offset of the source and no more:
    /// `2024-05`, `2024-05-03T14:05`, `2024-05-03T14:05:00.25+02:00`.
    public var iso8601: String {
        var text = padded(year, 4)
        if let month { text += "-" + padded(month, 2) }
        if let day { text += "-" + padded(day, 2) }
        if let hour { text += "T" + padded(hour, 2) }
        if let minute { text += ":" + padded(minute, 2) }
        if let second { text += ":" + padded(second, 2) }
        if let fraction { text += "." + fraction }
        return text + isoOffset
    }

    /// The first instant the timestamp covers, in milliseconds since 1970 UTC. Without an offset it is read as UTC.
    public var epochMilliseconds: Int64 {
        let days = Calendar.daysSince1970(year: year, month: month ?? 1, day: day ?? 1)
        let minutes = (days * 24 + (hour ?? 0)) * 60 + (minute ?? 0) - (offsetMinutes ?? 0)
        return Int64((minutes * 60 + (second ?? 0)) * 1000 + fractionMilliseconds)
    }

    /// Whether this one begins before `other`. Not a `Comparable` conformance: timestamps of different precision may
    /// begin together without being equal.
    public func isEarlier(than other: Timestamp) -> Bool {
        epochMilliseconds < other.epochMilliseconds
    }

    private var fractionMilliseconds: Int {
        let digits = (fraction ?? "").utf8.prefix(3)
        let value = digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
        return [0: 0, 1: value * 100, 2: value * 10][digits.count] ?? value
    }

    private var isoOffset: String {
        guard let offsetMinutes else { return "" }
        if isZulu { return "Z" }
        let size = abs(offsetMinutes)
        return (offsetMinutes < 0 ? "-" : "+") + padded(size / 60, 2) + ":" + padded(size % 60, 2)
    }

    private func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
