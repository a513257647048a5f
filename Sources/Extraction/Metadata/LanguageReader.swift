/// The page's language: what it declares, unless the text is plainly in another.
struct LanguageReader {
    /// Declared languages, most reliable first.
    let declared: [String]
    private var scripts: [TextScript: Int] = [:]
    private var words: [String: Int] = [:]
    private var wordCount = 0

    private static let maximumScalars = 6_000
    private static let minimumLetters = 24

    init(declared: [String?], texts: [String]) {
        self.declared = declared.compactMap { $0.flatMap(LanguageTag.normalised) }
        var left = Self.maximumScalars
        for text in texts where left > 0 {
            let part = text.unicodeScalars.prefix(left)
            left -= part.count
            for scalar in part {
                if let script = TextScript(scalar) { scripts[script, default: 0] += 1 }
            }
            for word in String(String.UnicodeScalarView(part)).lowercased().split(whereSeparator: { !$0.isLetter }) {
                wordCount += 1
                if word.utf8.count <= 8 { words[String(word), default: 0] += 1 }
            }
        }
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
        let all = scripts.values.reduce(0, +)
        guard all >= Self.minimumLetters else { return nil }
        if scripts[.kana, default: 0] * 20 > all { return .kana }
        return TextScript.allCases.first { scripts[$0, default: 0] * 2 > all }
    }

    private static func primary(_ tag: String) -> String { String(tag.split(separator: "-").first ?? "") }

    /// How many of the text's words are this language's commonest; languages without a list have none.
    private func hits(_ language: String) -> Int {
        (CommonWords.byLanguage[language] ?? []).reduce(0) { $0 + words[$1, default: 0] }
    }

    /// The language whose commonest words make up a tenth of the text at least.
    private var byWords: (language: String, hits: Int)? {
        let ranked = CommonWords.languages.map { ($0, hits($0)) }
        guard let best = ranked.max(by: { $0.1 < $1.1 }), best.1 >= 8, best.1 * 10 >= wordCount else { return nil }
        return best
    }
}

/// The writing systems that tell languages apart, with the languages written in them; the first is the likeliest.
enum TextScript: CaseIterable {
    case latin, kana, hangul, han, cyrillic, greek, arabic, hebrew, thai, devanagari

    var languages: [String] {
        switch self {
        case .latin: CommonWords.languages
        case .kana: ["ja"]
        case .hangul: ["ko"]
        case .han: ["zh", "yue", "ja"]
        case .cyrillic: ["ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg", "tt", "bs"]
        case .greek: ["el"]
        case .arabic: ["ar", "fa", "ur", "ps", "ckb", "ku", "ug", "sd", "pa"]
        case .hebrew: ["he", "yi"]
        case .thai: ["th"]
        case .devanagari: ["hi", "mr", "ne", "sa", "bho", "mai"]
        }
    }

    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: self = .latin
        case 0x3040...0x30FF: self = .kana
        case 0xAC00...0xD7AF: self = .hangul
        case 0x3400...0x9FFF: self = .han
        case 0x400...0x52F: self = .cyrillic
        case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
        case 0x600...0x6FF, 0x750...0x77F: self = .arabic
        case 0x590...0x5FF: self = .hebrew
        case 0xE00...0xE7F: self = .thai
        case 0x900...0x97F: self = .devanagari
        default: return nil
        }
    }
}

/// The commonest words of languages in Latin script, so many that a paragraph tells them apart.
enum CommonWords {
    static let languages = byLanguage.keys.sorted()

    static let byLanguage: [String: Set<String>] = [
        "en": list("the and of to in that is for it was with as his he be by have this from are they not but had will"),
        "de": list("der die und das ist nicht den von zu mit sich des auf für ein eine dem auch wird im als es er sie"),
        "fr": list("le la les et des est une dans qui que pour pas sur du au plus par avec ce il elle sont ont aux"),
        "es": list("el la los las que y en del una por con para su es se al lo como más pero fue sus ha este"),
        "it": list("il di che la per un una è non con del della sono si da le dei nel alla anche gli al ha più"),
        "pt": list("o que de a os do da em um para com não uma no na por mais dos das ao foi são pelo ele"),
        "nl": list("de het een van en is dat op te in voor met zijn niet aan er ook als naar bij om hij maar wordt"),
        "sv": list("och att det som en är på för av med inte den till har de ett om han men var sig från så"),
        "da": list("og at det er en til på som af for med ikke den har de et der var han efter blev fra også"),
        "nb": list("og det er på som en til av for med ikke at har de et han var fra etter ble også om seg"),
        "fi": list("ja on ei että se oli hän mutta ovat myös kun mukaan joka sen ole olisi ovat kuin nyt vain jo"),
        "pl": list("w i na z się nie do że jest o po za przez od jak to który ale dla oraz są tym był"),
        "cs": list("a v se na je že s z do o to i ve jako za by po pro ale jsou které který jeho podle"),
        "hu": list("a az és hogy nem is egy volt de van meg ez el csak már mint azt még ki után több lesz"),
        "ro": list("și de a în la cu pe că nu este care din o un pentru mai au fost sau sa prin după"),
        "tr": list("ve bir bu da de için ile olarak çok olan daha en gibi sonra kadar ise ancak her ne olduğu"),
        "id": list("yang dan di ini itu dengan untuk dari dalam pada tidak akan ke juga adalah oleh ada karena bisa"),
        "vi": list("và của là có không được cho người trong một với các để này đã những khi đến từ ở"),
    ]

    private static func list(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
}
