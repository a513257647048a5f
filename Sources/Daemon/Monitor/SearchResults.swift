import Delivery
import Dispatch
import SearchIndex
import Synchronization

/// What somebody asks of the search.
struct SearchRequest: Equatable, Sendable {
    /// As it was typed.
    var words: String
    /// A source's name; nil for all.
    var source: String?
    var order = SearchOrder.newest
    /// From 1 on.
    var page = 1

    static let pageSize = 20
    static let pageLimit = 50

    init(words: String, source: String? = nil) {
        self.words = words
        self.source = source
    }

    init(_ query: FormQuery) {
        self.init(words: query["q"] ?? "", source: query["source"])
        order = query["order"].flatMap(SearchOrder.init(rawValue:)) ?? .newest
        page = min(max(query["page"].flatMap { Int($0) } ?? 1, 1), Self.pageLimit)
    }

    /// Whether it is the address of an article.
    var isAddress: Bool {
        ["http://", "https://"].contains { words.lowercased().hasPrefix($0) } && !words.contains(where: \.isWhitespace)
    }

    /// The address of a page of results.
    func address(page: Int) -> String {
        var fields = ["q=\(FormQuery.encoded(words))", "order=\(order.rawValue)", "page=\(page)"]
        if let source { fields.insert("source=\(FormQuery.encoded(source))", at: 1) }
        return "/search?" + fields.joined(separator: "&")
    }
}

/// A page of what was found.
struct SearchResults: Sendable {
    struct Article: Sendable {
        var key: String
        var title: String
        var source: String
        var deliveredMilliseconds: Int64
        var snippet: Snippet
    }

    var articles: [Article] = []
    var hasMore = false
    /// Why there is no answer.
    var trouble: String?
}

/// Answers searches one at a time, on a queue of its own. What people see comes from the delivered files; what is not there any more
/// is not shown.
final class ArticleSearch: Sendable {
    private let path: String
    private let output: String
    private let queue = DispatchQueue(label: "copydesk.search.reader", qos: .utility)
    private let waiting = Mutex(0)

    /// More do not wait; they are told so.
    private static let waitingLimit = 8

    init(_ paths: Configuration.PathSettings) {
        path = SearchDesk.path(state: paths.state)
        output = paths.output
    }

    func results(_ request: SearchRequest) async -> SearchResults {
        let isOneTooMany = waiting.withLock { count in
            count += 1
            return count > Self.waitingLimit
        }
        defer { waiting.withLock { $0 -= 1 } }
        if isOneTooMany { return SearchResults(trouble: "Too many searches at once. Try again in a moment.") }
        return await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: find(request)) }
        }
    }

    private func find(_ request: SearchRequest) -> SearchResults {
        let query = SearchQuery(request.words)
        do {
            let hits = try SearchReader(path: path).find(
                query, source: request.source, order: request.order, limit: SearchRequest.pageSize + 1,
                offset: (request.page - 1) * SearchRequest.pageSize)
            return SearchResults(
                articles: try hits.prefix(SearchRequest.pageSize).compactMap { try article($0, query) },
                hasMore: hits.count > SearchRequest.pageSize && request.page < SearchRequest.pageLimit)
        } catch let error as SearchError where error.isTimeout {
            let advice = request.order == .rank ? "Take the newest first, or rarer words." : "Take rarer words."
            return SearchResults(trouble: "That took too long. \(advice)")
        } catch {
            return SearchResults(trouble: "The search cannot answer: \(error)")
        }
    }

    private func article(_ hit: SearchHit, _ query: SearchQuery) throws -> SearchResults.Article? {
        guard let record = try DeliveredFiles.record(beside: hit.path, in: output) else { return nil }
        return SearchResults.Article(
            key: record.key, title: record.title ?? record.url, source: hit.source,
            deliveredMilliseconds: record.deliveredMilliseconds, snippet: Snippet(of: record.text ?? "", for: query))
    }
}
