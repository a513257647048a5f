/// Reads a date and a clock time at a place among tokens; it only looks, so one reader tries every place.
struct DateReader {
    /// What was read and the index of the first token behind it.
    struct Found<Value> {
        var value: Value
        let end: Int
    }

    let tokens: [DateToken]
    let order: Timestamp.NumericOrder
    /// Whether the whole text is meant as a date: then weak forms count (a year alone, a compact date, a two-digit year).
    let isWhole: Bool

    /// A date with or without a time beside it, in either order.
    func timestamp(at start: Int) -> Found<Timestamp>? {
        dateThenTime(at: start) ?? unixDate(at: start) ?? timeThenDate(at: start)
    }

    /// The digits of a text that is one number and nothing else.
    var loneNumber: [UInt8]? {
        guard isWhole, tokens.count == 1, !tokens[0].digits.isEmpty else { return nil }
        return tokens[0].digits
    }

    func isSkippable(at index: Int) -> Bool {
        number(index) == nil
    }

    private func dateThenTime(at start: Int) -> Found<Timestamp>? {
        guard let date = date(at: start) else { return nil }
        for place in timePlaces(after: date.end) {
            let isIso = word(place - 1) == "t" && !isSpaced(place - 1)
            if let time = clockTime(at: place, mode: isIso ? .iso : .afterDate),
                let value = date.value.timestamp(with: time.value)
            {
                return Found(value: value, end: time.end)
            }
        }
        return date.value.timestamp(with: nil).map { Found(value: $0, end: date.end) }
    }

    /// The form of asctime and `date`: month, day, time, perhaps a zone, and the year last.
    private func unixDate(at start: Int) -> Found<Timestamp>? {
        guard let month = month(start), let day = number(start + 1), day.width <= 2,
            let time = clockTime(at: start + 2, mode: .afterDate), let year = number(time.end), year.width == 4
        else { return nil }
        let date = DateFields(year: year.value, month: month, day: day.value)
        return date.timestamp(with: time.value).map { Found(value: $0, end: time.end + 1) }
    }

    private func timeThenDate(at start: Int) -> Found<Timestamp>? {
        guard let time = clockTime(at: start, mode: .beforeDate) else { return nil }
        for place in time.end..<min(time.end + 6, tokens.count + 1) {
            if let date = date(at: place), let value = date.value.timestamp(with: time.value) {
                return Found(value: value, end: date.end)
            }
            guard place < tokens.count, number(place) == nil else { return nil }
        }
        return nil
    }

    /// Where a time may begin behind a date: after marks and the words that lead to a time.
    private func timePlaces(after end: Int) -> [Int] {
        var places = [end]
        var place = end
        while place < tokens.count, places.count < 8 {
            if isMark(place, "("), case .word? = kind(place + 1), isMark(place + 2, ")") {
                place += 3
            } else if let word = word(place), DateWords.beforeTime.contains(word) {
                place += 1
            } else if isMark(place, ",", "-", "|", ".", "/", ";", ":", "@", "'") {
                place += 1
            } else {
                break
            }
            places.append(place)
        }
        return places
    }
}

/// Looks at single tokens; every index is allowed.
extension DateReader {
    func kind(_ index: Int) -> DateToken.Kind? {
        tokens.indices.contains(index) ? tokens[index].kind : nil
    }

    func number(_ index: Int) -> (value: Int, width: Int)? {
        guard case .number(let value, let width)? = kind(index) else { return nil }
        return (value, width)
    }

    func word(_ index: Int) -> String? {
        guard case .word(let word)? = kind(index) else { return nil }
        return word
    }

    func month(_ index: Int) -> Int? {
        word(index).flatMap { MonthNames.number[$0] }
    }

    func isMark(_ index: Int, _ marks: Unicode.Scalar...) -> Bool {
        guard case .mark(let mark)? = kind(index) else { return false }
        return marks.contains(Unicode.Scalar(mark))
    }

    func isSpaced(_ index: Int) -> Bool {
        tokens.indices.contains(index) && tokens[index].isSpaced
    }
}
