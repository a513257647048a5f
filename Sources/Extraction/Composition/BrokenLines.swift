import HTML

/// Short lines that the page breaks itself, such as verses, addresses and scores: each stays a line of its paragraph.
enum BrokenLines {
    /// Fewer lines are a sentence that was broken for looks.
    private static let fewest = 3
    /// Lines longer than this are text that somebody wrapped; the measure is that of `Block.weightedCharacters`.
    private static let longest = 64.0

    /// The lines of a block, parted by line feeds; nil where it is a running text.
    static func of(_ block: Block, in document: Document) -> String? {
        guard block.headingLevel == 0, block.linkDensity < 0.3,
            document.nodes[block.nodes].count(where: { $0.tag == .br }) + 1 >= fewest
        else { return nil }
        var raw: [UInt8] = []
        for index in block.nodes {
            let node = document.nodes[index]
            if node.isText { raw += document.bytes[node.text.indices].map { $0 == 0x0A ? 0x20 : $0 } }
            if node.tag == .br { raw.append(0x0A) }
        }
        let lines = raw.split(separator: 0x0A).map { PrintableText.clean(String(decoding: $0, as: UTF8.self)) }
            .filter { !$0.isEmpty }
        guard lines.count >= fewest, lines.allSatisfy({ length($0) <= longest }) else { return nil }
        return CleanText.normalised(lines.joined(separator: "\n"))
    }

    private static func length(_ line: String) -> Double {
        line.unicodeScalars.reduce(0) { $0 + (CharacterClass($1) == .ideograph ? 2.5 : 1) }
    }
}
