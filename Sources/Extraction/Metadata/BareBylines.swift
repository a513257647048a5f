import Dates
import HTML

/// Bylines that nothing marks: a line that holds names and perhaps a date, and nothing else, between the headline and the
/// text; or a signature in bold or italics right behind the text.
///
/// Such a line may also name a place or a picture's source, so it is asked only where the page declares no person.
struct BareBylines {
    let page: AnalysedPage
    /// The last block of the text; nil where nothing was kept.
    let textEnd: Int?

    private static let linesAfterHeading = 8
    private static let linesAfterText = 2
    private static let maximumCharacters = 90

    func names() -> [String] {
        let blocks = page.segmentation.blocks
        let heading = page.features.layout.mainHeading
        guard heading >= 0 else { return [] }
        let start = heading + 1
        let end = min(blocks.count, start + Self.linesAfterHeading, max(start, page.features.layout.firstLong + 1))
        for index in start..<max(start, end) where mayBeByline(index) {
            let names = names(in: page.segmentation.string(of: blocks[index]), isLinked: blocks[index].links > 0)
            if !names.isEmpty { return names }
        }
        return signature()
    }

    private func signature() -> [String] {
        let blocks = page.segmentation.blocks
        guard let textEnd else { return [] }
        for index in textEnd..<min(blocks.count, textEnd + 1 + Self.linesAfterText) where mayBeByline(index) {
            let block = blocks[index]
            // White space is not counted as bold.
            guard block.links == 0, max(block.boldCharacters, block.italicCharacters) * 4 >= block.characters * 3
            else {
                continue
            }
            let names = people(page.segmentation.string(of: block))
            if !names.isEmpty { return names }
        }
        return []
    }

    private func mayBeByline(_ index: Int) -> Bool {
        let block = page.segmentation.blocks[index]
        let excluded = ClassGroup([.related, .card, .navigation, .ad, .promo, .share])
            .subtracting(page.groupsOfArticle).union([.comments, .caption])
        return block.characters <= Self.maximumCharacters && block.headingLevel == 0
            && page.elements.groupsAround[block.leaf].isDisjoint(with: excluded) && !isInFigure(block.leaf)
    }

    private func isInFigure(_ index: Int) -> Bool {
        var parent = index
        for _ in 0..<6 where parent >= 0 {
            if page.document.nodes[parent].tag == .figure { return true }
            parent = Int(page.document.nodes[parent].parent)
        }
        return false
    }

    /// The names of a line that says nothing else but a date. Without a date, a link leads to a section or a service.
    private func names(in line: String, isLinked: Bool) -> [String] {
        let words = line.split(separator: " ")
        guard let dated = words.firstIndex(where: { $0.contains(where: \.isNumber) }) else {
            return isLinked ? [] : people(line)
        }
        guard Timestamp.find(in: line, order: .dayFirst) != nil else { return [] }
        if dated > 0 { return people(words[..<dated].joined(separator: " ")) }
        guard let dash = words.lastIndex(where: { ["-", "–", "—", "|", "·", "•", "/"].contains($0) }) else { return [] }
        return people(words[(dash + 1)...].joined(separator: " "))
    }

    private func people(_ text: String) -> [String] {
        let names = NameList([text], .line).names
        let letters = names.reduce(0) { $0 + $1.count(where: \.isLetter) }
        // A weekday or a conjunction may be left out, another word may not.
        guard letters + 6 >= text.count(where: \.isLetter), names.allSatisfy(NameList.isFullName) else { return [] }
        return names
    }
}

extension NameList {
    /// Two to four words that begin with capitals and hold only what names hold: no digits, no capitals inside.
    static func isFullName(_ name: String) -> Bool {
        let words = name.split(separator: " ")
        return (2...4).contains(words.count) && isPersonal(name) && words.last?.hasSuffix(".") == false
            && words.allSatisfy(isNameWord)
    }

    private static func isNameWord(_ word: Substring) -> Bool {
        if NameWords.particles.contains(word.lowercased()) { return true }
        guard word.first?.isUppercase == true, word.allSatisfy({ $0.isLetter || ".'’-".contains($0) }) else {
            return false
        }
        let inner = word.dropFirst().count(where: \.isUppercase)
        // O’Brien, Anne-Marie, McDonald and MARIA, but not WiFi.
        return inner == 0 || word == word.uppercased() || word.contains { "'’-".contains($0) } || word.hasPrefix("M")
    }
}
