/// Spans as people write them: `"500ms"`, `"30s"`, `"15m"`, `"1h30m"`, `"2d"`.
enum DurationText {
    private static let unitMilliseconds: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// The span, or `nil` for what is none. Each unit may stand once, the larger before the smaller.
    static func parse(_ text: String) -> Duration? {
        var rest = text[...]
        var units = unitMilliseconds[...]
        var total: Int64 = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let name = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(name.count)
            guard let count = Int64(digits), let index = units.firstIndex(where: { $0.name == name }) else {
                return nil
            }
            let (part, overflow) = count.multipliedReportingOverflow(by: units[index].milliseconds)
            let (sum, sumOverflow) = total.addingReportingOverflow(part)
            guard !overflow, !sumOverflow else { return nil }
            total = sum
            units = units[(index + 1)...]
        }
        return .milliseconds(total)
    }

    /// The shortest text that ``parse(_:)`` reads back, in one unit; whole milliseconds.
    static func render(_ duration: Duration) -> String {
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        let unit = unitMilliseconds.first { milliseconds != 0 && milliseconds % $0.milliseconds == 0 }
        guard let unit else { return "0s" }
        return "\(milliseconds / unit.milliseconds)\(unit.name)"
    }

    /// "3 days", "2 hours", "5 minutes", "40 seconds": the largest unit that fits twice, so that little is lost.
    static func words(_ duration: Duration) -> String {
        let seconds = max(0, Int(duration / .seconds(1)))
        let units = [(86_400, "day"), (3600, "hour"), (60, "minute")]
        for (size, name) in units where seconds >= 2 * size { return "\(seconds / size) \(name)s" }
        return seconds == 1 ? "1 second" : "\(seconds) seconds"
    }
}
