/// The place of a text that tells most of why it was found. Pure.
public struct Snippet: Equatable, Sendable {
    /// A run of text that is a hit, or none.
    public struct Part: Equatable, Sendable {
        public var text: String
        /// Whether it is a word that was looked for.
        public var isHit: Bool

        public init(text: String, isHit: Bool) {
            self.text = text
            self.isHit = isHit
        }
    }

    /// In order; a line. Empty for an empty text.
    public let parts: [Part]

    /// Words that are shown, and those of them before the first hit.
    private static let length = 40
    private static let lead = 6
    /// Beyond it nothing is looked for.
    private static let limitBytes = 200_000
    private static let hitLimit = 400

    public init(of text: String, for query: SearchQuery) {
        let text = String(decoding: text.utf8.prefix(Self.limitBytes), as: UTF8.self)
        let words = SearchText.words(text)
        let hits = Self.hits(words, query)
        let start = Self.bestStart(words.count, hits)
        let end = min(words.count, start + Self.length)
        guard start < end else {
            parts = []
            return
        }
        var parts = start > 0 ? [Part(text: "… ", isHit: false)] : []
        let scalars = text.unicodeScalars
        var place = start == 0 ? scalars.startIndex : words[start].range.lowerBound
        for index in start..<end {
            Self.append(scalars[place..<words[index].range.lowerBound], false, &parts)
            Self.append(scalars[words[index].range], hits[index] != nil, &parts)
            place = words[index].range.upperBound
        }
        let rest = end < words.count ? scalars[place..<place] : scalars[place...]
        Self.append(rest, false, &parts)
        if end < words.count { parts.append(Part(text: " …", isHit: false)) }
        self.parts = parts
    }

    private static func append(_ scalars: Substring.UnicodeScalarView, _ isHit: Bool, _ parts: inout [Part]) {
        guard !scalars.isEmpty else { return }
        let text = String(scalars).replacing("\n", with: " ")
        if let last = parts.last, last.isHit == isHit {
            parts[parts.count - 1].text += text
        } else {
            parts.append(Part(text: text, isHit: isHit))
        }
    }

    /// The number of the term that a word belongs to, by the word's index.
    private static func hits(_ words: [SearchText.Word], _ query: SearchQuery) -> [Int: Int] {
        var hits: [Int: Int] = [:]
        for (number, term) in query.terms.enumerated() {
            guard let last = term.words.last, term.words.count <= words.count else { continue }
            for start in 0...(words.count - term.words.count) where hits.count < hitLimit {
                let end = start + term.words.count - 1
                let isEnd = term.isPrefix ? words[end].folded.hasPrefix(last) : words[end].folded == last
                guard isEnd, zip(words[start..<end], term.words).allSatisfy({ $0.folded == $1 }) else { continue }
                for index in start...end where hits[index] == nil { hits[index] = number }
            }
        }
        return hits
    }

    /// Where most terms stand close to each other; of equals the first.
    private static func bestStart(_ count: Int, _ hits: [Int: Int]) -> Int {
        var best = (start: 0, terms: 0)
        for hit in hits.keys.sorted() {
            let start = max(0, min(hit - lead, count - length))
            let terms = Set((start..<start + length).compactMap { hits[$0] }).count
            if terms > best.terms { best = (start, terms) }
        }
        return best.start
    }
}
