import Ledger

/// Invented articles, the same in every run: 60 to 700 words, drawn as languages do (few words often, most rarely), and here
/// and there a phrase that many others have too.
struct InventedPress {
    private let vocabulary = (0..<30_000).map(Self.word)
    private let phrases = 200

    func source(_ number: Int) -> String { "news-\(number % 200).example" }

    func text(_ number: Int) -> String {
        var random = Draw(state: UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1)
        var words: [String] = []
        let length = 60 + random.below(640)
        while words.count < length {
            if random.below(120) == 0 {
                words += phrase(random.below(phrases))
            } else {
                words.append(vocabulary[rank(&random)])
            }
        }
        return words.joined(separator: " ")
    }

    /// The text as another outlet cut it, to three fifths.
    func copy(_ number: Int) -> String {
        let words = text(number).split(separator: " ")
        return words.prefix(words.count * 3 / 5).joined(separator: " ")
    }

    func item(_ number: Int) -> DiscoveredItem {
        let path = "2026/\(number % 12 + 1)/\(number % 28 + 1)/\(slug(number))-\(number)"
        let url = "https://www.\(source(number))/\(path)"
        return DiscoveredItem(
            key: "https://\(source(number))/\(path)", url: url, guid: "\(number) at https://\(source(number))",
            title: slug(number).replacing("-", with: " "), published: "2026-05-01T10:00:00+02:00")
    }

    func intent(_ number: Int, _ article: Int64) -> DeliveryIntent {
        let hash = String(repeating: "0123456789abcdef", count: 4)
        let path = "articles/\(source(number))/2026/05/01/\(slug(number))-abcdefghijkl"
        let files = ["json", "txt"].map {
            DeliveryIntent.File(staged: "\(number).\($0)", path: "\(path).\($0)", sha256: hash)
        }
        return DeliveryIntent(
            article: article, publicID: "abcdefghijkl", files: files, fetchedMilliseconds: 1_777_777_777_777, event: "")
    }

    private func slug(_ number: Int) -> String {
        var random = Draw(state: UInt64(number) | 1)
        return (0..<9).map { _ in vocabulary[random.below(vocabulary.count)] }.joined(separator: "-")
    }

    private func phrase(_ number: Int) -> [String] {
        var random = Draw(state: UInt64(number + 7) &* 0xBF58_476D_1CE4_E5B9)
        return (0..<8).map { _ in vocabulary[random.below(2000)] }
    }

    /// Zipf's law, roughly: the rank grows exponentially with an evenly drawn number.
    private func rank(_ random: inout Draw) -> Int {
        let bits = random.below(15)
        return min(vocabulary.count - 1, (1 << bits) + random.below(1 << bits) - 1)
    }

    private static func word(_ number: Int) -> String {
        let letters = Array("etaoinshrdlu")
        var rest = number + 13
        var word = ""
        while rest > 0 {
            word.append(letters[rest % letters.count])
            rest /= letters.count
        }
        return word + "a"
    }
}

/// Xorshift64*, seeded.
private struct Draw {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % limit
    }
}
