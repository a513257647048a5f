import JSON

/// The blocks of a page with their labels, for a person to read.
struct Explanation {
    private struct Block {
        let kind: String?
        let evidence: String
        let probability: Double
        let text: String
    }

    private let title: String?
    private let kind: String
    private let blocks: [Block]
    /// What the site's own rules found, and what they did not.
    private let siteRules: [String]

    init(json body: [UInt8]) throws(CommandFailure) {
        let value = try PageCommands.parsed(body)
        title = value["title"]?.string
        kind = value["kind"]?.string ?? ""
        siteRules =
            (value["site_rules"]?["rules"]?.array ?? []).map { rule in
                let count = rule["elements"]?.number.map { "\(Int($0)) elements" } ?? "not looked for"
                return "site rule \(rule["rule"]?.string ?? ""): \(rule["selector"]?.string ?? ""): \(count)"
            } + (value["warnings"]?.array ?? []).compactMap { $0.string.map { "warning: \($0)" } }
        blocks = (value["blocks"]?.array ?? []).map { block in
            Block(
                kind: block["kind"]?.string, evidence: block["evidence"]?.string ?? "",
                probability: block["probability"]?.number ?? 0, text: block["text"]?.string ?? "")
        }
    }

    /// A line on the page, then two lines a block: verdict, chance, kind and evidence; and the text.
    func rendered(coloured: Bool) -> String {
        let kept = blocks.count { $0.kind == nil }
        var lines = ["\(kind): \(title ?? "no title"); \(kept) of \(blocks.count) blocks kept"] + siteRules
        for block in blocks {
            let chance = "p \(Int((block.probability * 100).rounded())) %"
            let verdict =
                block.kind.map { "cut   \($0), \(chance): \(block.evidence)" } ?? "kept  \(chance)"
                + (block.evidence.isEmpty ? "" : ": \(block.evidence)")
            let text = "      " + block.text.replacing("\n", with: "\n      ")
            let isKept = block.kind == nil
            lines.append(coloured ? "\u{1B}[\(isKept ? 32 : 31)m\(verdict)\u{1B}[0m" : verdict)
            lines.append(coloured && !isKept ? "\u{1B}[2m\(text)\u{1B}[0m" : text)
        }
        return lines.joined(separator: "\n")
    }
}
