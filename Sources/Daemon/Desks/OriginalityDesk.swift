import Delivery
import Ledger
import Similarity

/// Says of a text whether it is known, and what the ledger is to keep of it. It works on the delivery desk's queue, so that of
/// two copies one is always the first.
struct OriginalityDesk: Sendable {
    let ledger: Ledger

    struct Finding {
        var originality: Originality
        var content: ArticleContent
    }

    /// What is kept of an article's text, and what it is looked up by.
    static func text(of article: DeliveredArticle) -> (content: ArticleContent, signed: SignedText?) {
        let tokens = TextTokens(article.paragraphs.map(\.text).joined(separator: "\n\n"))
        let signed = SignedText(tokens)
        var content = ArticleContent(title: article.title, text: tokens, signed: signed)
        content.syndicatedFrom = article.syndicatedFrom
        return (content, signed)
    }

    /// - Parameters:
    ///   - text: that of the article.
    ///   - canonicalKey: the article's address by its own page, where that is another one of the same site.
    func find(
        _ article: DeliveredArticle, _ text: (content: ArticleContent, signed: SignedText?), canonicalKey: String?
    ) throws -> Finding {
        var (content, signed) = text
        if let fingerprint = content.fingerprint,
            let known = try ledger.article(fingerprint: fingerprint, source: article.source)
        {
            return Finding(originality: .same(as: known), content: content)
        }
        if let canonicalKey {
            if let known = try owner(canonicalKey, signed) {
                return Finding(originality: .same(as: known), content: content)
            }
            content.aliases = [canonicalKey]
        }
        let originality = try nearest(article, signed)
        switch originality {
        case .copy(let head): content.head = head.id
        case .head(let former): content.deposed = [former.id]
        case .original, .same: break
        }
        return Finding(originality: originality, content: content)
    }

    /// The delivered article that has the canonical address, if its text is nearly the same. If it is another, what pages of
    /// this site call canonical says nothing, and an alias that came from it is taken back.
    private func owner(_ key: String, _ signed: SignedText?) throws -> ArticleRecord? {
        guard let known = try ledger.owner(ofKey: key), known.state == .delivered || known.state == .purged else {
            return nil
        }
        let kept = try ledger.content(of: known.id)?.signature.flatMap {
            TextSignature(shingles: $0.shingles, minima: $0.minima)
        }
        if let kept, let signed, signed.signature.likeness(to: kept).isNearDuplicate(isAttributed: true) {
            return known
        }
        if known.key != key { try ledger.dispute(alias: key) }
        return nil
    }

    private func nearest(_ article: DeliveredArticle, _ signed: SignedText?) throws -> Originality {
        guard let signed else { return .original }
        let candidates = try ledger.similar(to: signed.buckets, except: article.source).compactMap {
            found -> Originality.Candidate? in
            guard let signature = TextSignature(shingles: found.shingles, minima: found.minima) else { return nil }
            return Originality.Candidate(article: found.article, likeness: signed.signature.likeness(to: signature))
        }
        guard let copied = Originality.copied(by: article, among: candidates) else { return .original }
        let headNumber = try ledger.content(of: copied.id)?.head
        let head = try headNumber.flatMap { try ledger.article($0) } ?? copied
        let notice = try ledger.content(of: head.id)?.syndicatedFrom
        return Originality.of(article, head: head, headsNotice: notice)
    }
}

extension ArticleContent {
    /// What is kept of a text.
    init(title: String?, text: TextTokens, signed: SignedText?) {
        self.init(
            fingerprint: TextFingerprint.of([TextTokens(title ?? ""), text]),
            signature: signed.map(ArticleContent.Signature.init))
    }
}

extension ArticleContent.Signature {
    init(_ text: SignedText) {
        self.init(shingles: text.signature.shingles, minima: text.signature.minima, buckets: text.buckets)
    }
}
