import Delivery
import Ledger
import Scheduling
import Similarity

/// Fills a ledger that knows less than the output directory: one that is new although articles stand there, because it was
/// lost or set aside, or an older copy.
///
/// Every article that has its JSON or a line in the journal counts as delivered from then on. It can be cut off and
/// repeated at any moment.
package struct Takeover {
    package struct Result: Equatable {
        /// Deliveries that the ledger did not know.
        package var deliveries = 0
        /// JSON files among the articles that are not ours.
        package var foreign = 0
    }

    let store: ArticleStore
    let ledger: Ledger
    /// Milliseconds since 1970 UTC.
    let now: Int64
    /// When articles are looked at again; nil for never.
    var looks: LookPolicy?

    /// Entered in one transaction.
    private static let batch = 2000

    func run() throws -> Result {
        var result = Result()
        let journal = try JournalSurvey(of: store)
        var clusters = ClusterSurvey()
        var (batch, found): ([KnownDelivery], Int64) = ([], 0)
        var revisions: [KnownRevision] = []
        func enter() throws {
            result.deliveries += try ledger.takeOver(batch, now: now)
            batch.removeAll()
        }
        func add(_ delivery: KnownDelivery) throws {
            batch.append(delivery)
            if batch.count == Self.batch { try enter() }
        }
        result.foreign = try store.forEachDelivery { record in
            // Further revisions are of articles whose first one says all that the ledger needs.
            guard record.rev ?? 1 == 1 else { return revisions.append(KnownRevision(record)) }
            found += 1
            var delivery = KnownDelivery(record)
            delivery.content?.look = look(at: record)
            clusters.note(record.id, in: record.cluster)
            if journal.lacks(record) { delivery.event = try record.event() }
            if journal.retracted.contains(record.id) { delivery.path = nil }
            try add(delivery)
        }
        // What has a line and no JSON was taken away by a consumer, or purged. A line may be the only one left of an article.
        try store.forEachJournalLine { line in
            // A later line may depose a head.
            clusters.note(line.id, in: line.cluster)
            guard var delivery = KnownDelivery(line) else { return }
            if journal.retracted.contains(line.id) { delivery.path = nil }
            try add(delivery)
        }
        // Behind the lines, of which one may still be missing: then the removal was cut off, and goes on.
        try store.forEachTombstone { tombstone in
            clusters.note(tombstone.id, in: tombstone.cluster)
            try add(KnownDelivery(tombstone))
        }
        try enter()
        try ledger.takeOver(clusters: clusters.pairs)
        try ledger.takeOver(revisions: revisions.sorted { $0.number < $1.number })
        // Without a journal nobody knows its last number, but so many there were at least.
        try ledger.tookOver(journal: max(journal.last, journal.last == 0 ? found : 0))
        return result
    }

    /// The next look at an article that is still young enough. What its server said of the page is lost.
    private func look(at record: DeliveredRecord) -> PlannedLook? {
        let next = looks?.next(
            delivered: Instant(milliseconds: record.deliveredMilliseconds), now: Instant(milliseconds: now))
        return next.map {
            PlannedLook(
                article: 0, source: record.source, url: record.url, deliveredMilliseconds: record.deliveredMilliseconds,
                nextMilliseconds: $0.milliseconds, validators: SourceValidators())
        }
    }
}

/// Which article heads which cluster, by public identifiers.
struct ClusterSurvey {
    private var heads: [String: String] = [:]

    /// What is said later counts.
    mutating func note(_ member: String, in cluster: String?) {
        guard let cluster else { return }
        heads[member] = cluster == member ? nil : cluster
    }

    /// Every article that is not a head itself, with its head: a head that was deposed hands its cluster on.
    var pairs: [(member: String, head: String)] {
        heads.keys.sorted().map { member in
            var head = member
            var seen: Set<String> = []
            while let next = heads[head], seen.insert(next).inserted { head = next }
            return (member, head)
        }
    }
}

/// What the journal says as a whole.
private struct JournalSurvey {
    private(set) var last: Int64 = 0
    private(set) var retracted: Set<String> = []
    private var ids: Set<String> = []
    private var lastDelivered = Int64.min

    init(of store: ArticleStore) throws {
        var (last, retracted, ids, lastDelivered) = (Int64(0), Set<String>(), Set<String>(), Int64.min)
        try store.forEachJournalLine { line in
            last = line.seq
            ids.insert(line.id)
            lastDelivered = max(lastDelivered, line.deliveredMilliseconds)
            guard line.rev ?? 1 == 1 else { return }
            // The first revision's line is the last: when it is there, all are.
            if line.operation == .retract { retracted.insert(line.id) } else { retracted.remove(line.id) }
        }
        (self.last, self.retracted, self.ids, self.lastDelivered) = (last, retracted, ids, lastDelivered)
    }

    /// Whether its line has yet to be written: older ones without a line are of days that were removed.
    func lacks(_ record: DeliveredRecord) -> Bool {
        !ids.contains(record.id) && record.deliveredMilliseconds >= lastDelivered
    }
}

extension KnownDelivery {
    fileprivate init(_ record: DeliveredRecord) {
        self.init(
            key: record.key, url: record.url, source: record.source, publicID: record.id, path: record.path,
            sha256: record.sha256.file, deliveredMilliseconds: record.deliveredMilliseconds)
        aliases = record.otherKeys
        guid = record.guid
        title = record.title
        published = record.published
        fetchedMilliseconds = record.fetchedMilliseconds
        content = record.text.map(TextTokens.init).map {
            ArticleContent(title: record.title, text: $0, signed: SignedText($0))
        }
        content?.syndicatedFrom = record.syndicatedFrom
    }

    fileprivate init(_ tombstone: Tombstone) {
        self.init(
            key: tombstone.key, url: tombstone.url, source: tombstone.source, publicID: tombstone.id, path: nil,
            sha256: nil,
            deliveredMilliseconds: tombstone.deliveredMilliseconds)
        isTombstone = true
        aliases = tombstone.aliases
        guid = tombstone.guid
        content = ArticleContent(fingerprint: tombstone.fingerprint)
        content?.signature = tombstone.signature.map {
            .init(shingles: $0.shingles, minima: Array($0.minima), buckets: $0.buckets)
        }
    }

    /// Nil for an address that is no article's, and where the line says of no first revision that it has, or had, files.
    fileprivate init?(_ line: JournalRecord) {
        guard line.operation != .update, line.rev ?? 1 == 1, line.path != nil, let key = ArticleKey.of(line.url) else {
            return nil
        }
        self.init(
            key: key, url: line.url, source: line.source, publicID: line.id, path: line.path, sha256: line.sha256,
            deliveredMilliseconds: line.deliveredMilliseconds)
        published = line.published
    }
}

extension KnownRevision {
    fileprivate init(_ record: DeliveredRecord) {
        self.init(
            key: record.key, number: record.rev ?? 1, path: record.path, sha256: record.sha256.file,
            deliveredMilliseconds: record.deliveredMilliseconds)
        fingerprint = record.text.flatMap { TextFingerprint.of([record.title ?? "", $0]) }
    }
}
