/// Dates with the name of a month.
extension DateReader {
    /// "3 May 2024", "3rd of May, 2024", "3. Mai 2024", "3 de mayo de 2024", "03-May-24".
    func dayFirstDate(at start: Int) -> Found<DateFields>? {
        guard let day = number(start) else { return nil }
        var place = start + 1
        if let word = word(place), DateWords.ordinals.contains(word), !isSpaced(place) { place += 1 }
        if isMark(place, ".", "-", "/", "'") { place += 1 }
        place = skipOf(from: place)
        guard let month = month(place) else { return nil }
        place += 1
        if isMark(place, ".") { place += 1 }
        if isMark(place, ",", "-", "/", "'") { place += 1 }
        place = skipOf(from: place)
        guard let year = year(at: place) else { return nil }
        return Found(value: DateFields(year: year, month: month, day: day.value), end: place + 1)
    }

    /// "May 3, 2024", "May 3rd 2024", "May-03-2024"; alone also "May 2024".
    func monthFirstDate(at start: Int) -> Found<DateFields>? {
        guard let month = month(start) else { return nil }
        var place = isMark(start + 1, ".", "-", "/") ? start + 2 : start + 1
        if isMark(place, ",") { place += 1 }
        place = skipOf(from: place)
        if isWhole, let year = number(place), year.width == 4 {
            return Found(value: DateFields(year: year.value, month: month), end: place + 1)
        }
        guard let day = number(place), day.width <= 2 else { return nil }
        place += 1
        if let word = word(place), DateWords.ordinals.contains(word), !isSpaced(place) { place += 1 }
        if isMark(place, ",", ".", "-", "/") { place += 1 }
        place = skipOf(from: place)
        guard let year = number(place), year.width == 4 else { return nil }
        return Found(value: DateFields(year: year.value, month: month, day: day.value), end: place + 1)
    }

    /// Years of the Japanese era that began in 2019: 令和6年5月3日.
    func eraDate(at start: Int) -> Found<DateFields>? {
        guard word(start) == "令", word(start + 1) == "和" else { return nil }
        if word(start + 2) == "元" { return markedDate(year: 2019, at: start + 2) }
        guard let year = number(start + 2), year.width <= 2 else { return nil }
        return markedDate(year: 2018 + year.value, at: start + 2)
    }

    /// A year of four digits; a shorter one where the text is nothing but a date or a time follows.
    private func year(at place: Int) -> Int? {
        guard let year = number(place) else { return nil }
        switch year.width {
        case 4: return year.value
        case 3: return isWhole ? 1900 + year.value : nil
        case 2:
            let hasTime = number(place + 1) != nil && isMark(place + 2, ":")
            let isYear = !isMark(place + 1, ":") && (isWhole || hasTime || isMark(place - 1, "-", "'"))
            return isYear ? Self.fullYear(year.value) : nil
        default: return nil
        }
    }

    private func skipOf(from place: Int) -> Int {
        guard let word = word(place), DateWords.of.contains(word) else { return place }
        return isMark(place + 1, "'") ? place + 2 : place + 1
    }
}
