import HTML

/// Text whose lines the page has broken itself, as in `<pre>`: line feeds and indentation stay.
enum PreformattedText {
    static func of(_ block: Block, in document: Document) -> String {
        var raw: [UInt8] = []
        for index in block.nodes {
            let node = document.nodes[index]
            if node.isText { raw += document.bytes[node.text.indices] }
            if node.tag == .br { raw.append(0x0A) }
        }
        var lines = raw.split(separator: 0x0A, omittingEmptySubsequences: false).map(line)
        while lines.first?.isEmpty == true { lines.removeFirst() }
        while lines.last?.isEmpty == true { lines.removeLast() }
        // A blank line would look like the end of a paragraph.
        return CleanText.normalised(lines.filter { !$0.isEmpty }.joined(separator: "\n"))
    }

    /// One line with its indentation, a tab being four spaces; the rest as in all other texts.
    private static func line(_ bytes: ArraySlice<UInt8>) -> String {
        let indentation = bytes.prefix { $0 == 0x20 || $0 == 0x09 }
        let text = PrintableText.clean(String(decoding: bytes.dropFirst(indentation.count), as: UTF8.self))
        guard !text.isEmpty else { return "" }
        let width = indentation.reduce(0) { $0 + ($1 == 0x09 ? 4 : 1) }
        return String(repeating: " ", count: min(width, 80)) + text
    }
}
