import Scheduling
import Worker

@testable import Daemon
@testable import Ledger
@testable import WorkerPool

/// A daemon as it might be on the morning of 2026-11-20.
enum SampleSnapshot {
    static let now = Instant(milliseconds: 1_795_163_400_000)
    static let hour: Int64 = 3_600_000

    static func make(sources: [SourceRecord] = [source("harbour")], change: (inout Overview) -> Void = { _ in })
        -> Snapshot
    {
        var counts = LedgerCounts()
        counts.bySource = [
            "harbour": [.delivered: 40, .waiting: 3, .notArticle: 4, .duplicate: 2, .gone: 1, .setAside: 1]
        ]
        var overview = Overview(
            now: now, sources: SourceState.worstFirst(sources, paused: [], now: now), counts: counts, quarantine: [],
            journal: 41,
            recent: [
                Overview.Article(
                    delivery: RecentDelivery(
                        key: "https://harbour.example/ferry", url: "https://harbour.example/ferry", source: "harbour",
                        path: "articles/harbour/2026/11/20/ferry-1.txt",
                        deliveredMilliseconds: now.milliseconds - 3 * hour),
                    title: "Ferry & terminal")
            ],
            drops: [DropCount(state: .notArticle, reason: "the page holds no article", count: 4)],
            days: ["harbour": Array(repeating: 1, count: 29) + [5]])
        change(&overview)
        var figures = Pipeline.Figures()
        figures.waiting = 3
        figures.counts.polls = 12
        figures.stageTimes.fetch.add(.seconds(2))
        figures.stageTimes.fetch.add(.milliseconds(250))
        figures.stageTimes.delivery.add(.milliseconds(125))
        var workers = WorkerPoolStatistics()
        workers.wait.add(.milliseconds(500))
        workers.stages[.parse, default: StageTotal()].add(.milliseconds(250))
        var ledger = Ledger.Cost()
        ledger.time = .milliseconds(1500)
        ledger.calls = 30
        return Snapshot(
            startedAt: Instant(milliseconds: now.milliseconds - 50 * hour), phase: .ready,
            process: ProcessFigures(
                cpuSeconds: 1.5, residentBytes: 24_300_000, virtualBytes: 100_000_000, openDescriptors: 30,
                descriptorLimit: 8192),
            pipeline: figures, workers: workers, ledger: ledger, freeBytes: 12_345_678_901, overview: overview)
    }

    static func source(_ id: String, failing error: String? = nil, url: String = "https://harbour.example/feed")
        -> SourceRecord
    {
        SourceRecord(
            id: id, url: url, kind: "rss", isConfigured: true, validators: SourceValidators(),
            nextPollMilliseconds: now.milliseconds + hour, lastPollMilliseconds: now.milliseconds - hour,
            lastSuccessMilliseconds: now.milliseconds - hour, failures: error == nil ? 0 : 3, lastError: error,
            failureKind: error == nil ? nil : "dns",
            failingSinceMilliseconds: error == nil ? nil : now.milliseconds - 9 * hour, rhythm: "",
            pollReason: "as often as it brings something", move: RecordedMove(), itemsSeen: 51,
            registeredMilliseconds: 0, feed: nil, detectedKind: nil)
    }
}
