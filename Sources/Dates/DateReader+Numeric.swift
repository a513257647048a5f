/// Dates as they begin with a number.
extension DateReader {
    func date(at start: Int) -> Found<DateFields>? {
        if word(start) != nil { return monthFirstDate(at: start) ?? eraDate(at: start) }
        guard let first = number(start) else { return nil }
        switch first.width {
        case 1, 2: return numericDate(at: start) ?? dayFirstDate(at: start)
        case 4: return yearFirstDate(at: start)
        case 8: return compactDate(at: start)
        default: return nil
        }
    }

    /// 2024-05-03 and its kin: any separator, spaces around it, a month's name in the middle, 年月日.
    private func yearFirstDate(at start: Int) -> Found<DateFields>? {
        guard let year = number(start)?.value else { return nil }
        if let found = markedDate(year: year, at: start) { return found }
        let place = isMark(start + 1, ".", ",", "-", "/") ? start + 2 : start + 1
        if let month = number(place), month.width <= 2 {
            guard place == start + 2, let day = number(start + 4), day.width <= 2, kind(start + 1) == kind(start + 3),
                !isMark(start + 1, ",")
            else { return monthOnly(year: year, month: month.value, width: month.width, at: start) }
            return Found(value: DateFields(year: year, month: month.value, day: day.value), end: start + 5)
        }
        if let month = self.month(place) {
            let after = isMark(place + 1, ".", "-", "/") ? place + 2 : place + 1
            guard let day = number(after), day.width <= 2, !isMark(after + 1, ":") else { return nil }
            return Found(value: DateFields(year: year, month: month, day: day.value), end: after + 1)
        }
        return nil
    }

    private func monthOnly(year: Int, month: Int, width: Int, at start: Int) -> Found<DateFields>? {
        guard isWhole, width == 2, isMark(start + 1, "-", "/") else { return nil }
        return Found(value: DateFields(year: year, month: month), end: start + 3)
    }

    /// The three numbers with their units behind them: 2024年5月3日, 2024년 5월 3일.
    func markedDate(year: Int, at start: Int) -> Found<DateFields>? {
        guard let unit = word(start + 1), DateWords.yearUnits.contains(unit),
            let month = number(start + 2), let unit = word(start + 3), DateWords.monthUnits.contains(unit)
        else { return nil }
        guard let day = number(start + 4), let unit = word(start + 5), DateWords.dayUnits.contains(unit) else {
            return isWhole ? Found(value: DateFields(year: year, month: month.value), end: start + 4) : nil
        }
        return Found(value: DateFields(year: year, month: month.value, day: day.value), end: start + 6)
    }

    /// 20240503, in running text only where a time follows it as in ISO 8601.
    private func compactDate(at start: Int) -> Found<DateFields>? {
        guard let value = number(start)?.value, isWhole || word(start + 1) == "t" else { return nil }
        let date = DateFields(year: value / 10_000, month: value / 100 % 100, day: value % 100)
        return Found(value: date, end: start + 1)
    }

    /// Day, month, year or month, day, year: 03.05.2024, 3/5/24. A full stop always means that the day comes first.
    private func numericDate(at start: Int) -> Found<DateFields>? {
        guard let first = number(start), isMark(start + 1, ".", "/", "-"), kind(start + 1) == kind(start + 3),
            let second = number(start + 2), second.width <= 2, let third = number(start + 4),
            third.width == 4 || (third.width == 2 && (isWhole || first.width == 2))
        else { return nil }
        if isMark(start + 5, ".", "/"), number(start + 6) != nil, !isSpaced(start + 6) { return nil }
        let year = third.width == 4 ? third.value : Self.fullYear(third.value)
        let prefersMonth = order == .monthFirst && !isMark(start + 1, ".")
        let isMonthFirst = second.value > 12 || (prefersMonth && first.value <= 12)
        let date = DateFields(
            year: year, month: isMonthFirst ? first.value : second.value,
            day: isMonthFirst ? second.value : first.value)
        return Found(value: date, end: start + 5)
    }

    /// RFC 2822, 4.3: two digits below 50 are of this century, three digits count from 1900.
    static func fullYear(_ short: Int) -> Int {
        short < 50 ? 2000 + short : 1900 + short
    }
}
