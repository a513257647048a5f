/// The page's language: what it declares, unless the text is plainly in another.
struct LanguageReader {
    /// Declared languages, most reliable first.
    let declared: [String]
    private let census: LetterCensus

    private static let minimumLetters = 24

    init(declared: [String?], texts: [String]) {
        self.declared = declared.compactMap { $0.flatMap(LanguageTag.normalised) }
        census = LetterCensus(of: texts)
    }

    func read() -> String? {
        guard let script = mainScript else { return declared.first }
        let fitting = declared.first { script.languages.contains(Self.primary($0)) }
        if script != .latin { return fitting ?? script.languages.first }
        let foreign = declared.first { tag in
            !TextScript.allCases.contains { $0 != .latin && $0.languages.contains(Self.primary(tag)) }
        }
        guard let found = byWords else { return foreign }
        let stated = foreign.map { hits(Self.primary($0)) } ?? 0
        return foreign != nil && stated * 2 >= found.hits ? foreign : found.language
    }

    /// The script of most letters; kana decide for Japanese, whose text is mostly Han.
    private var mainScript: TextScript? {
        let all = census.scripts.reduce(0, +)
        guard all >= Self.minimumLetters else { return nil }
        if census.scripts[TextScript.kana.rawValue] * 20 > all { return .kana }
        return TextScript.allCases.first { census.scripts[$0.rawValue] * 2 > all }
    }

    private static func primary(_ tag: String) -> String { String(tag.split(separator: "-").first ?? "") }

    /// How many of the text's words are this language's commonest; languages without a list have none.
    private func hits(_ language: String) -> Int {
        CommonWords.languages.firstIndex(of: language).map { census.commonWords[$0] } ?? 0
    }

    /// The language whose commonest words make up a tenth of the text at least.
    private var byWords: (language: String, hits: Int)? {
        let ranked = CommonWords.languages.map { ($0, hits($0)) }
        guard let best = ranked.max(by: { $0.1 < $1.1 }), best.1 >= 8, best.1 * 10 >= census.words else { return nil }
        return best
    }
}
