import Delivery
import Ledger
import Similarity
import URLs

/// What an article is to those that were delivered before. Pure.
enum Originality: Equatable {
    case original
    /// The same article under another address.
    case same(as: ArticleRecord)
    /// Nearly the text of an article that came before it, which heads the cluster.
    case copy(of: ArticleRecord)
    /// The text from which, by its own notice, an article was taken that came before it and headed the cluster.
    case head(insteadOf: ArticleRecord)

    struct Candidate {
        let article: ArticleRecord
        let likeness: Likeness
    }

    /// The candidate that shares most with the article, if that is enough.
    static func copied(by article: DeliveredArticle, among candidates: [Candidate]) -> ArticleRecord? {
        let notice = article.syndicatedFrom.map(SourceNoticeName.init)
        let copies = candidates.filter { candidate in
            let isNamed =
                notice?.names(source: candidate.article.source, site: nil, url: candidate.article.url) ?? false
            return candidate.likeness.isNearDuplicate(isAttributed: isNamed)
        }
        // Of equals the earliest, which is not a copy's copy.
        return copies.max { ($0.likeness.containment, -$0.article.id) < ($1.likeness.containment, -$1.article.id) }?
            .article
    }

    /// The earliest is the head, unless it says itself that it was taken from the newcomer's site.
    static func of(_ article: DeliveredArticle, head: ArticleRecord, headsNotice: String?) -> Originality {
        let notice = headsNotice.map(SourceNoticeName.init)
        let isNamed = notice?.names(source: article.source, site: article.site, url: article.url) ?? false
        return isNamed && article.syndicatedFrom == nil ? .head(insteadOf: head) : .copy(of: head)
    }
}

/// The outlet that a source notice names: “Tarnhaven Courier”, “tarnhaven-courier.example”.
struct SourceNoticeName {
    private let letters: String

    init(_ name: String) { letters = Self.letters(name) }

    /// Whether it is the outlet with this source name, site name or address.
    func names(source: String, site: String?, url: String) -> Bool {
        guard letters.count >= 3 else { return false }
        let host = WebURL.parse(url)?.host.map(PageVariant.mainHost) ?? ""
        let labels = host.split(separator: ".").dropLast()
        let names = [source, site ?? "", host] + labels.map(String.init)
        return names.map(Self.letters).contains(letters)
    }

    /// Without case, spaces, punctuation and a leading article, which outlets leave out at will.
    private static func letters(_ name: String) -> String {
        let host = name.lowercased().replacing("www.", with: "")
        let words = host.split { !$0.isLetter && !$0.isNumber }
        return (words.count > 1 && words[0] == "the" ? words.dropFirst() : words[...]).joined()
    }
}
