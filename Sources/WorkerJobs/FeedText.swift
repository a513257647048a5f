import Extraction
import JSON
import Similarity

/// The text that a feed carries for an article, held against what extraction found on the article's page: the longer one wins
/// where they agree, and the confidence says how far they do.
struct FeedText {
    /// How much of the shorter text is in the longer, 0…1.
    let agreement: Double
    /// Whether the feed's text is the article's now.
    let isTaken: Bool

    /// Shorter than so many shingles it is a teaser, which says nothing of the whole.
    private static let fewestShingles = 60
    /// Of the page's text, so that a cut article is told from a caption that happens to be in the feed too.
    private static let fewestOfPage = 8
    /// Texts that were edited apart still share most of their shingles; other texts of the same news hardly any.
    private static let leastAgreement = 0.7
    /// With less to gain the page's own text stays.
    private static let leastGain = 1.1

    /// Compares, and puts the better text into the article. Nil where the feed carries no text worth comparing.
    init?(_ content: String, improving article: inout Article, with extractor: Extractor) {
        guard let feed = Self.extracted(content, extractor) else { return nil }
        let (own, other) = (Shingles.of(article.text), Shingles.of(feed.text))
        guard other.count >= Self.fewestShingles, own.count >= Self.fewestOfPage else { return nil }
        agreement = Double(own.intersection(other).count) / Double(min(own.count, other.count))
        let agrees = agreement >= Self.leastAgreement
        isTaken = agrees && Double(other.count) > Double(own.count) * Self.leastGain
        // A page that holds no article, and not a part of the feed's either, stays what it is.
        guard article.kind == .article || isTaken else { return nil }
        let confidence = isTaken ? max(article.confidence, feed.confidence) : article.confidence
        article.confidence = agrees ? confidence + (1 - confidence) * agreement / 2 : confidence * (1 + agreement) / 2
        guard isTaken else { return }
        article.kind = .article
        article.paragraphs = feed.paragraphs
    }

    func write(to json: inout JSONWriter) {
        json.key("feed_text")
        json.beginObject()
        json.key("agreement")
        json.number(agreement)
        json.key("taken")
        json.bool(isTaken)
        json.endObject()
    }

    /// The article in what the feed carries, which has its own advertisements and notices.
    private static func extracted(_ content: String, _ extractor: Extractor) -> Article? {
        let body = content.utf8.contains(UInt8(ascii: "<")) ? content : paragraphs(content)
        let page = "<!DOCTYPE html><meta charset=\"utf-8\"><body><article>\(body)</article></body>"
        var options = ExtractionOptions()
        options.favor = .recall
        // What cannot be read as a page is no text to compare with; the page's own stays.
        return try? extractor.extract(Page(bytes: Array(page.utf8), charset: "utf-8"), options)
    }

    private static func paragraphs(_ text: String) -> String {
        text.split(separator: "\n").map { "<p>\($0.replacing("&", with: "&amp;"))</p>" }.joined()
    }
}
