import Ledger
import Scheduling

/// One reading of a sitemap index: which of its sitemaps are asked for, and what is known at the end. Pure.
struct SitemapRound {
    struct Sitemap: Equatable {
        let url: String
        /// As the index says it.
        let lastModified: String?
        /// How many indexes lead to it.
        let depth: Int
    }

    /// Sitemaps that are asked for in one poll; the others wait for the next ones.
    static let sitemapLimit = 20
    /// Indexes within indexes are not meant to be (sitemaps.org), but met.
    static let depthLimit = 2

    /// Items that may still be taken.
    private(set) var itemsLeft: Int
    /// New articles so far.
    private(set) var new = 0
    /// Whether everything that the index says has changed was read. If not, the next poll has to read it again.
    private(set) var isWhole = true
    /// Whether any sitemap could be read.
    private(set) var hasRead = false
    /// Why the last of those that failed did so.
    private(set) var failure: String?
    private var asked = 0
    private var waiting: Set<String> = []
    private var seen: Set<String> = []

    /// - Parameter items: the most that one poll takes.
    init(items: Int) { itemsLeft = items }

    var isOver: Bool { waiting.isEmpty }

    /// Of the sitemaps that an index lists, those to be asked for now: changed ones, the latest first; then those that say
    /// nothing of their change, in the order of the last look at them.
    /// - Parameters:
    ///   - known: what was read before, by address.
    ///   - oldest: what changed before is not wanted.
    mutating func take(_ listed: [Sitemap], known: [String: SitemapRecord], oldest: Instant?) -> [Sitemap] {
        let changed = listed.filter { sitemap in
            guard sitemap.depth <= Self.depthLimit, seen.insert(sitemap.url).inserted else { return false }
            if let oldest, let instant = Self.instant(sitemap), instant < oldest { return false }
            return sitemap.lastModified == nil || known[sitemap.url]?.lastModified != sitemap.lastModified
        }
        let order = changed.sorted { Self.rank($0, known) > Self.rank($1, known) }
        let due = order.prefix(Self.sitemapLimit - asked)
        if due.count < changed.count { isWhole = false }
        asked += due.count
        waiting.formUnion(due.map(\.url))
        return Array(due)
    }

    /// A sitemap was read, and brought so many items, of which some are new.
    mutating func read(_ url: String, items: Int, new: Int) {
        waiting.remove(url)
        hasRead = true
        itemsLeft = max(0, itemsLeft - items)
        self.new += new
    }

    mutating func failed(_ url: String, reason: String) {
        waiting.remove(url)
        isWhole = false
        failure = reason
    }

    private static func instant(_ sitemap: Sitemap) -> Instant? { sitemap.lastModified.flatMap(PublishedInstant.of) }

    private static func rank(_ sitemap: Sitemap, _ known: [String: SitemapRecord]) -> (Int64, Int64) {
        // Ties fall to the one that was not read for longest.
        (instant(sitemap)?.milliseconds ?? .min, -(known[sitemap.url]?.readMilliseconds ?? 0))
    }
}

extension SitemapRound {
    /// The sitemaps of an index.
    static func sitemaps(of index: FeedReply, depth: Int) -> [Sitemap] {
        index.items.map { Sitemap(url: $0.url, lastModified: $0.updated, depth: depth) }
    }
}
