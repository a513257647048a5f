/// The calendar half of a timestamp while it is being read.
struct DateFields {
    var year: Int
    var month: Int?
    var day: Int?

    /// Nil where the date does not exist. A time that does not exist is left out, so that the date survives it.
    func timestamp(with time: ClockFields?) -> Timestamp? {
        guard let time, day != nil else { return Timestamp(year: year, month: month, day: day) }
        if time.hour == 24 { return nextMidnight(time) }
        return Timestamp(
            year: year, month: month, day: day, hour: time.hour, minute: time.minute, second: time.second,
            fraction: time.fraction, offsetMinutes: time.zone?.offset(on: self), isZulu: time.zone?.isZulu ?? false)
    }

    /// ISO 8601 writes the end of a day as 24:00.
    private func nextMidnight(_ time: ClockFields) -> Timestamp? {
        guard time.minute ?? 0 == 0, time.second ?? 0 == 0, let month, let day,
            Calendar.isValid(year: year, month: month, day: day)
        else { return nil }
        let days = Calendar.daysSince1970(year: year, month: month, day: day) + 1
        let next = Calendar.date(daysSince1970: days)
        var midnight = time
        midnight.hour = 0
        return DateFields(year: next.year, month: next.month, day: next.day).timestamp(with: midnight)
    }
}

/// The clock half of a timestamp while it is being read.
struct ClockFields {
    var hour: Int
    var minute: Int?
    var second: Int?
    var fraction: String?
    var zone: Zone?
}
