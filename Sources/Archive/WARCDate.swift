import Glibc

/// `2026-05-01T10:00:00.000Z` (ISO 28500, 5.4).
public enum WARCDate {
    /// - Parameter milliseconds: since 1970 UTC.
    public static func text(milliseconds: Int64) -> String {
        let (seconds, rest) = (Int(floor(Double(milliseconds) / 1000)), Int(((milliseconds % 1000) + 1000) % 1000))
        var time = time_t(seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        let day =
            "\(padded(Int(parts.tm_year) + 1900, 4))-\(padded(Int(parts.tm_mon) + 1, 2))-\(padded(Int(parts.tm_mday), 2))"
        let clock = "\(padded(Int(parts.tm_hour), 2)):\(padded(Int(parts.tm_min), 2)):\(padded(Int(parts.tm_sec), 2))"
        return "\(day)T\(clock).\(padded(rest, 3))Z"
    }

    /// With or without a fraction; nil for what is no date, also one of more than four digits a year.
    public static func milliseconds(_ text: String) -> Int64? {
        let numbers = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        guard text.hasSuffix("Z"), (6...7).contains(numbers.count), numbers[0] <= 9999,
            (1...12).contains(numbers[1]), (1...31).contains(numbers[2]), numbers[3] <= 23, numbers[4] <= 59,
            numbers[5] <= 60
        else { return nil }
        var parts = tm()
        parts.tm_year = Int32(numbers[0] - 1900)
        parts.tm_mon = Int32(numbers[1] - 1)
        parts.tm_mday = Int32(clamping: numbers[2])
        parts.tm_hour = Int32(clamping: numbers[3])
        parts.tm_min = Int32(clamping: numbers[4])
        parts.tm_sec = Int32(clamping: numbers[5])
        let fraction = numbers.count == 7 ? text.split(separator: ".").last.map { $0.dropLast().prefix(3) } ?? "" : ""
        let thousandths = Int64(String(fraction + "000").prefix(3)) ?? 0
        return Int64(timegm(&parts)) * 1000 + thousandths
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
