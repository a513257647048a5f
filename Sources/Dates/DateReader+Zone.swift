/// Where a clock time says which clock it means.
struct Zone {
    let minutes: Int
    let isZulu: Bool
    /// Whether the name covers standard and daylight time alike, as ET does; `minutes` is standard time then.
    let followsAmericanDaylight: Bool

    func offset(on date: DateFields) -> Int {
        guard followsAmericanDaylight, let month = date.month, let day = date.day else { return minutes }
        return Self.isAmericanDaylight(year: date.year, month: month, day: day) ? minutes + 60 : minutes
    }

    /// From the second Sunday of March to the first of November; the hour of the change itself is ignored.
    private static func isAmericanDaylight(year: Int, month: Int, day: Int) -> Bool {
        switch month {
        case 4...10: return true
        case 3: return day >= firstSunday(year: year, month: 3) + 7
        case 11: return day < firstSunday(year: year, month: 11)
        default: return false
        }
    }

    private static func firstSunday(year: Int, month: Int) -> Int {
        // 1970-01-01 was a Thursday; Sunday counts as 0.
        let weekday = (Calendar.daysSince1970(year: year, month: month, day: 1) + 4) % 7
        return weekday == 0 ? 1 : 8 - weekday
    }
}

extension DateReader {
    /// Adds the zone that stands behind a time, if one does.
    func zoned(_ clock: ClockFields, at place: Int, mode: ClockMode) -> Found<ClockFields> {
        var clock = clock
        let isBracketed = isMark(place, "(", "[")
        let start = isBracketed || isMark(place, ",") && !isNumeric(place + 1) ? place + 1 : place
        guard let zone = zone(at: start, isExact: mode == .iso || clock.second != nil) else {
            return Found(value: clock, end: place)
        }
        clock.zone = zone.value
        return Found(value: clock, end: isBracketed && isMark(zone.end, ")", "]") ? zone.end + 1 : zone.end)
    }

    private func isNumeric(_ place: Int) -> Bool {
        isMark(place, "+", "-") || number(place) != nil
    }

    private func zone(at place: Int, isExact: Bool) -> Found<Zone>? {
        if isMark(place, "+", "-") { return numericZone(at: place, isExact: isExact, isNamed: false) }
        guard let name = word(place) else { return nil }
        if ZoneNames.universal.contains(name) {
            return numericZone(at: place + 1, isExact: true, isNamed: true)
                ?? Found(value: Zone(minutes: 0, isZulu: true, followsAmericanDaylight: false), end: place + 1)
        }
        if let minutes = ZoneNames.minutes[name] {
            return Found(value: Zone(minutes: minutes, isZulu: false, followsAmericanDaylight: false), end: place + 1)
        }
        if let minutes = ZoneNames.american[name] {
            return Found(value: Zone(minutes: minutes, isZulu: false, followsAmericanDaylight: true), end: place + 1)
        }
        // RFC 2822, 4.3: the military letters were used in both senses and say nothing but "not local".
        if isWhole, place == tokens.count - 1, ZoneNames.military.contains(name) {
            return Found(value: Zone(minutes: 0, isZulu: false, followsAmericanDaylight: false), end: place + 1)
        }
        return nil
    }

    /// "+0200", "+02:00", "+02", and "+2" behind GMT. A hyphen before a second time is no zone: 10:05-11:30.
    private func numericZone(at place: Int, isExact: Bool, isNamed: Bool) -> Found<Zone>? {
        guard isMark(place, "+", "-"), let hours = number(place + 1), !isSpaced(place + 1) else { return nil }
        let isMinus = isMark(place, "-")
        guard isExact || !isMinus || isSpaced(place) else { return nil }
        var minutes: Int
        var end = place + 2
        switch hours.width {
        case 3, 4:
            guard hours.value % 100 < 60 else { return nil }
            minutes = hours.value / 100 * 60 + hours.value % 100
        case 1, 2:
            guard hours.width == 2 || isNamed || isMark(end, ":") else { return nil }
            minutes = hours.value * 60
            if isMark(end, ":"), let rest = number(end + 1), rest.width == 2, rest.value < 60, !isSpaced(end + 1) {
                minutes += rest.value
                end += 2
            } else if isMark(end, ".", "/") {
                return nil
            }
        default: return nil
        }
        guard minutes <= 14 * 60 else { return nil }
        let zone = Zone(minutes: isMinus ? -minutes : minutes, isZulu: false, followsAmericanDaylight: false)
        return Found(value: zone, end: end)
    }
}
