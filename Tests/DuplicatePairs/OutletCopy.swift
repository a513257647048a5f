/// What outlets do to a wire text before they print it.
public enum OutletCopy: String, CaseIterable, Sendable {
    /// The last four tenths are cut.
    case trimmed
    /// Only the first three of ten words are left.
    case brief
    /// Another headline on top, another dateline, each paragraph's first words in capitals.
    case reheadlined
    /// Paragraphs of its own in between and at the end, about a third of the text.
    case withParagraphs
    /// Quotes, dashes, commas and spaces in other characters, as another content system sets them.
    case punctuated
    /// Cut by a third, re-headlined, in other punctuation, with paragraphs of its own.
    case everything

    /// - Parameters:
    ///   - paragraphs: of the wire's text.
    ///   - foreign: of an unrelated text in the same language, which give the outlet's own paragraphs.
    public func applied(to paragraphs: [String], foreign: [String]) -> [String] {
        switch self {
        case .trimmed: Self.cut(paragraphs, to: 0.6)
        case .brief: Self.cut(paragraphs, to: 0.3)
        case .reheadlined: Self.reheadlined(paragraphs, foreign)
        case .withParagraphs: Self.mixed(paragraphs, foreign, share: 0.33)
        case .punctuated: paragraphs.map(Self.repunctuated)
        case .everything:
            Self.mixed(
                Self.reheadlined(Self.cut(paragraphs, to: 0.67), foreign).map(Self.repunctuated), foreign, share: 0.25)
        }
    }

    /// The first paragraphs that hold so much of the text; a long one is cut within.
    private static func cut(_ paragraphs: [String], to share: Double) -> [String] {
        var left = Int(Double(length(paragraphs)) * share)
        var kept: [String] = []
        for paragraph in paragraphs where left > 0 {
            kept.append(String(paragraph.prefix(left)))
            left -= paragraph.count
        }
        return kept
    }

    private static func reheadlined(_ paragraphs: [String], _ foreign: [String]) -> [String] {
        let headline = String((foreign.first ?? "").prefix(60)).uppercased()
        return [headline]
            + paragraphs.map { paragraph in
                let head = paragraph.prefix(20)
                return head.uppercased() + paragraph.dropFirst(head.count)
            }
    }

    private static func mixed(_ paragraphs: [String], _ foreign: [String], share: Double) -> [String] {
        let own = cut(foreign, to: min(1, Double(length(paragraphs)) * share / Double(max(1, length(foreign)))))
        guard let first = own.first else { return paragraphs }
        let middle = paragraphs.count / 2
        return paragraphs.prefix(middle) + [first] + paragraphs.dropFirst(middle) + own.dropFirst()
    }

    private static func repunctuated(_ text: String) -> String {
        String(
            text.flatMap { character -> [Character] in
                switch character {
                case "\"", "“", "”", "„": ["«"]
                case "'": ["’"]
                case "’": ["'"]
                case "-", "–": ["—"]
                case ",": [",", "\u{A0}"]
                case "。": ["."]
                case "、", "，": [","]
                case "「": ["“"]
                case "」": ["”"]
                default: [character]
                }
            })
    }

    private static func length(_ paragraphs: [String]) -> Int { paragraphs.reduce(0) { $0 + $1.count } }
}
