extension Timestamp {
    /// How a date of three numbers reads when both orders are possible: 3/5/2024.
    public enum NumericOrder: Sendable {
        /// The third of May, as most of the world writes.
        case dayFirst
        /// The fifth of March, as the United States write.
        case monthFirst
    }

    /// Reads a text that is a date and little else: the value of a `pubDate`, a `datetime` attribute, a meta tag.
    ///
    /// Understood are RFC 822/1123/850 and asctime, the calendar forms of ISO 8601, numeric dates, seconds,
    /// milliseconds and microseconds since 1970, and dates spelled out in about twenty languages. Weekday names are
    /// passed over and never checked. Nil where no date is found, or none that exists.
    public static func parse(_ text: String, order: NumericOrder = .dayFirst) -> Timestamp? {
        let reader = DateReader(tokens: DateToken.tokens(of: text.utf8.prefix(256)), order: order, isWhole: true)
        if let number = reader.loneNumber { return Timestamp(loneNumber: number) }
        var start = 0
        while start < reader.tokens.count, start <= wordsBefore {
            if let found = reader.timestamp(at: start), reader.tokens.count - found.end <= tokensAfter(found.value) {
                return found.value
            }
            guard reader.isSkippable(at: start) else { return nil }
            start += 1
        }
        return nil
    }

    /// As `parse(_:order:)`, for UTF-8 bytes.
    public static func parse(bytes: some Collection<UInt8>, order: NumericOrder = .dayFirst) -> Timestamp? {
        parse(String(decoding: bytes.prefix(256), as: UTF8.self), order: order)
    }

    /// Finds the first date that names a day within a short running text: "Published on May 3, 2024 by …".
    /// Only the first 4,096 bytes are read.
    public static func find(in text: String, order: NumericOrder = .dayFirst) -> Timestamp? {
        let reader = DateReader(tokens: DateToken.tokens(of: text.utf8.prefix(4096)), order: order, isWhole: false)
        for start in reader.tokens.indices {
            if let found = reader.timestamp(at: start), found.value.day != nil { return found.value }
        }
        return nil
    }

    /// Enough for "Published on Friday, the 3rd", too little for a sentence.
    private static let wordsBefore = 8

    /// A date without a day is too weak a find to tolerate anything behind it.
    private static func tokensAfter(_ value: Timestamp) -> Int {
        value.day == nil ? 0 : 12
    }
}

extension Timestamp {
    /// A text of digits alone: a year, a compact date, or an epoch, told apart by length.
    init?(loneNumber digits: [UInt8]) {
        let value = digits.prefix(16).reduce(0) { $0 * 10 + Int($1 & 0x0F) }
        switch digits.count {
        case 4: self.init(year: value)
        case 8: self.init(year: value / 10_000, month: value / 100 % 100, day: value % 100)
        case 9, 10: self.init(epochSeconds: value, milliseconds: nil)
        case 13: self.init(epochSeconds: value / 1000, milliseconds: value % 1000)
        case 16: self.init(epochSeconds: value / 1_000_000, milliseconds: value / 1000 % 1000)
        case 12, 14:
            let time = digits.count == 14 ? value : value * 100
            let date = time / 1_000_000
            self.init(
                year: date / 10_000, month: date / 100 % 100, day: date % 100, hour: time / 10_000 % 100,
                minute: time / 100 % 100, second: digits.count == 14 ? time % 100 : nil)
        default: return nil
        }
    }

    private init?(epochSeconds seconds: Int, milliseconds: Int?) {
        let date = Calendar.date(daysSince1970: seconds / 86_400)
        let fraction = milliseconds.flatMap { $0 == 0 ? nil : String(String($0 + 1000).dropFirst()) }
        self.init(
            year: date.year, month: date.month, day: date.day, hour: seconds / 3600 % 24, minute: seconds / 60 % 60,
            second: seconds % 60, fraction: fraction, offsetMinutes: 0, isZulu: true)
    }
}
