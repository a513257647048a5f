/// A language as BCP 47 writes it (RFC 5646): `de_de` is `de-DE`, `zh-hans` is `zh-Hans`.
enum LanguageTag {
    /// What pages write instead of a language's code.
    private static let mistaken = [
        "jp": "ja", "kr": "ko", "cz": "cs", "gr": "el", "ua": "uk", "dk": "da", "iw": "he", "in": "id", "no": "nb",
        "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
        "español": "es", "italian": "it", "italiano": "it", "japanese": "ja", "portuguese": "pt", "dutch": "nl",
    ]
    private static let nothing: Set<String> = ["und", "mul", "zxx", "x"]

    static func normalised(_ text: String) -> String? {
        let first = text.prefix(60).split(whereSeparator: { ",; ".contains($0) }).first ?? ""
        var parts = first.split(whereSeparator: { "-_.".contains($0) }).map { $0.lowercased() }
        guard let primary = parts.first else { return nil }
        parts[0] = mistaken[primary] ?? primary
        guard isLetters(parts[0], 2...3), !nothing.contains(parts[0]) else { return nil }
        let rest = parts.dropFirst().prefix(2).compactMap(subtag)
        return ([parts[0]] + rest).joined(separator: "-")
    }

    /// A script in title case or a region in upper case; nil for encodings and anything else.
    private static func subtag(_ part: String) -> String? {
        if isLetters(part, 4...4) { return part.prefix(1).uppercased() + part.dropFirst() }
        if isLetters(part, 2...2) { return part.uppercased() }
        return part.utf8.count == 3 && part.utf8.allSatisfy { $0 &- 0x30 < 10 } ? part : nil
    }

    private static func isLetters(_ text: String, _ count: ClosedRange<Int>) -> Bool {
        count.contains(text.utf8.count) && text.utf8.allSatisfy { $0 &- 0x61 < 26 }
    }
}
