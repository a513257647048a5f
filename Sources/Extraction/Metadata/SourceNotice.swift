/// Finds the notice with which a republished text names its source.
enum SourceNotice {
    /// What stands before the source, in lower case.
    private static let openings = [
        "originally published on", "originally published in", "originally published by", "originally published at",
        "originally appeared on",
        "originally appeared in", "originally appeared at", "first published on", "first published in",
        "first published by", "first appeared on",
        "first appeared in", "republished from", "republished with permission from", "zuerst erschienen auf",
        "zuerst erschienen bei",
        "zuerst erschienen in", "erschien zuerst auf", "erschien zuerst bei", "erschien zuerst in",
        "initialement publié sur", "initialement publié par",
        "publié initialement sur", "publié initialement par", "publié initialement dans", "publié à l'origine sur",
        "publicado originalmente en", "publicado originalmente por",
        "pubblicato originariamente su",
        "publicado originalmente em", "publicado originalmente no", "oorspronkelijk gepubliceerd op",
        "eerder gepubliceerd op",
        "ursprungligen publicerad", "opprinnelig publisert",
    ]
    /// The notice stands at the end or the start of a text, in a paragraph of its own no longer than this.
    private static let limit = 240

    static func source(in texts: [String]) -> String? {
        for text in texts.suffix(4).reversed() + texts.prefix(2) where isShort(text) {
            let lower = text.lowercased()
            let folded = lower.range(of: "’") == nil ? lower : lower.replacing("’", with: "'")
            for opening in openings {
                guard let found = folded.range(of: opening) else { continue }
                let offset = folded.distance(from: folded.startIndex, to: found.upperBound)
                if let source = name(in: text.dropFirst(offset)) { return source }
            }
        }
        return nil
    }

    /// Bytes are counted before characters, which takes a hundred times longer.
    private static func isShort(_ text: String) -> Bool { text.utf8.count <= 4 * limit && text.count <= limit }

    /// The source's name: up to the end of the sentence, or a whole host name.
    private static func name(in text: Substring) -> String? {
        var words: [Substring] = []
        for word in text.split(separator: " ").prefix(8) {
            let isLast = word.last.map { ".,;:!?)".contains($0) } == true
            words.append(isLast ? word.dropLast() : word)
            if isLast { break }
        }
        while let first = words.first,
            ["the", "a", "der", "die", "das", "le", "la", "les", "el"].contains(first.lowercased()), words.count > 1
        { words.removeFirst() }
        if let end = words.firstIndex(where: {
            ["on", "and", "under", "as", "am", "le", "el", "in"].contains($0.lowercased())
        }), end > 0 {
            words.removeSubrange(end...)
        }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
