import Ledger
import Scheduling

/// What the ledger knows of one source beside its record.
struct SourceDetail: Sendable {
    var source: SourceRecord
    var isPaused: Bool
    var now: Instant
    /// Delivered last, latest first.
    var recent: [Overview.Article]
    /// Not delivered, latest first.
    var dropped: [ArticleRecord]
    /// Why, the most frequent first.
    var drops: [DropCount]
    /// To be fetched, in the order in which they may be.
    var waiting: [ArticleRecord]
    var counts: [ArticleState: Int]
    /// Articles on each of the last days, today last.
    var days: [Int]

    var state: SourceState { SourceState(source, isPaused: isPaused, now: now) }
}

extension SourceDetail {
    private static let shown = 20

    /// - Returns: nil where the source is unknown.
    init?(
        _ name: String, reading ledger: Ledger, output: String, snapshot: Snapshot, now: Instant
    ) throws(LedgerError) {
        guard let source = try ledger.source(name) else { return nil }
        let overview = snapshot.overview
        let dropped = try ledger.dropped(of: name, since: Overview.firstDay(now), limit: Overview.reasonCount)
        self.init(
            source: source, isPaused: overview.paused.contains(name), now: now,
            recent: try ledger.recentDeliveries(of: name, limit: Self.shown).map {
                Overview.Article(delivery: $0, title: Overview.title(of: $0, in: output))
            },
            dropped: Array(dropped.prefix(Self.shown)),
            drops: DropCount.merged(dropped.map { DropCount(state: $0.state, reason: $0.reason ?? "", count: 1) }),
            waiting: try ledger.waiting(of: name, limit: Self.shown), counts: overview.counts.bySource[name] ?? [:],
            days: overview.days[name] ?? Array(repeating: 0, count: Overview.dayCount))
    }
}
