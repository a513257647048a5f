import Delivery
import Ledger
import Scheduling

/// What the ledger and the output directory say at one moment. Everything is for people: bounded, and foreign.
struct Overview: Sendable {
    struct Article: Equatable, Sendable {
        var delivery: RecentDelivery
        /// As its JSON has it.
        var title: String?
    }

    var now: Instant
    /// The configured ones, worst first.
    var sources: [SourceRecord]
    /// Names of those that the configuration has paused.
    var paused: Set<String> = []
    var counts: LedgerCounts
    var quarantine: [QuarantinedPage]
    /// The journal's last number.
    var journal: Int64
    /// The latest deliveries, latest first.
    var recent: [Article]
    /// Why articles were dropped in the last days, the most frequent first.
    var drops: [DropCount]
    /// Articles of each source on each of the last days, today last.
    var days: [String: [Int]]
    var hooks: [HookRecord] = []

    /// So many days are shown.
    static let dayCount = 30

    func state(of source: SourceRecord) -> SourceState {
        SourceState(source, isPaused: paused.contains(source.id), now: now)
    }
}

extension Configuration {
    var pausedSources: Set<String> { Set(sources.filter(\.isPaused).map(\.name)) }
}

extension Overview {
    /// When the first of the days that are shown begins.
    static func firstDay(_ now: Instant) -> Int64 {
        (now.milliseconds / 86_400_000 - Int64(dayCount - 1)) * 86_400_000
    }

    private static let recentCount = 20
    /// Reasons that are read, before those that differ by a number only become one.
    static let reasonCount = 500

    init(reading ledger: Ledger, output: String, paused: Set<String>, now: Instant) throws(LedgerError) {
        let today = now.milliseconds / 86_400_000
        let since = Self.firstDay(now)
        self.now = now
        self.paused = paused
        sources = SourceState.worstFirst(try ledger.sources().filter(\.isConfigured), paused: paused, now: now)
        counts = try ledger.counts()
        quarantine = try ledger.quarantined()
        journal = try ledger.journalHead()
        recent = try ledger.recentDeliveries(limit: Self.recentCount).map {
            Article(delivery: $0, title: Self.title(of: $0, in: output))
        }
        drops = DropCount.merged(try ledger.drops(since: since, limit: Self.reasonCount))
        hooks = try ledger.hooks()
        days = try ledger.deliveriesByDay(since: since).mapValues { counts in
            (0..<Self.dayCount).map { counts[today - Int64(Self.dayCount - 1 - $0)] ?? 0 }
        }
    }

    /// The ledger forgets a title once it stands in the article's JSON.
    static func title(of delivery: RecentDelivery, in output: String) -> String? {
        // Files that were moved, removed or cannot be read have no title, which the address makes up for.
        (try? DeliveredFiles.record(beside: delivery.path, in: output))?.title
    }
}

extension DropCount {
    /// Reasons that differ only by the article or address that they name are one.
    static func merged(_ drops: [DropCount]) -> [DropCount] {
        var order: [DropCount] = []
        for drop in drops {
            let reason = general(drop.reason)
            if let known = order.firstIndex(where: { $0.state == drop.state && $0.reason == reason }) {
                order[known].count += drop.count
            } else {
                order.append(DropCount(state: drop.state, reason: reason, count: drop.count))
            }
        }
        return order.sorted { ($1.count, $0.state.rawValue, $0.reason) < ($0.count, $1.state.rawValue, $1.reason) }
    }

    /// Addresses and numbers of articles left out, and what follows them.
    private static func general(_ reason: String) -> String {
        var words: [Substring] = []
        for word in reason.split(separator: " ") {
            if word.contains("://") { return (words + ["…"]).joined(separator: " ") }
            if words.last == "article", word.first?.isNumber == true { return (words + ["…"]).joined(separator: " ") }
            words.append(word)
        }
        return words.joined(separator: " ")
    }
}

extension SourceRecord {
    /// Since when it fails; long from now where it does not.
    fileprivate var ailing: Int64 { failingSinceMilliseconds ?? .max }
}

extension SourceState {
    /// What needs a person comes first, and of that what fails longest; otherwise by name.
    static func worstFirst(_ sources: [SourceRecord], paused: Set<String>, now: Instant) -> [SourceRecord] {
        sources.map { (rank: SourceState($0, isPaused: paused.contains($0.id), now: now).rank, source: $0) }
            .sorted { ($0.rank, $0.source.ailing, $0.source.id) < ($1.rank, $1.source.ailing, $1.source.id) }
            .map(\.source)
    }

    /// 0 for what fails.
    private var rank: Int {
        switch word {
        case "paused": 5
        case "working": 4
        case "new": 3
        case "moved": 2
        case "empty": 1
        default: 0
        }
    }

    /// Every word that a state may have.
    static let words = ["new", "working", "moved", "empty", "paused"] + SourceFailure.Kind.allCases.map(\.rawValue)
}
