import Delivery
import Foundation
import Ledger
import Logging
import SampleWeb

@testable import Daemon

/// A pipeline in the test's own process, where a failed article is tried again after milliseconds: the stages are the
/// daemon's own, with real workers.
final class InProcessDesk: Sendable {
    let folder: NewsDesk
    private let stages: Stages
    private let pipeline: Pipeline

    init(
        articles: [String], attempts limit: Int = 4, folder existing: NewsDesk? = nil,
        firstLook: Duration = .seconds(3600), settings: String = ""
    ) throws {
        folder = try existing ?? NewsDesk()
        let list = articles.map { "\"\($0)\"" }.joined(separator: ", ")
        try folder.configure(
            extraction: "workers = 2\n\(settings)",
            paths: "worker = \"\(RunningProgram.path(of: "copydesk-worker"))\"",
            sources: [("list", "articles = [\(list)]")])
        let configuration = try Configuration.load(path: folder.configuration)
        let ledger = try Opening.ledger(configuration.paths.state)
        let clock = LogWriter.systemMilliseconds
        stages = Stages(
            fetcher: try Opening.fetcher(configuration.fetch), workers: try Opening.workers(configuration),
            ledger: ledger,
            desk: DeliveryDesk(store: try Opening.store(configuration), ledger: ledger, clock: clock) { _ in },
            quarantine: Quarantine(state: configuration.paths.state, ledger: ledger), clock: clock,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        var attempts = AttemptPolicy()
        attempts.limit = limit
        attempts.backoff = .init(first: .milliseconds(20), ceiling: .milliseconds(50), jitter: 0)
        // Every article is read from the ledger at each of its turns.
        pipeline = Pipeline(
            stages, configuration, attempts: attempts, firstLook: firstLook, articlesAtHand: 0)
        try pipeline.start()
    }

    /// Nothing waits and nothing is under way.
    var isIdle: Bool { pipeline.queue.sync { pipeline.articles.isEmpty } }

    /// Ends it, and tells what the ledger holds.
    func stop() async throws -> [ArticleRecord] {
        pipeline.stop()
        await withCheckedContinuation { continuation in stages.fetcher.shutdown { continuation.resume() } }
        await withCheckedContinuation { continuation in
            stages.workers.shutdown(grace: .zero) { continuation.resume() }
        }
        await withCheckedContinuation { continuation in stages.desk.drain { continuation.resume() } }
        var records: [ArticleRecord] = []
        while let next = try stages.ledger.article(Int64(records.count + 1)) { records.append(next) }
        return records
    }
}
