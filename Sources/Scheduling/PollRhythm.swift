/// What is kept of a source's rhythm between polls. The ledger stores its text.
public struct PollRhythm: Hashable, Sendable {
    /// From one poll to the next, before a place within the span is taken.
    public var interval: Duration
    /// In a row.
    public var failures: Int
    /// How often in a row it was no list but an article itself.
    public var articles = 0
    public var profile = NewsProfile()
    /// What the source said about polling when it was last read.
    public var hints = PollHints()

    public init(interval: Duration, failures: Int = 0) {
        self.interval = interval
        self.failures = failures
    }
}

/// The text form: `name=numbers` separated by blanks, spans in milliseconds, weights in hundredths. Failures are not in it:
/// whoever keeps the text counts them.
extension PollRhythm {
    public var text: String {
        var fields = ["interval=\(interval.roundedUpMilliseconds)"]
        if articles > 0 { fields.append("articles=\(articles)") }
        if let gap = profile.usualGap { fields.append("gap=\(gap.roundedUpMilliseconds)") }
        if let last = profile.lastNews { fields.append("news=\(last.milliseconds)") }
        if profile.hours.contains(where: { $0 > 0 }) {
            fields.append("hours=" + Self.list(profile.hours.map { Int64(($0 * 100).rounded()) }))
        }
        if let span = hints.timeToLive { fields.append("ttl=\(span.roundedUpMilliseconds)") }
        if let span = hints.updateInterval { fields.append("update=\(span.roundedUpMilliseconds)") }
        if !hints.skipHours.isEmpty {
            fields.append("skip_hours=" + Self.list(hints.skipHours.sorted().map(Int64.init)))
        }
        if !hints.skipDays.isEmpty { fields.append("skip_days=" + Self.list(hints.skipDays.sorted().map(Int64.init))) }
        return fields.joined(separator: " ")
    }

    /// Reads what `text` wrote; a field that it cannot have written is as if it were not there.
    /// - Parameters:
    ///   - text: from the ledger.
    ///   - interval: stands in where the text names none.
    ///   - failures: in a row, which the ledger keeps by themselves.
    public init(text: String, interval: Duration, failures: Int) {
        self.init(interval: interval, failures: max(0, failures))
        for field in text.split(separator: " ") {
            let parts = field.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let numbers = parts[1].split(separator: ",", omittingEmptySubsequences: false).compactMap { Int64($0) }
            guard let first = numbers.first else { continue }
            switch parts[0] {
            case "interval" where first > 0: self.interval = .milliseconds(first)
            case "articles" where (1...2_000_000).contains(first): articles = Int(first)
            case "gap" where first > 0: profile.usualGap = .milliseconds(first)
            case "news": profile.lastNews = Instant(milliseconds: first)
            case "hours" where numbers.count == 24 && numbers.allSatisfy { (0...100_000).contains($0) }:
                profile.hours = numbers.map { Double($0) / 100 }
            case "ttl" where first > 0: hints.timeToLive = .milliseconds(first)
            case "update" where first > 0: hints.updateInterval = .milliseconds(first)
            case "skip_hours": hints.skipHours = Self.set(numbers, within: 0..<24)
            case "skip_days": hints.skipDays = Self.set(numbers, within: 0..<7)
            default: break
            }
        }
    }

    private static func list(_ numbers: [Int64]) -> String { numbers.map(String.init).joined(separator: ",") }

    private static func set(_ numbers: [Int64], within range: Range<Int>) -> Set<Int> {
        Set(numbers.map { Int(clamping: $0) }.filter(range.contains))
    }
}
