/// What somebody looks for: words and "phrases" that must all be there; a star at a word's end stands for any ending. Pure: every text
/// is a query, none is an error, and nothing typed is taken for FTS5's own language.
public struct SearchQuery: Equatable, Sendable {
    /// One or more words in a row.
    struct Term: Equatable, Sendable {
        /// As they compare with those of a text.
        var words: [String]
        /// As they were typed.
        var typed: [String]
        var isPrefix: Bool
    }

    let terms: [Term]

    /// More than anybody types.
    static let termLimit = 16
    static let lengthLimit = 400

    public init(_ text: String) {
        var terms: [Term] = []
        for (index, part) in text.prefix(Self.lengthLimit).split(separator: "\"", omittingEmptySubsequences: false)
            .enumerated()
        {
            // What stands behind an odd number of quotation marks is within them.
            terms += index % 2 == 1 ? [Self.term(part)] : part.split(whereSeparator: \.isWhitespace).map(Self.term)
        }
        self.terms = Array(terms.filter { !$0.words.isEmpty }.prefix(Self.termLimit))
    }

    /// Whether there is nothing to look for.
    public var isEmpty: Bool { terms.isEmpty }

    private static func term(_ part: Substring) -> Term {
        let text = String(part)
        let words = SearchText.words(text)
        return Term(
            words: words.map(\.folded), typed: words.map { String(text.unicodeScalars[$0.range]) },
            isPrefix: part.hasSuffix("*"))
    }

    /// As FTS5 takes it (https://www.sqlite.org/fts5.html#full_text_query_syntax).
    ///
    /// - Parameter source: the word of a source that everything must be of.
    func match(source: String?) -> String {
        // Words hold letters and digits only, so no quotation mark can end them.
        let terms = terms.map { "\"\($0.typed.joined(separator: " "))\"\($0.isPrefix ? " *" : "")" }
        let words = "{title text} : (\(terms.joined(separator: " AND ")))"
        return source.map { "(\(words)) AND (source : \"\($0)\")" } ?? words
    }
}
