import Delivery
import Foundation
import Ledger
import SearchIndex

/// Takes delivered articles into the index, a few at each step: first those of the past, from the ledger, then what the journal's
/// lines tell. Used from one queue.
final class SearchFeed {
    struct Outcome: Equatable {
        /// In the index now.
        var articles: Int
        var isFilling: Bool
        /// Whether another step would find something.
        var hasMore: Bool
    }

    private let path: String
    private let state: String
    private let output: String
    private var index: SearchIndex?
    private var ledger: Ledger?
    private var reader: JournalReader?
    /// Read and not taken yet.
    private var lines: [JournalRecord] = []

    /// Articles or lines at a step, which is one transaction.
    private static let batch = 50
    /// The index is made anew when so many rows are of no use, and they are a quarter of the others.
    private static let deadLimit = 1000

    init(path: String, state: String, output: String) {
        self.path = path
        self.state = state
        self.output = output
    }

    func step() throws -> Outcome {
        let index = try opened()
        var progress = try index.progress()
        let ledger = try openedLedger()
        if try needsBeginning(progress, index, ledger) {
            try index.reset()
            (reader, lines) = (nil, [])
            progress = SearchProgress(
                journal: try ledger.journalHead(), filled: .init(settledMilliseconds: 0, article: 0))
            try index.apply([], progress: progress)
        }
        let hasMore = try progress.filled != nil ? fill(&progress, index, ledger) : follow(&progress, index)
        return Outcome(
            articles: try index.counts().articles, isFilling: progress.filled != nil,
            hasMore: hasMore)
    }

    private func opened() throws -> SearchIndex {
        if let index { return index }
        let new = try SearchIndex(path: path)
        index = new
        return new
    }

    private func openedLedger() throws -> Ledger {
        if let ledger { return ledger }
        let new = try Ledger(reading: state)
        ledger = new
        return new
    }

    /// Whether the index is new, of another output than the ledger's, or holds too much that is gone.
    private func needsBeginning(_ progress: SearchProgress, _ index: SearchIndex, _ ledger: Ledger) throws -> Bool {
        guard let journal = progress.journal, journal <= (try ledger.journalHead()) else { return true }
        let (articles, dead) = try index.counts()
        return dead > max(Self.deadLimit, articles / 4)
    }

    private func fill(_ progress: inout SearchProgress, _ index: SearchIndex, _ ledger: Ledger) throws -> Bool {
        let place = progress.filled ?? .init(settledMilliseconds: 0, article: 0)
        let texts = try ledger.deliveredTexts(
            afterSettled: place.settledMilliseconds, article: place.article, limit: Self.batch)
        progress.filled = texts.last.map { .init(settledMilliseconds: $0.settledMilliseconds, article: $0.article) }
        let changes = try texts.compactMap { try change(of: $0.publicID, $0.source, $0.path) }
        try index.apply(changes, progress: progress)
        return true
    }

    private func follow(_ progress: inout SearchProgress, _ index: SearchIndex) throws -> Bool {
        let last = progress.journal ?? 0
        if lines.isEmpty {
            if reader == nil { reader = JournalReader(directory: output, after: last) }
            let bytes = try reader?.read() ?? []
            let decoder = JSONDecoder()
            // A line of another make says nothing about an article.
            lines = bytes.split(separator: UInt8(ascii: "\n")).compactMap {
                try? decoder.decode(JournalRecord.self, from: Data($0))
            }
        }
        let next = lines.prefix(Self.batch)
        guard let first = next.first, let newest = next.last else { return false }
        guard first.seq == last + 1 else {
            // Days of the journal were removed that were not read yet.
            progress = SearchProgress(journal: nil, filled: nil)
            try index.apply([], progress: progress)
            return true
        }
        progress.journal = newest.seq
        try index.apply(try next.compactMap(change(of:)), progress: progress)
        lines.removeFirst(next.count)
        return true
    }

    private func change(of line: JournalRecord) throws -> SearchChange? {
        guard let path = line.path else { return nil }
        return line.operation == .retract
            ? .gone(publicID: line.id, path: path) : try change(of: line.id, line.source, path)
    }

    /// Nil where the text is gone already; the journal's line about that follows.
    private func change(of id: String, _ source: String, _ path: String) throws -> SearchChange? {
        guard let record = try DeliveredFiles.record(beside: path, in: output) else { return nil }
        return .text(
            SearchedArticle(
                publicID: id, source: source, path: path, title: record.title ?? "", text: record.text ?? ""))
    }
}
