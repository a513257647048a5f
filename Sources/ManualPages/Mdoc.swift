/// Plain text as mdoc(7), the language of manual pages.
enum Mdoc {
    /// Running text: every sentence begins a line, lines end before the 79th column, and what stands between `backticks` is
    /// bold.
    static func text(_ text: String) -> [String] {
        sentences(of: text).flatMap(lines(of:))
    }

    /// One argument of a macro, or a line of a literal block.
    static func code(_ text: String) -> String {
        guarded(text.map { codeEscapes[$0] ?? String($0) }.joined())
    }

    /// One argument of a macro, in quotation marks, so that none of its words is taken for a macro.
    static func argument(_ text: String) -> String { "\"\(code(text).replacing("\"", with: "\\(dq"))\"" }

    /// A heading, whose brackets are no punctuation.
    static func heading(_ text: String) -> String {
        argument(text).replacing("[", with: "\\(lB").replacing("]", with: "\\(rB")
    }

    private static let codeEscapes: [Character: String] = [
        "\\": "\\e", "-": "\\-", "~": "\\(ti", "^": "\\(ha", "`": "\\(ga", "'": "\\(aq",
    ]

    /// A line that begins with a full stop or an apostrophe would be a request.
    private static func guarded(_ line: String) -> String {
        line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
    }

    /// mdoc wants each sentence on a line of its own: the renderer knows by that how wide the space behind it is.
    private static func sentences(of text: String) -> [[Substring]] {
        var sentences: [[Substring]] = [[]]
        for word in text.split(whereSeparator: \.isWhitespace) {
            if let last = sentences.last?.last, endsSentence(last), beginsSentence(word) { sentences.append([]) }
            sentences[sentences.count - 1].append(word)
        }
        return sentences
    }

    private static func endsSentence(_ word: Substring) -> Bool {
        let word = word.hasSuffix(")") ? word.dropLast() : word
        return word.hasSuffix(".") && !word.hasSuffix("..") || word.hasSuffix("?") || word.hasSuffix("!")
    }

    private static func beginsSentence(_ word: Substring) -> Bool {
        word.first.map { $0.isUppercase || $0.isNumber || "\"`(".contains($0) } ?? false
    }

    private static func lines(of sentence: [Substring]) -> [String] {
        var lines: [String] = []
        var isBold = false
        for word in sentence {
            let word = escaped(word, isBold: &isBold)
            if let last = lines.last, last.utf8.count + 1 + word.utf8.count < 79 {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(guarded(word))
            }
        }
        return lines
    }

    /// Only hyphens between letters may be set as hyphens: options have to be copied from the page as they are.
    private static func escaped(_ word: Substring, isBold: inout Bool) -> String {
        var result = ""
        var previous: Character = " "
        for character in word {
            switch character {
            case "\\": result += "\\e"
            case "-": result += isBold || !previous.isLetter ? "\\-" : "-"
            case "`":
                isBold.toggle()
                result += isBold ? "\\fB" : "\\fR"
            default: result.append(character)
            }
            previous = character
        }
        return result
    }
}
