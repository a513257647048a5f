/// The three spellings of a date in HTTP (RFC 9110 §5.6.7), always UTC.
public enum HTTPDate {
    /// - Parameters:
    ///   - text: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`. The day
    ///     of the week is not checked, as servers get it wrong and nothing hangs on it.
    ///   - now: decides the century of a two-digit year: never more than 50 years ahead.
    public static func parse(_ text: String, now: Instant) -> Instant? {
        let words = text.utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x2C }.map { Array($0) }
        switch words.count {
        case 6 where isUTC(words[5]):
            return instant(day: words[1], month: words[2], year: words[3], time: words[4], now: now)
        case 5 where words[4].count == 4:
            return instant(day: words[2], month: words[1], year: words[4], time: words[3], now: now)
        case 4 where isUTC(words[3]):
            let date = words[1].split(separator: UInt8(ascii: "-")).map { Array($0) }
            guard date.count == 3 else { return nil }
            return instant(day: date[0], month: date[1], year: date[2], time: words[2], now: now)
        default:
            return nil
        }
    }

    private static func isUTC(_ word: [UInt8]) -> Bool {
        word == Array("GMT".utf8) || word == Array("UTC".utf8)
    }

    private static func instant(
        day: [UInt8], month: [UInt8], year: [UInt8], time: [UInt8], now: Instant
    ) -> Instant? {
        let clock = time.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map { number(Array($0)) }
        guard let day = number(day), let month = monthNumber(month), let year = fullYear(year, now: now),
            clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            day >= 1, day <= daysInMonth(month, of: year), hour < 24, minute < 60, second <= 60
        else { return nil }
        let seconds = ((daysSince1970(year: year, month: month, day: day) * 24 + hour) * 60 + minute) * 60 + second
        return Instant(milliseconds: seconds * 1000)
    }

    /// One to four digits.
    private static func number(_ digits: [UInt8]) -> Int64? {
        guard (1...4).contains(digits.count), digits.allSatisfy(ASCII.isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    private static func monthNumber(_ name: [UInt8]) -> Int64? {
        let names: [StaticString] = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ]
        return names.firstIndex { ASCII.equalIgnoringCase(name[...], $0) }.map { Int64($0) + 1 }
    }

    private static func fullYear(_ digits: [UInt8], now: Instant) -> Int64? {
        guard let year = number(digits) else { return nil }
        if digits.count == 4 { return year > 0 ? year : nil }
        guard digits.count == 2 else { return nil }
        let thisYear = 1970 + now.milliseconds / 31_556_952_000
        let inThisCentury = thisYear - thisYear % 100 + year
        return inThisCentury > thisYear + 50 ? inThisCentury - 100 : inThisCentury
    }

    private static func daysInMonth(_ month: Int64, of year: Int64) -> Int64 {
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        return switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01 in the proleptic Gregorian calendar; years are counted from March, so that the leap day
    /// comes last.
    private static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
        let marchYear = month <= 2 ? year - 1 : year
        let marchMonth = (month + 9) % 12
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        return marchYear * 365 + leapDays + (marchMonth * 153 + 2) / 5 + day - 1 - 719_468
    }
}
