import Foundation
import Ledger

/// Which of the sources the status page shows. Of ten thousand on one page nobody finds any.
struct SourceQuery: Equatable, Sendable {
    /// Letters of a name or an address, in any case; empty for all.
    var words = ""
    /// The word of a state, or ``failing``; nil for all.
    var state: String?
    /// From 1 on.
    var page = 1

    static let pageSize = 100
    /// Whatever fails, in whatever way.
    static let failing = "failing"

    init() {}

    init(_ query: FormQuery) {
        words = query["q"] ?? ""
        state = query["state"]
        page = max(query["page"].flatMap { Int($0) } ?? 1, 1)
    }

    /// Whether everything is asked for.
    var isOpen: Bool { words.isEmpty && state == nil }

    /// The address of a page of them.
    func address(page: Int) -> String {
        var fields = ["page=\(page)"]
        if let state { fields.insert("state=\(FormQuery.encoded(state))", at: 0) }
        if !words.isEmpty { fields.insert("q=\(FormQuery.encoded(words))", at: 0) }
        return "/?" + fields.joined(separator: "&") + "#sources"
    }
}

/// A page of the sources that were asked for, in the order of all. A page behind the last one is the last one.
struct SourceSelection {
    let sources: ArraySlice<SourceRecord>
    let page: Int
    /// Of all pages.
    let count: Int

    /// The place of the page's first among them.
    var first: Int { sources.startIndex + 1 }
    let hasMore: Bool

    init(_ query: SourceQuery, of overview: Overview) {
        let found = query.isOpen ? overview.sources : overview.sources.filter { query.matches($0, overview) }
        count = found.count
        page = min(query.page, max((count - 1) / SourceQuery.pageSize + 1, 1))
        let begin = (page - 1) * SourceQuery.pageSize
        let end = min(begin + SourceQuery.pageSize, count)
        sources = found[begin..<end]
        hasMore = end < count
    }
}

extension SourceQuery {
    fileprivate func matches(_ source: SourceRecord, _ overview: Overview) -> Bool {
        if !words.isEmpty, ![source.id, source.url].contains(where: { $0.localizedCaseInsensitiveContains(words) }) {
            return false
        }
        switch state {
        case nil: return true
        case Self.failing: return source.failures > 0 && !overview.paused.contains(source.id)
        case let state: return overview.state(of: source).word == state
        }
    }
}
