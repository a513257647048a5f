import Dates
import HTML

/// The dates that stand on the page itself: marked elements, and words around the headline.
struct VisibleDates {
    let page: AnalysedPage
    let order: Timestamp.NumericOrder
    /// The first and the last block that were kept; nil where nothing was.
    var text: ClosedRange<Int>?

    private static let properties = ["datepublished", "pubdate", "datecreated"]
    /// Classes of the microformats hAtom and h-entry.
    private static let classes: Set<Substring> = ["published", "dt-published"]
    /// A line with a date and little else, one that is hardly more than it, and where a dateline must begin in a longer block.
    private static let lineLimit = 200
    private static let shortLine = 100
    /// How far around the text a line may stand that dates it.
    private static let reach = 8
    private static let datelineBytes = 80
    private static let maximumReads = 400

    /// A date that a text consists of or holds.
    func read(_ text: String?) -> Timestamp? {
        guard let text else { return nil }
        return (Timestamp.parse(text, order: order) ?? Timestamp.find(in: text, order: order)).flatMap(Self.plausible)
    }

    /// News is younger than the press photograph; a year beyond 2100 is a number.
    static func plausible(_ time: Timestamp) -> Timestamp? { (1850...2100).contains(time.year) ? time : nil }

    /// Elements that carry the date: microdata and microformats first, then `time` elements from the headline on.
    func marked() -> Timestamp? {
        times(
            outside: ClassGroup([.related, .card, .footer, .side]).subtracting(page.groupsOfArticle).union(.comments))
    }

    private func times(outside excluded: ClassGroup) -> Timestamp? {
        let others = ClassGroup([.related, .card]).subtracting(page.groupsOfArticle).union(.comments)
        var times: [(index: Int, time: Timestamp)] = []
        var reads = 0
        for (index, node) in page.document.nodes.enumerated() where !node.isText && reads < Self.maximumReads {
            let isDated = isDateProperty(index) || isDateClass(index)
            guard isDated || node.tag == .time,
                page.elements.groupsAround[index].isDisjoint(with: isDated ? others : excluded)
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

    /// An element of such a class holds a date only where an attribute gives it: others use the word as they like.
    private func isDateClass(_ index: Int) -> Bool {
        guard let range = page.document.attribute(.class, of: index), range.count < 120,
            page.document.attribute(.title, of: index) != nil || page.document.attribute(.datetime, of: index) != nil
        else { return false }
        return !Self.classes.isDisjoint(with: page.document.string(range).split(separator: " "))
    }

    private func value(of index: Int) -> String {
        let document = page.document
        let attributes = [AttributeName.content, .datetime].lazy.compactMap { document.attribute($0, of: index) }
        if let attribute = attributes.first(where: { !$0.isEmpty }) { return document.string(attribute) }
        if let title = document.attribute(.title, of: index).map(document.string), read(title)?.day != nil {
            return title
        }
        guard Int(document.nodes[index].end) - index <= 40 else { return "" }
        // "28.09.19" and "12:44" in elements of their own are no year 1912.
        return document.nodes[index..<Int(document.nodes[index].end)].filter(\.isText).map { document.string($0.text) }
            .joined(separator: " ")
    }

    private var headingNode: Int {
        let heading = page.features.layout.mainHeading
        return heading >= 0 ? page.segmentation.blocks[heading].leaf : 0
    }

    /// A date in a short block around the headline, before the text, in a block that says it is a date, or in a dateline;
    /// failing these, the same around what was kept as the text, and a `time` element wherever it stands.
    func written() -> Timestamp? {
        if let found = nearHeading() { return found }
        let blocks = page.segmentation.blocks
        let start = page.features.layout.firstLong
        let dated = blocks.indices.lazy.filter { blocks[$0].phrases.contains(.date) && blocks[$0].characters < 120 }
        return before(start) ?? first(in: Array(dated.prefix(20))) ?? dateline(start) ?? aroundText()
            ?? times(outside: ClassGroup([.related, .card]).subtracting(page.groupsOfArticle).union(.comments))
    }

    private func before(_ start: Int) -> Timestamp? {
        first(in: Array(max(0, start - 6)..<min(page.segmentation.blocks.count, start + 1)))
    }

    private func aroundText() -> Timestamp? {
        guard let text else { return nil }
        let excluded = ClassGroup([.related, .card, .navigation, .promo]).subtracting(page.groupsOfArticle)
            .union(.comments)
        let end = min(page.segmentation.blocks.count, text.upperBound + 1 + Self.reach)
        let behind = (max(text.lowerBound, text.upperBound - 1)..<end).filter {
            page.elements.groupsAround[page.segmentation.blocks[$0].leaf].isDisjoint(with: excluded)
        }
        return before(text.lowerBound) ?? dateline(text.lowerBound)
            ?? (text.lowerBound...min(text.upperBound, text.lowerBound + 3)).lazy.compactMap(opening).first
            ?? first(in: behind, Self.shortLine)
    }

    /// "3.5.2024 – The bridge …": a date that begins a block, set off by a dash.
    private func opening(_ index: Int) -> Timestamp? {
        let start = page.segmentation.string(of: page.segmentation.blocks[index]).prefix(Self.datelineBytes)
        let end = [" – ", " - ", " — "].compactMap { String(start).range(of: $0)?.lowerBound }.min()
        return end.flatMap { Timestamp.parse(String(start[..<$0]), order: order) }.flatMap(Self.plausible)
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
