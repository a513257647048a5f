import Delivery
import Ledger

/// What is known of an article beside itself.
struct DeliveryTerms: Sendable {
    /// What becomes of a near-duplicate.
    var duplicates = Configuration.Duplicates.deliver
    /// The key of the address that the page calls its own, where it is another one of the same site.
    var canonicalKey: String?
    /// When the article is to be looked at again for the first time.
    var look: PlannedLook?
}

/// Articles that are known under another address, and copies of other outlets' articles.
extension DeliveryDesk {
    /// Settles what is not to be delivered; nil for everything else.
    func withhold(
        _ article: DeliveredArticle, _ number: Int64, _ finding: OriginalityDesk.Finding, _ terms: DeliveryTerms
    ) throws -> Outcome? {
        switch finding.originality {
        case .same(let known):
            let reason = "the same as article \(known.id): \(known.key)"
            try ledger.settle(article: number, as: .duplicate, reason: reason, now: clock())
            return .duplicate(reason: reason)
        case .copy(let head) where terms.duplicates == .skip:
            let reason = "nearly the same as article \(head.id): \(head.key)"
            var event = JournalEvent(
                .duplicate, id: try PublicID.make(key: article.key), path: nil, sha256: nil, source: article.source,
                url: article.url, deliveredMilliseconds: clock())
            event.published = article.published
            event.cluster = try identifier(of: head)
            try ledger.settle(
                article: number, as: .duplicate, reason: reason, now: clock(), event: try event.members())
            return .duplicate(reason: reason)
        case .copy, .head, .original: return nil
        }
    }

    /// The article with its cluster, as its files and its line in the journal tell it.
    func clustered(
        _ article: DeliveredArticle, _ finding: OriginalityDesk.Finding, _ terms: DeliveryTerms
    ) throws -> DeliveredArticle {
        guard case .copy(let head) = finding.originality else { return article }
        var article = article
        article.cluster = try identifier(of: head)
        article.isMarkedDuplicate = terms.duplicates == .mark
        return article
    }

    /// A further line of the journal where the article takes a cluster over: its former head is a duplicate from now on.
    func succession(_ article: DeliveredArticle, _ finding: OriginalityDesk.Finding) throws -> String {
        guard case .head(let former) = finding.originality else { return "" }
        var event = JournalEvent(
            .duplicate, id: try identifier(of: former), path: former.path, sha256: former.sha256, source: former.source,
            url: former.url, deliveredMilliseconds: clock())
        event.cluster = try PublicID.make(key: article.key)
        return "\n" + (try event.members())
    }

    func identifier(of record: ArticleRecord) throws -> String {
        if let id = record.publicID { return id }
        return try PublicID.make(key: record.key)
    }
}
