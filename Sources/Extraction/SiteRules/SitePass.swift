import HTML

/// Turns a site's matches into verdicts on the blocks of a page.
struct SitePass {
    private(set) var matches: SiteMatches
    private(set) var verdicts: [Int: SiteVerdict] = [:]
    private let document: Document

    init(_ page: AnalysedPage, _ matches: SiteMatches) {
        self.matches = matches
        document = page.document
        let blocks = page.segmentation.blocks
        let texts = blocks.map { Self.texts(of: $0, page.document) }
        for index in blocks.indices { verdicts[index] = verdict(texts[index]) }
        limitToBody(texts)
    }

    /// A block is kept when a part of it is; it is cut when all of it is.
    private func verdict(_ texts: [Int]) -> SiteVerdict? {
        let found = texts.map { matches.verdict(of: $0) }
        if let kept = found.first(where: { $0 != nil && $0?.removed == nil }) { return kept }
        return found.contains { $0 == nil } ? nil : found.first ?? nil
    }

    private mutating func limitToBody(_ texts: [[Int]]) {
        guard !matches.bodies.isEmpty else { return }
        for body in matches.bodies {
            var isInside = [Bool](repeating: false, count: document.nodes.count)
            var end = 0
            // In page order, so that a nested element marks nothing twice.
            for element in body.elements where element >= end {
                end = Int(document.nodes[element].end)
                for node in element..<end { isInside[node] = true }
            }
            let inside = texts.map { $0.contains { isInside[$0] } }
            guard inside.contains(true) else { continue }
            let outside = SiteVerdict(removed: .other, evidence: "outside of site rule body: \(body.selector)")
            for index in texts.indices where !inside[index] && verdicts[index] == nil { verdicts[index] = outside }
            return
        }
        matches.warn("body found no text: \(matches.bodies.map(\.selector).joined(separator: " | "))")
    }

    /// The text nodes of a block that hold more than white space.
    private static func texts(of block: Block, _ document: Document) -> [Int] {
        block.nodes.filter { node in
            document.nodes[node].isText && document.bytes[document.nodes[node].text.indices].contains { $0 > 0x20 }
        }
    }
}
