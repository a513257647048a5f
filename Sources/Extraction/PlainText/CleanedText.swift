/// A scraped text without the furniture of the site it was scraped from.
public struct CleanedText: Sendable {
    /// The headline, when the text begins with one; it is the first of `paragraphs` too.
    public var title: String?
    /// What was kept, in order: every word that was not removed, and no other.
    public var paragraphs: [Paragraph]
    /// What was removed, in the order of the text, each with its reason.
    public var removed: [Article.Removed]
    /// Where a source notice says that the text first appeared.
    public var syndicatedFrom: String?

    /// The paragraphs, the headline among them, one blank line apart, without a line feed at the end.
    public var text: String { paragraphs.map(\.text).joined(separator: "\n\n") }
}

extension CleanedText {
    init(kept: [TextBlock], removed: [RemovedBlock]) {
        paragraphs = []
        paragraphs.reserveCapacity(kept.count)
        for (position, block) in kept.enumerated() {
            paragraphs.append(Paragraph(role: Self.role(of: position, in: kept), text: block.text))
        }
        title = Self.startsWithHeadline(kept) ? kept[0].text : nil
        self.removed = removed.sorted { $0.block.order < $1.block.order }.map {
            Article.Removed(kind: $0.cut.kind, text: $0.block.text, evidence: $0.cut.evidence)
        }
        syndicatedFrom = SourceNotice.source(in: paragraphs.map(\.text))
    }

    /// A subhead is what could be a title, is short, and has running text below.
    private static func role(of position: Int, in blocks: [TextBlock]) -> Paragraph.Role {
        if position == 0 { return startsWithHeadline(blocks) ? .heading(level: 1) : .paragraph }
        let isSubhead =
            blocks[position].isTitleLike && blocks[position].columns <= 80 && position + 1 < blocks.count
            && blocks[position + 1].isProse
        return isSubhead ? .heading(level: 2) : .paragraph
    }

    static func startsWithHeadline(_ blocks: [TextBlock]) -> Bool {
        blocks.count > 1 && blocks[0].isTitleLike && !blocks[0].isProse
    }
}
