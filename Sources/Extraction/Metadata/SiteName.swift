import URLs

/// The names under which a page's site may appear: declared ones, and what its host says.
struct SiteName {
    /// The declared name, or the host without "www.".
    let name: String?
    /// Letters and digits of all names, lower case.
    private let keys: Set<String>
    private let host: String?

    init(_ head: PageHead, _ structured: StructuredData, url: String?) {
        let declared = [
            head.first("og:site_name"), structured.texts("publisher").first, head.first("application-name"),
            head.first("al:ios:app_name"),
        ]
        .compactMap { $0 }
        let address = url ?? head.canonical ?? head.first("og:url")
        host = address.flatMap { WebURL.parse($0)?.host }.map { $0.hasPrefix("www.") ? String($0.dropFirst(4)) : $0 }
        name = CleanText.field(declared.first.map(CharacterReferences.resolved) ?? host)
        var keys = Set(declared.map(Self.key))
        if let host {
            keys.insert(Self.key(host))
            let labels = host.split(separator: ".")
            if labels.count >= 2 { keys.insert(Self.key(String(labels[labels.count - 2]))) }
            if let first = labels.first, first.count > 3 { keys.insert(Self.key(String(first))) }
        }
        self.keys = keys.filter { !$0.isEmpty }
    }

    /// Whether a text is one of the site's names to the letter.
    func isNamed(_ text: String) -> Bool { keys.contains(Self.key(text)) }

    /// Whether a piece of a title, or an author, is the site itself.
    func matches(_ text: String) -> Bool {
        let whole = Self.key(text)
        if keys.contains(whole) { return true }
        var key = whole
        for article in ["the", "der", "die", "das", "le", "la", "el", "il"]
        where key.hasPrefix(article) && key.count > article.count + 3 {
            if keys.contains(String(key.dropFirst(article.count))) { return true }
        }
        for ending in ["com", "de", "org", "net", "online", "news", "blog", "at", "ch", "fr", "magazine", "magazin"]
        where key.hasSuffix(ending) {
            key = String(key.dropLast(ending.count))
            if key.count > 2, keys.contains(key) { return true }
        }
        return keys.contains { known in
            known.count > 4 && whole.hasPrefix(known) && whole.count < known.count + 12
        }
    }

    static func key(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            return String(decoding: text.utf8.filter(CharacterClass.isASCIIWord).map(\.lowercased), as: UTF8.self)
        }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.compactMap { scalar in
                    CharacterClass(scalar) == .word || CharacterClass(scalar) == .ideograph ? scalar.folded : nil
                }))
    }
}

extension UInt8 {
    /// The same byte with A–Z in lower case.
    fileprivate var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}
