extension Explanation {
    /// A line on the page, then two or more lines a block: verdict, chance, kind and evidence; and the text. The only
    /// escape sequences are the colours of this function.
    func rendered(coloured: Bool) -> String {
        let head = "\(kind): \(title ?? "no title"); \(keptCount) of \(blocks.count) blocks kept"
        var lines = ([head] + siteRules).map(ForeignText.line)
        for block in blocks {
            let text = "      " + ForeignText.lines(block.text).replacing("\n", with: "\n      ")
            lines.append(coloured ? "\u{1B}[\(block.isKept ? 32 : 31)m\(block.verdict)\u{1B}[0m" : block.verdict)
            lines.append(coloured && !block.isKept ? "\u{1B}[2m\(text)\u{1B}[0m" : text)
        }
        return lines.joined(separator: "\n")
    }
}

extension Explanation.Block {
    /// "cut   kind, chance: evidence", in one line.
    fileprivate var verdict: String {
        let reason = evidence.isEmpty ? "" : ": \(evidence)"
        return ForeignText.line("\(kind.map { "cut   \($0)," } ?? "kept ") p \(percent) %\(reason)")
    }
}
