import Foundation
import Ledger
import Scheduling

/// How a source is doing, for people and programs. Pure: made of what the ledger knows and the moment.
struct SourceState: Equatable {
    /// One word for programs: `new`, `working`, `moved`, `empty`, `paused`, or the kind of failure.
    let word: String
    /// For people: "working", "DNS error since 2026-11-20 08:15 UTC", "empty for 9 days, usually daily".
    let words: String
    let lastNews: Instant?

    /// A source is called empty after so many of its usual gaps, and not before two days.
    private static let gapsUntilEmpty = 3.0
    private static let leastEmptiness = Duration.seconds(2 * 86_400)

    /// - Parameter isPaused: whether the configuration says so; what it was like before is of no interest then.
    init(_ source: SourceRecord, isPaused: Bool = false, now: Instant) {
        let profile = PollRhythm(text: source.rhythm, interval: .zero, failures: 0).profile
        lastNews = profile.lastNews
        if isPaused {
            (word, words) = ("paused", "paused")
        } else if source.failures > 0 {
            let kind = source.failureKind.flatMap(SourceFailure.Kind.init(rawValue:)) ?? .other
            let since = source.failingSinceMilliseconds.map { " since " + Self.minute($0) } ?? ""
            (word, words) = (kind.rawValue, kind.words + since)
        } else if source.lastSuccessMilliseconds == nil {
            (word, words) = ("new", "not polled yet")
        } else if let emptiness = Self.emptiness(profile, now: now) {
            (word, words) = ("empty", emptiness)
        } else if let address = source.move.adopted {
            (word, words) = ("moved", "moved to \(address)")
        } else {
            (word, words) = ("working", "working")
        }
    }

    private static func emptiness(_ profile: NewsProfile, now: Instant) -> String? {
        guard let last = profile.lastNews, let gap = profile.usualGap else { return nil }
        let silence = now - last
        guard silence >= max(gap * gapsUntilEmpty, leastEmptiness) else { return nil }
        return "empty for \(Int(silence / .seconds(86_400))) days, usually \(frequency(gap))"
    }

    private static func frequency(_ gap: Duration) -> String {
        switch gap / .seconds(3600) {
        case ..<2: "hourly"
        case ..<16: "several times a day"
        case ..<36: "daily"
        case ..<132: "every \(Int((gap / .seconds(86_400)).rounded())) days"
        case ..<240: "weekly"
        case let hours: "every \(Int((hours / 24).rounded())) days"
        }
    }

    /// "2026-11-20 08:15 UTC"
    static func minute(_ milliseconds: Int64) -> String {
        let text = Date(timeIntervalSince1970: Double(milliseconds) / 1000).ISO8601Format()
        return text.prefix(16).replacing("T", with: " ") + " UTC"
    }
}

extension SourceFailure.Kind {
    /// For people.
    var words: String {
        switch self {
        case .dns: "DNS error"
        case .connect: "cannot connect"
        case .tls: "TLS error"
        case .timeout: "no answer in time"
        case .refused: "address refused"
        case .redirect: "redirects that cannot be followed"
        case .broken: "broken answers"
        case .robots: "robots.txt forbids"
        case .robotsUnreadable: "robots.txt cannot be read"
        case .login: "login required"
        case .forbidden: "access refused"
        case .missing: "not found"
        case .gone: "gone, retired"
        case .busy: "asked to wait"
        case .server: "server error"
        case .unreadable: "not readable"
        case .other: "failing"
        }
    }
}
