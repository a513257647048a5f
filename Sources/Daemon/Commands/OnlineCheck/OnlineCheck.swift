import Dispatch
import Foundation
import Scheduling
import Synchronization

/// `copydesk check --online`: every source is tried, and nothing written.
///
/// Hosts are asked beside each other, the sources of one host one by one. The results are written in the order of the
/// configuration, each as soon as all before it are.
final class OnlineCheck: Sendable {
    struct Entry: Sendable {
        let source: Configuration.Source
        /// File and line.
        let place: String
    }

    /// Results that wait for their turn to be written. Guarded by the mutex.
    private struct Output {
        var finished: [Int: TrialResult] = [:]
        var next = 0
        var failed = 0
        var failure: CommandFailure?
    }

    private let entries: [Entry]
    private let trial: SourceTrial
    private let nameWidth: Int
    private let isColoured: Bool
    private let progress: Progress
    private let output = Mutex(Output())

    /// As many hosts are asked at once.
    private static let lanes = 16
    private static let workers = 2

    private init(_ entries: [Entry], trial: SourceTrial, isColoured: Bool) {
        self.entries = entries
        self.trial = trial
        self.isColoured = isColoured
        nameWidth = min(40, entries.map(\.source.name.count).max() ?? 0)
        progress = Progress("source", of: entries.count)
    }

    /// - Parameter names: only these sources; all without any.
    /// - Throws: "unavailable" where a source does not work.
    static func run(_ catalog: SourceCatalog, only names: [String]) throws(CommandFailure) {
        let configuration = catalog.configuration
        var chosen = catalog.entries
        if !names.isEmpty { chosen = try names.map { name throws(CommandFailure) in try catalog.entry(named: name) } }
        let workers = try CommandWorkers(count: workers, executable: configuration.paths.worker)
        defer { workers.end() }
        let fetcher = try PoliteFetcher(configuration, workers: workers)
        defer { fetcher.end() }
        let trial = SourceTrial(
            fetcher: fetcher, workers: workers, options: PageOptions(configuration),
            now: Instant(milliseconds: LogWriter.systemMilliseconds()))
        let entries = chosen.map { Entry(source: $0.source, place: "\($0.file):\($0.line)") }
        try OnlineCheck(entries, trial: trial, isColoured: Terminal.isColoured).run()
    }

    private func run() throws(CommandFailure) {
        let lanes = Mutex(lanes)
        let threads = DispatchGroup()
        for _ in 0..<min(Self.lanes, entries.count) {
            threads.enter()
            Thread.detachNewThread { [self] in
                while let lane = lanes.withLock({ $0.popLast() }) { for number in lane { tryOne(number) } }
                threads.leave()
            }
        }
        threads.wait()
        progress.end()
        let (failed, failure) = output.withLock { ($0.failed, $0.failure) }
        if let failure { throw failure }
        guard failed > 0 else { return }
        throw CommandFailure(
            .unavailable, "\(failed) of \(entries.count) sources \(failed == 1 ? "does" : "do") not work")
    }

    /// The sources of each host.
    private var lanes: [[Int]] {
        let hosts = Dictionary(grouping: entries.indices) { trial.fetcher.host(of: entries[$0].source.firstURL) }
        // The last is taken first.
        return hosts.values.sorted { $0[0] > $1[0] }
    }

    private func tryOne(_ number: Int) {
        let source = entries[number].source
        finish(number, source.isPaused ? .paused : trial.run(source))
    }

    private func finish(_ number: Int, _ result: TrialResult) {
        progress.advance()
        output.withLock { output in
            output.finished[number] = result
            if result.isFailure { output.failed += 1 }
            while let result = output.finished.removeValue(forKey: output.next) {
                let entry = entries[output.next]
                output.next += 1
                guard output.failure == nil else { continue }
                do throws(CommandFailure) {
                    let line = Self.line(entry, result, nameWidth).rendered(columns: nil, isColoured: isColoured)
                    try progress.pausing { () throws(CommandFailure) in
                        try StandardStreams.write(Array((line + "\n").utf8))
                    }
                } catch {
                    output.failure = error
                }
            }
        }
    }

    static func line(_ entry: Entry, _ result: TrialResult, _ nameWidth: Int) -> StyledLine {
        let style: StyledLine.Style =
            switch result {
            case .works: .good
            case .fails: .bad
            case .paused: .faint
            }
        let place = result.isFailure ? "  (\(entry.place))" : ""
        return StyledLine([
            (TextWidth.padded(entry.source.name, to: nameWidth) + "  ", .plain), (result.words, style), (place, .faint),
        ])
    }
}

extension Configuration.Source {
    fileprivate var firstURL: String {
        switch origin {
        case .url(let url): url
        case .articles(let urls): urls[0]
        }
    }
}
