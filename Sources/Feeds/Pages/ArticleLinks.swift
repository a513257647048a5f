internal import URLs

/// Finds the links of a section page that lead to articles, by shape: where they lead to, how they are worded, whether they
/// stand in headings, and whether their cards repeat. No list of sites or words.
enum ArticleLinks {
    /// Fewer are no list.
    private static let fewest = 3
    private static let threshold = 4.0

    /// In page order, each address once.
    static func find(_ anchors: [PageAnchor]) -> [FeedItem] {
        let cards = repeatedCards(anchors)
        var candidates: [Candidate] = []
        var places: [String: Int] = [:]
        for anchor in anchors {
            let candidate = Candidate(anchor, isInRepeatedCard: cards.contains(anchor.card))
            let address = anchor.url.description
            if let place = places[address] {
                candidates[place].merge(candidate)
            } else {
                places[address] = candidates.count
                candidates.append(candidate)
            }
        }
        let articles = candidates.filter { $0.score >= threshold }
        guard articles.count >= fewest else { return [] }
        return articles.map { article in
            var item = FeedItem()
            item.url = article.url.description
            item.title = article.title
            return item
        }
    }

    /// Cards that come at least three times with different addresses, and whose texts are mostly as long as headlines.
    private static func repeatedCards(_ anchors: [PageAnchor]) -> Set<String> {
        var words: [String: [WebURL: Int]] = [:]
        for anchor in anchors where !anchor.isFurniture {
            words[anchor.card, default: [:]][anchor.url, default: 0] = anchor.titleWords
        }
        return Set(
            words.filter { _, counts in
                counts.count >= fewest && counts.values.sorted()[counts.count / 2] >= Candidate.headlineWords
            }.keys)
    }
}

/// What the links to one address say together: a card's picture and its headline lead to the same article.
private struct Candidate {
    static let headlineWords = 4

    let url: WebURL
    private(set) var title: String
    private var words: Int
    private var isHeading: Bool
    private var isFurniture: Bool
    private var isInRepeatedCard: Bool
    private var anchors = 1
    private let likeness: Double

    init(_ anchor: PageAnchor, isInRepeatedCard: Bool) {
        url = anchor.url
        title = anchor.title
        words = anchor.titleWords
        isHeading = anchor.isHeading
        isFurniture = anchor.isFurniture
        self.isInRepeatedCard = isInRepeatedCard
        likeness = LinkShape(anchor.url).likeness
    }

    mutating func merge(_ other: Candidate) {
        // A heading is the title; of other texts the longer one says more than "Read on".
        if other.isHeading != isHeading ? other.isHeading : other.words > words {
            (title, words) = (other.title, other.words)
        }
        isHeading = isHeading || other.isHeading
        isFurniture = isFurniture && other.isFurniture
        isInRepeatedCard = isInRepeatedCard || other.isInRepeatedCard
        anchors += 1
    }

    /// The weights were set on pages written for the tests.
    var score: Double {
        guard words >= 2 else { return 0 }
        var score = likeness
        if isHeading { score += 1.5 }
        if words >= Self.headlineWords { score += 1 }
        if words >= Self.headlineWords + 2 { score += 0.5 }
        if isInRepeatedCard { score += 1 }
        if anchors > 1 { score += 0.5 }
        if isFurniture { score -= 3 }
        return score
    }
}
