import Scheduling

/// What came of trying a source.
enum TrialResult: Sendable {
    case works(TrialFinding)
    case fails(SourceFailure)
    /// It is not polled either.
    case paused
}

/// What a source leads to.
enum TrialFinding: Equatable, Sendable {
    /// Addresses of articles, of which the first is one.
    case articles(Int)
    /// A list; where it is not at the source's own address, at which.
    case list(ListSummary, feed: String?)
    /// So many sitemaps, and what the latest lists.
    case index(Int, ListSummary)
}

/// What a list of articles holds. Pure.
struct ListSummary: Equatable, Sendable {
    /// In the worker's word.
    var kind: String
    var items: Int
    /// Those that the source's options let through.
    var taken: Int
    /// Since the newest item, where any is dated.
    var age: Duration?

    init(kind: String, items: Int, taken: Int, age: Duration?) {
        self.kind = kind
        self.items = items
        self.taken = taken
        self.age = age
    }

    init(_ reply: FeedReply, _ source: Configuration.Source, now: Instant) {
        let instants = reply.items.compactMap { ($0.published ?? $0.updated).flatMap(PublishedInstant.of) }
        kind = reply.kind
        items = reply.items.count
        taken = reply.discovered(source, limit: source.maxItems, now: now).count
        // What is dated ahead was published by now all the same.
        age = instants.max().map { max(.zero, now - $0) }
    }
}

/// In words.
extension TrialResult {
    var isFailure: Bool { if case .fails = self { true } else { false } }

    var words: String {
        switch self {
        case .paused: "is paused, not tried"
        case .fails(let failure) where failure.reason.hasPrefix(failure.kind.words): "fails: \(failure.reason)"
        case .fails(let failure): "fails: \(failure.kind.words): \(failure.reason)"
        case .works(.articles(1)): "works: an article"
        case .works(.articles(let count)): "works: \(count) addresses, the first is an article"
        case .works(.list(let list, nil)): "works: \(list.name) with \(list.contents)"
        case .works(.list(let list, let feed?)):
            "works: the page leads to \(list.name) with \(list.contents), at \(feed)"
        case .works(.index(let count, let list)):
            "works: an index of \(count) \(count == 1 ? "sitemap" : "sitemaps"), the latest with \(list.contents)"
        }
    }
}

extension ListSummary {
    fileprivate var name: String {
        switch kind {
        case "rss": "an RSS feed"
        case "rdf": "an RSS 1.0 feed"
        case "atom": "an Atom feed"
        case "jsonFeed": "a JSON feed"
        case "sitemap": "a sitemap"
        case "newsSitemap": "a news sitemap"
        case "linkList": "a list of addresses"
        default: "a page"
        }
    }

    fileprivate var contents: String {
        let noun = kind == "page" ? "link" : "item"
        guard items > 0 else { return "no \(noun)s" }
        let count = "\(items) \(noun)\(items == 1 ? "" : "s")"
        let rest =
            switch taken {
            case items: ""
            case 0: ", none of which the source takes"
            default: ", \(taken) of which the source takes"
            }
        return count + rest + (age.map { ", the newest \(DurationText.words($0)) old" } ?? "")
    }
}
