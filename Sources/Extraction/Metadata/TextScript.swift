/// The writing systems that tell languages apart, with the languages written in them; the first is the likeliest.
enum TextScript: Int, CaseIterable {
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
