import Delivery
import Foundation
import Ledger
import Similarity

/// What has to be known of an article whose files are about to be removed: it is read while they are there.
struct Burial {
    let article: ArticleRecord
    /// The text files, those of the newest revision first.
    let texts: [String]
    let tombstone: Tombstone
    /// The journal's lines about it, but for their numbers. That of the first revision is the last: the article is not
    /// retracted before.
    let events: String

    init(of article: ArticleRecord, by desk: DeliveryDesk) throws {
        self.article = article
        let revisions = try desk.ledger.revisions(of: article.id)
        texts = revisions.map(\.path)
        // Gone where a consumer has taken it, or an earlier run was cut off after removing it; then the tombstone says less.
        let record = try texts.last.flatMap { try desk.store.record(beside: $0) }
        let id = try desk.identifier(of: article)
        let content = try desk.ledger.content(of: article.id)
        let head = try content?.head.flatMap { try desk.ledger.article($0) }.map { try desk.identifier(of: $0) }
        tombstone = Tombstone(article, id: id, head: head, content, record)
        events = try revisions.map { revision in
            var event = JournalEvent(
                .retract, id: id, path: revision.path, sha256: revision.sha256, source: article.source,
                url: article.url,
                deliveredMilliseconds: desk.clock())
            event.revision = revision.number
            event.cluster = head ?? id
            event.published = record?.published
            return try event.members()
        }.joined(separator: "\n")
    }
}

extension Tombstone {
    fileprivate init(
        _ article: ArticleRecord, id: String, head: String?, _ content: ArticleContent?, _ record: DeliveredRecord?
    ) {
        self.init(
            id: id, key: article.key, source: article.source, url: article.url,
            deliveredMilliseconds: article.settledMilliseconds ?? 0)
        aliases = record?.otherKeys ?? []
        guid = article.guid
        cluster = head
        fingerprint = content?.fingerprint
        signature = record?.text.flatMap(SignedText.init).map {
            Signature(shingles: $0.signature.shingles, minima: Data($0.signature.minima), buckets: $0.buckets)
        }
    }
}

extension DeliveredRecord {
    /// The article's keys but for the one that it has from its source.
    var otherKeys: [String] {
        Set([url, fetched.url].compactMap(ArticleKey.of)).subtracting([key]).sorted()
    }
}
