/// Times of day.
extension DateReader {
    enum ClockMode {
        /// Behind the T of ISO 8601, where the digits may stand close.
        case iso
        case afterDate
        /// A full stop between two numbers is then more likely the beginning of a date.
        case beforeDate
    }

    func clockTime(at start: Int, mode: ClockMode) -> Found<ClockFields>? {
        let half = leadingHalf(at: start)
        let place = half?.end ?? start
        guard let number = number(place) else { return nil }
        if mode == .iso, number.width == 4 || number.width == 6 {
            return zoned(compactClock(number.value, width: number.width), at: place + 1, mode: mode)
        }
        guard number.width <= 2, var found = clock(hour: number.value, at: place, mode: mode) else { return nil }
        if let half {
            found.value.hour = half.value.hour(found.value.hour)
        } else if let half = trailingHalf(at: found.end) {
            found = Found(value: found.value, end: half.end)
            found.value.hour = half.value.hour(found.value.hour)
        }
        guard found.value.hour <= 24, found.value.minute ?? 0 < 60, found.value.second ?? 0 <= 60 else { return nil }
        return zoned(found.value, at: found.end, mode: mode)
    }

    private func compactClock(_ value: Int, width: Int) -> ClockFields {
        width == 4
            ? ClockFields(hour: value / 100, minute: value % 100)
            : ClockFields(hour: value / 10_000, minute: value / 100 % 100, second: value % 100)
    }

    private func clock(hour: Int, at place: Int, mode: ClockMode) -> Found<ClockFields>? {
        if isMark(place + 1, ":"), let minute = number(place + 2), minute.width <= 2 {
            return seconds(of: ClockFields(hour: hour, minute: minute.value), at: place + 3)
        }
        if let found = unitClock(hour: hour, at: place) { return found }
        if isMark(place + 1, "."), let minute = number(place + 2), minute.width == 2, !isSpaced(place + 2),
            !(isMark(place + 3, ".") && number(place + 4) != nil),
            mode != .beforeDate || isTimeWord(at: place + 3) || trailingHalf(at: place + 3) != nil
        {
            let end = isTimeWord(at: place + 3) ? place + 4 : place + 3
            return Found(value: ClockFields(hour: hour, minute: minute.value), end: end)
        }
        if trailingHalf(at: place + 1) != nil, hour <= 12 {
            return Found(value: ClockFields(hour: hour, minute: 0), end: place + 1)
        }
        return mode == .iso ? Found(value: ClockFields(hour: hour), end: place + 1) : nil
    }

    private func seconds(of clock: ClockFields, at place: Int) -> Found<ClockFields> {
        var clock = clock
        var end = place
        if isMark(place, ":"), let second = number(place + 1), second.width <= 2 {
            clock.second = second.value
            end = place + 2
            if isMark(end, ".", ","), number(end + 1) != nil, !isSpaced(end + 1) {
                clock.fraction = String(decoding: tokens[end + 1].digits.prefix(9), as: UTF8.self)
                end += 2
            }
        }
        return Found(value: clock, end: isTimeWord(at: end) ? end + 1 : end)
    }

    /// "14h05", "14 Uhr", "14u30", 14時05分, 14시 5분.
    private func unitClock(hour: Int, at place: Int) -> Found<ClockFields>? {
        guard let unit = word(place + 1), DateWords.hourUnits.contains(unit) else { return nil }
        var clock = ClockFields(hour: hour, minute: 0)
        guard let minute = number(place + 2), minute.width <= 2, minute.width == 2 || word(place + 3) != nil,
            !(isMark(place + 3, ".", "/", "-") && number(place + 4) != nil), month(place + 3) == nil
        else {
            return Found(value: clock, end: place + 2)
        }
        clock.minute = minute.value
        guard let unit = word(place + 3), DateWords.minuteUnits.contains(unit) else {
            return Found(value: clock, end: place + 3)
        }
        guard let second = number(place + 4), let unit = word(place + 5), DateWords.secondUnits.contains(unit) else {
            return Found(value: clock, end: place + 4)
        }
        clock.second = second.value
        return Found(value: clock, end: place + 6)
    }

    private func isTimeWord(at place: Int) -> Bool {
        word(place).map { DateWords.afterTime.contains($0) } ?? false
    }
}

/// The halves of the twelve-hour clock.
extension DateReader {
    enum Half {
        case morning, afternoon

        func hour(_ hour: Int) -> Int {
            guard hour <= 12 else { return hour }
            return self == .morning ? hour % 12 : hour % 12 + 12
        }
    }

    private func leadingHalf(at place: Int) -> Found<Half>? {
        guard let first = word(place) else { return nil }
        if let half = DateWords.halves[first] { return Found(value: half, end: place + 1) }
        guard let second = word(place + 1), let half = DateWords.halves[first + second] else { return nil }
        return Found(value: half, end: place + 2)
    }

    /// "pm", "p.m.", "p. m.", "μ.μ."
    private func trailingHalf(at place: Int) -> Found<Half>? {
        guard let first = word(place) else { return nil }
        if let half = DateWords.halves[first] {
            return Found(value: half, end: isMark(place + 1, ".") ? place + 2 : place + 1)
        }
        guard isMark(place + 1, "."), let second = word(place + 2), let half = DateWords.halves[first + second],
            first.unicodeScalars.count == 1
        else { return nil }
        return Found(value: half, end: isMark(place + 3, ".") ? place + 4 : place + 3)
    }
}
