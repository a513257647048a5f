import Delivery
import Ledger
import Similarity

/// What the configuration says about a changed article.
struct RevisionTerms: Sendable {
    var smallChanges = Configuration.SmallChanges.deliver
    /// Whether a page may have less than was delivered, as when rules for it have changed.
    var allowsLess = false
    /// Says what would be done, and does nothing.
    var isDryRun = false
}

/// A page of a delivered article, read again.
struct RevisedArticle: Sendable {
    typealias Fetch = DeliveredArticle.Fetch

    let extracted: ExtractedArticle
    let fetch: Fetch

    init(_ extracted: ExtractedArticle, _ fetch: Fetch) {
        self.extracted = extracted
        self.fetch = fetch
    }
}

/// What became of a delivered article that was read again.
enum RevisionOutcome: Equatable, Sendable {
    case unchanged
    /// The page has less of the article than was delivered.
    case lesser(reason: String)
    /// A change of a few letters, of which the ledger knows.
    case noted
    case delivered(path: String, revision: Int)
    case failed(reason: String)
}

/// Further revisions: what is delivered already stays, and a changed text gets files beside it. Its words decide, not its
/// punctuation.
extension DeliveryDesk {
    /// - Parameter completion: called on the desk's queue.
    func revise(
        _ article: RevisedArticle, number: Int64, terms: RevisionTerms,
        completion: @escaping @Sendable (RevisionOutcome) -> Void
    ) {
        queue.async { [self] in completion(reviseNow(article, number, terms)) }
    }

    /// The same, for callers that have nothing else to do.
    func revise(_ article: RevisedArticle, number: Int64, terms: RevisionTerms) -> RevisionOutcome {
        queue.sync { reviseNow(article, number, terms) }
    }

    private func reviseNow(_ article: RevisedArticle, _ number: Int64, _ terms: RevisionTerms) -> RevisionOutcome {
        defer { if !terms.isDryRun { show() } }
        do {
            if let begun = begun(number) { _ = try conclude(begun, store.reconcile(begun)) }
            guard let record = try ledger.article(number), let first = record.path,
                let latest = try ledger.latestRevision(of: number)
            else { return .unchanged }
            var revised = article.extracted.delivered(
                source: record.source, key: record.key, url: record.url, fetch: article.fetch)
            revised.guid = record.guid
            let text = [revised.title ?? "", revised.paragraphs.map(\.text).joined(separator: "\n\n")]
            let former = try store.text(at: latest.path, sha256: latest.sha256)
            guard let fingerprint = TextFingerprint.of(text),
                let known = try ledger.content(of: number)?.fingerprint ?? former.flatMap({ TextFingerprint.of([$0]) }),
                fingerprint != known
            else { return .unchanged }
            if let lesser = lesser(article.extracted, former, store.rendered(revised), terms) { return lesser }
            let changes = former.map { SentenceDiff(from: $0, to: store.rendered(revised)) }
            if terms.smallChanges == .note, changes?.isSmall == true {
                if !terms.isDryRun { try ledger.noteSmallChange(of: number, fingerprint: fingerprint, now: clock()) }
                return .noted
            }
            revised.revision = DeliveredArticle.Revision(
                number: latest.number + 1, firstPath: first, formerPath: latest.path,
                changes: changes?.changes.map { .init(removed: $0.removed, added: $0.added) })
            if let head = try ledger.content(of: number)?.head.flatMap({ try ledger.article($0) }) {
                revised.cluster = try identifier(of: head)
            }
            if terms.isDryRun { return .delivered(path: latest.path, revision: latest.number + 1) }
            return try deliver(revised, number, fingerprint)
        } catch {
            return .failed(reason: "\(error)")
        }
    }

    private func lesser(
        _ extracted: ExtractedArticle, _ former: String?, _ new: String, _ terms: RevisionTerms
    ) -> RevisionOutcome? {
        guard let former, extracted.isPaywalled || !terms.allowsLess else { return nil }
        return LesserPage(former: former, new: new, isPaywalled: extracted.isPaywalled).reason
            .map(RevisionOutcome.lesser(reason:))
    }

    private func deliver(
        _ article: DeliveredArticle, _ number: Int64, _ fingerprint: Int64
    ) throws -> RevisionOutcome {
        let staged = try store.stage(article, as: number, now: clock())
        var intent = DeliveryIntent(staged, fetched: article.fetch.timeMilliseconds)
        intent.revision = article.revision?.number ?? 1
        intent.fingerprint = fingerprint
        let begun = try begin([BegunDelivery(staged, intent)])[0].get()
        switch try conclude(begun, publish([begun])[0]) {
        case .delivered(let path): return .delivered(path: path, revision: intent.revision)
        case .setAside(let reason), .later(let reason), .duplicate(let reason): return .failed(reason: reason)
        }
    }
}
