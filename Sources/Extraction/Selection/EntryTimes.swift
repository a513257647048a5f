import HTML

/// The times over the entries of a live blog. Elsewhere times belong to bylines and teasers, so the model lets none pass.
enum EntryTimes {
    /// Fewer times in a row of entries are no live blog.
    private static let fewest = 3

    /// Blocks to keep: nothing but a time of day, right above kept text, at least three of them in elements of one parent.
    static func blocks(_ page: PageFeatures, kept: [Bool], ruled: [Bool]) -> [Int] {
        var entries: [Int32: [Int]] = [:]
        for index in page.blocks.indices.dropLast() where !ruled[index] && kept[index + 1] {
            guard let time = timeElement(index, page), isTimeOfDay(page.segmentation.string(of: page.blocks[index]))
            else { continue }
            let entry = page.document.nodes[Int(time)].parent
            guard entry >= 0 else { continue }
            entries[page.document.nodes[Int(entry)].parent, default: []].append(index)
        }
        return entries.values.filter { $0.count >= fewest }.flatMap { $0 }.filter { !kept[$0] }
    }

    private static func timeElement(_ index: Int, _ page: PageFeatures) -> Int32? {
        guard page.blocks[index].wordCount <= 4 else { return nil }
        return page.layout.chain(index).prefix(3).first { page.document.nodes[Int($0)].tag == .time }
    }

    /// Whether a text begins with hour and minute ("9:05", "18.30 Uhr", "7h45").
    private static func isTimeOfDay(_ text: String) -> Bool {
        let bytes = Array(text.utf8.prefix(6))
        func isDigit(_ index: Int) -> Bool { index < bytes.count && bytes[index] &- 0x30 < 10 }
        guard isDigit(0), let colon = [1, 2].first(where: { !isDigit($0) }), colon < bytes.count else { return false }
        return [":", ".", "h"].contains(Character(UnicodeScalar(bytes[colon])))
            && isDigit(colon + 1) && isDigit(colon + 2) && !isDigit(colon + 3)
    }
}
