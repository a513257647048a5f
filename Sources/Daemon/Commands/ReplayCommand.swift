import Archive
import Delivery
import Dispatch
import Foundation
import Ledger
import Scheduling
import Synchronization
import Worker

/// `copydesk replay`: extraction again over the archive. Of each delivered article the last page that was kept is read, and
/// where other words come out they are delivered as a further revision.
public enum ReplayCommand {
    /// - Parameters:
    ///   - path: of a `copydesk.toml`.
    ///   - since: a date, an instant or a span before now.
    ///   - source: only articles of this source; nil for all.
    ///   - isDryRun: whether nothing is delivered.
    public static func run(
        configuration path: String, since: String, source: String?, isDryRun: Bool
    ) throws(CommandFailure) {
        let configuration = try CheckCommand.load(path)
        let clock = LogWriter.systemMilliseconds
        guard let start = instant(since, now: clock()) else {
            throw CommandFailure(.usage, "--since takes a date, an instant or a span such as 30d, not “\(since)”")
        }
        let folder = ArchiveDesk.folder(state: configuration.paths.state)
        let pages = try ReplayedPages(folder: folder, since: start, source: source)
        let desk = DeliveryDesk(
            store: try Opening.store(configuration), ledger: try Opening.ledger(configuration.paths.state), clock: clock
        ) { StandardStreams.complain("lines wait to get into the journal: \($0)") }
        do {
            _ = try desk.recover()
        } catch {
            throw CommandFailure(.inputOutput, "cannot start: \(error)")
        }
        let workers = try CommandWorkers(executable: configuration.paths.worker)
        defer { workers.end() }
        let terms = RevisionTerms(
            smallChanges: configuration.revisions.smallChanges, allowsLess: true, isDryRun: isDryRun)
        let progress = Progress("page", of: pages.places.count)
        var replay = Replay(
            desk: desk, workers: workers, configuration: configuration, terms: terms, progress: progress)
        for place in pages.places {
            try replay.read(place)
            progress.advance()
        }
        progress.end()
        try StandardStreams.write(Array(replay.summary.utf8))
    }

    private static func instant(_ text: String, now: Int64) -> Int64? {
        if let span = DurationText.parse(text) { return now - Int64(span / .milliseconds(1)) }
        return PublishedInstant.of(text)?.milliseconds
    }
}

/// Where the last page of each article lies in the archive, in the archive's order.
private struct ReplayedPages {
    struct Place {
        let file: String
        let offset: Int
        let key: String
    }

    private(set) var places: [Place] = []

    init(folder: ArchiveFolder, since: Int64, source: String?) throws(CommandFailure) {
        var last: [String: Place] = [:]
        do {
            for file in try folder.files() where (folder.modified(file) ?? 0) * 1000 >= since - 1000 {
                let reader = try WARCReader(path: folder.path(of: file))
                while let entry = try reader.next() {
                    guard entry.record.kind == .response, let key = entry.record[Exchange.OwnField.key],
                        source == nil || entry.record[Exchange.OwnField.source] == source,
                        let time = entry.record["WARC-Date"].flatMap(WARCDate.milliseconds), time >= since
                    else { continue }
                    last[key] = Place(file: folder.path(of: file), offset: entry.offset, key: key)
                }
            }
        } catch {
            throw CommandFailure(.inputOutput, "the archive \(folder.path): \(error)")
        }
        places = last.values.sorted { ($0.file, $0.offset) < ($1.file, $1.offset) }
    }
}

/// One run over the pages.
private struct Replay {
    let desk: DeliveryDesk
    let workers: CommandWorkers
    let configuration: Configuration
    let terms: RevisionTerms
    let progress: Progress
    private var (read, updated, noted, failed) = (0, 0, 0, 0)

    init(
        desk: DeliveryDesk, workers: CommandWorkers, configuration: Configuration, terms: RevisionTerms,
        progress: Progress
    ) {
        self.desk = desk
        self.workers = workers
        self.configuration = configuration
        self.terms = terms
        self.progress = progress
    }

    var summary: String {
        "\(read) pages read, \(updated) \(terms.isDryRun ? "would be updated" : "updated"), \(noted) noted, \(failed) failed\n"
    }

    mutating func read(_ place: ReplayedPages.Place) throws(CommandFailure) {
        let article: ArticleRecord
        let revised: RevisedArticle
        do {
            // A text or headline that came with the feed is not in the archive.
            guard let known = try desk.ledger.owner(ofKey: place.key), known.state == .delivered,
                try !desk.ledger.isOfFeed(article: known.id)
            else { return }
            article = known
            read += 1
            guard let page = try revision(place) else { return }
            revised = page
        } catch {
            failed += 1
            return progress.complain("\(place.key): \(error)")
        }
        switch desk.revise(revised, number: article.id, terms: terms) {
        case .unchanged, .lesser: break
        case .noted: noted += 1
        case .delivered(let path, let revision):
            updated += 1
            let line = "\(terms.isDryRun ? "would update" : "update") \(path) rev \(revision) \(article.url)\n"
            try progress.pausing { () throws(CommandFailure) in
                try StandardStreams.write(Array(LogText.clean(line, limit: 2000).utf8) + [0x0A])
            }
        case .failed(let reason):
            failed += 1
            progress.complain("\(place.key): \(reason)")
        }
    }

    /// The article as it comes out now; nil where it does not any more.
    private func revision(_ place: ReplayedPages.Place) throws -> RevisedArticle? {
        guard let record = try WARCReader(path: place.file, offset: place.offset).next()?.record,
            let message = HTTPMessage(record.block)
        else { return nil }
        var job = Job(id: 1, operation: .extract, body: try message.decodedBody(limit: WARCReader.limitBytes))
        let url = record["WARC-Target-URI"] ?? place.key
        job["url"] = url
        job["charset"] = WARCPages.charset(of: message["Content-Type"])
        job["delivery"] = "yes"
        job["pages"] = "yes"
        job.apply(PageOptions(configuration))
        let extracted = try ExtractedArticle(json: try workers.run(job))
        // Of an article on several pages the archive has the first, which alone would be taken for a cut.
        guard extracted.isArticle, extracted.nextPage == nil, extracted.singlePage == nil else { return nil }
        let time = record["WARC-Date"].flatMap(WARCDate.milliseconds) ?? 0
        return RevisedArticle(extracted, .init(timeMilliseconds: time, status: message.status, url: url))
    }
}
