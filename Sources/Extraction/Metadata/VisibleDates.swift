import Dates
import HTML

/// The dates that stand on the page itself: marked elements, and words around the headline.
struct VisibleDates {
    let page: AnalysedPage
    let order: Timestamp.NumericOrder

    private static let properties = ["datepublished", "pubdate", "datecreated"]
    /// A line with a date and little else, and where a dateline must begin in a longer block.
    private static let lineLimit = 200
    private static let datelineBytes = 80
    private static let maximumReads = 400

    /// A date that a text consists of or holds.
    func read(_ text: String?) -> Timestamp? {
        guard let text else { return nil }
        return (Timestamp.parse(text, order: order) ?? Timestamp.find(in: text, order: order)).flatMap(Self.plausible)
    }

    /// News is younger than the press photograph; a year beyond 2100 is a number.
    static func plausible(_ time: Timestamp) -> Timestamp? { (1850...2100).contains(time.year) ? time : nil }

    /// Elements that carry the date: microdata first, then `time` elements from the headline on.
    func marked() -> Timestamp? {
        let document = page.document
        let excluded = ClassGroup([.related, .card, .footer, .side]).subtracting(page.groupsOfArticle).union(.comments)
        var times: [(index: Int, time: Timestamp)] = []
        var reads = 0
        for (index, node) in document.nodes.enumerated() where !node.isText && reads < Self.maximumReads {
            let isDated = isDateProperty(index)
            guard isDated || node.tag == .time,
                page.elements.groupsAround[index].isDisjoint(with: isDated ? .comments : excluded)
            else { continue }
            reads += 1
            guard let found = read(value(of: index)), found.day != nil else { continue }
            if isDated { return found }
            times.append((index, found))
        }
        return (times.first { $0.index > headingNode } ?? times.first)?.time
    }

    private func isDateProperty(_ index: Int) -> Bool {
        guard let range = page.document.attribute(.itemprop, of: index), range.count < 60 else { return false }
        let property = page.document.string(range).lowercased()
        return Self.properties.contains { property.contains($0) }
    }

    private func value(of index: Int) -> String {
        let document = page.document
        let attribute = [AttributeName.content, .datetime].lazy.compactMap { document.attribute($0, of: index) }
            .first { !$0.isEmpty }
        if let attribute { return document.string(attribute) }
        return Int(document.nodes[index].end) - index > 40 ? "" : document.text(of: index)
    }

    private var headingNode: Int {
        let heading = page.features.layout.mainHeading
        return heading >= 0 ? page.segmentation.blocks[heading].leaf : 0
    }

    /// A date in a short block around the headline, before the text, in a block that says it is a date, or in a dateline.
    func written() -> Timestamp? {
        if let found = nearHeading() { return found }
        let blocks = page.segmentation.blocks
        let start = page.features.layout.firstLong
        let before = max(0, start - 6)..<min(blocks.count, start + 1)
        let dated = blocks.indices.lazy.filter { blocks[$0].phrases.contains(.date) && blocks[$0].characters < 120 }
        return first(in: Array(before)) ?? first(in: Array(dated.prefix(20))) ?? dateline(start)
    }

    /// A date in a short block next to the headline.
    func nearHeading(limit: Int = lineLimit) -> Timestamp? {
        let heading = max(0, page.features.layout.mainHeading)
        let count = page.segmentation.blocks.count
        return first(in: Array(heading..<min(count, heading + 9)), limit)
            ?? first(in: (max(0, heading - 4)..<heading).reversed(), limit)
    }

    private func first(in indices: [Int], _ limit: Int = lineLimit) -> Timestamp? {
        let blocks = page.segmentation.blocks
        for index in indices where blocks[index].characters < limit {
            let text = page.segmentation.string(of: blocks[index])
            if let found = Timestamp.find(in: text, order: order).flatMap(Self.plausible) { return found }
        }
        return nil
    }

    /// "Hamburg, 2 December 2022 – …" at the start of the text.
    private func dateline(_ start: Int) -> Timestamp? {
        let blocks = page.segmentation.blocks
        guard blocks.indices.contains(start) else { return nil }
        let text = page.segmentation.string(of: blocks[start]).prefix(Self.datelineBytes)
        return Timestamp.find(in: String(text), order: order).flatMap(Self.plausible)
    }
}
