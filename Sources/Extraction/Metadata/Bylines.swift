import Dates
import HTML

/// The places of a page that name its authors, found by markup and by wording.
struct Bylines {
    let page: AnalysedPage

    /// How plainly an element says that it holds an author.
    private enum Mark: Int, CaseIterable {
        /// `rel=author`, microdata, or a class like "author-name".
        case explicit
        /// A link to an author's page.
        case link
        /// A class that says author.
        case author
        case byline
    }

    private static let nameClasses = [
        "author-name", "author_name", "authorname", "author__name", "byline-name", "byline__name", "post-author",
        "entry-author", "article-author", "article__author",
    ].map { Array($0.utf8) }
    private static let authorFolders = [
        "/author/", "/authors/", "/autor/", "/autoren/", "/autores/", "/auteur/", "/auteurs/", "/autore/", "/autori/",
        "/contributor/", "/contributors/", "/journalist/", "/journalists/", "/profile/", "/writers/", "/staff/",
        "/redakteur/", "/yazar/", "/reporter/", "/reporters/",
    ].map { Array($0.utf8) }
    private static let author = [Array("author".utf8)]
    private static let authorInTwoLanguages = [Array("author".utf8), Array("autor".utf8)]
    private static let byline = [Array("byline".utf8)]
    private static let name = [Array("name".utf8)]
    private static let maximumBytes = 240
    private static let maximumTexts = 6
    private static let inlineBoundary = "\u{1E}"
    private static let elsewhere: ClassGroup = [.related, .card, .navigation, .ad, .promo]
    private let excluded: ClassGroup

    init(page: AnalysedPage) {
        self.page = page
        // A group that holds the headline or the text says nothing against a byline.
        excluded = Self.elsewhere.subtracting(page.groupsOfArticle).union(.comments)
    }

    /// The names near the headline, most explicit marks first; failing them, those after the text.
    func names() -> [String] {
        let marked = marked()
        for region in [0, 1] {
            for mark in Mark.allCases {
                let names = names(in: marked[region][mark.rawValue])
                if !names.isEmpty { return names }
            }
            if region == 0 {
                let names = NameList(worded(), .line).names
                if !names.isEmpty { return names }
            }
        }
        return []
    }

    /// Inline elements side by side hold either several whole names or the parts of one.
    private func names(in texts: [String]) -> [String] {
        let apart = NameList(texts.map { $0.replacing(Self.inlineBoundary, with: String(NameList.boundary)) }, .line)
            .names
        if apart.count > 1, apart.allSatisfy(NameList.isFullName) { return apart }
        return NameList(texts.map { $0.replacing(Self.inlineBoundary, with: " ") }, .line).names
    }

    private var textStart: Int {
        let blocks = page.segmentation.blocks
        let first = page.features.layout.firstLong
        return first < blocks.count ? blocks[first].leaf : page.document.nodes.count
    }

    /// Texts of marked elements, before the text and after it, by mark.
    private func marked() -> [[[String]]] {
        let document = page.document
        let limit = textStart
        var texts = Array(repeating: Array(repeating: [String](), count: Mark.allCases.count), count: 2)
        var index = 0
        while index < document.nodes.count {
            let node = document.nodes[index]
            guard !node.isText, let mark = mark(index) else {
                index += 1
                continue
            }
            let region = index < limit ? 0 : 1
            if texts[region][mark.rawValue].count < Self.maximumTexts, let text = text(of: index) {
                texts[region][mark.rawValue].append(text)
            }
            // Inside a byline an author's link may still stand; inside a name nothing does.
            index = mark == .explicit || mark == .link ? max(index + 1, Int(node.end)) : index + 1
        }
        return texts
    }

    private func mark(_ index: Int) -> Mark? {
        let document = page.document
        let tag = document.nodes[index].tag
        guard tag != .body, tag != .html, tag != .meta, tag != .link, !tag.isSilent,
            page.elements.groupsAround[index].isDisjoint(with: excluded)
        else { return nil }
        if has(.rel, index, Self.author) || isAuthorProperty(index) { return .explicit }
        if tag == .a, has(.href, index, Self.authorFolders) { return .link }
        guard page.elements.groups[index].contains(.author) else { return nil }
        if has(.class, index, Self.nameClasses) { return .explicit }
        return has(.class, index, Self.authorInTwoLanguages) ? .author : has(.class, index, Self.byline) ? .byline : nil
    }

    /// `itemprop=author` that holds no nested name, or the name inside one.
    private func isAuthorProperty(_ index: Int) -> Bool {
        let document = page.document
        if has(.itemprop, index, Self.author) {
            return document.attribute(.itemscope, of: index) == nil
        }
        guard has(.itemprop, index, Self.name) else { return false }
        var parent = Int(document.nodes[index].parent)
        for _ in 0..<4 where parent >= 0 {
            if has(.itemprop, parent, Self.author) { return true }
            parent = Int(document.nodes[parent].parent)
        }
        return false
    }

    /// Whether an attribute's value holds one of the words, which are in lower case. Every link of a page is asked for twenty
    /// words, hence bytes, put into lower case once.
    private func has(_ name: AttributeName, _ index: Int, _ words: [[UInt8]]) -> Bool {
        guard let range = page.document.attribute(name, of: index) else { return false }
        return page.document.bytes.withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: range.indices.count) { value in
                for (offset, position) in range.indices.enumerated() {
                    let byte = bytes[position]
                    value[offset] = byte &- 0x41 < 26 ? byte | 0x20 : byte
                }
                let text = UnsafeBufferPointer(value)
                return words.contains { word in
                    word.withUnsafeBufferPointer { ByteSearch.offset(of: $0, in: text) != nil }
                }
            }
        }
    }

    /// The text of an element with its links, blocks and breaks as boundaries; nil when it is long or empty.
    private func text(of index: Int) -> String? {
        let document = page.document
        var text = ""
        var position = index
        var linkEnd = -1
        while position < Int(document.nodes[index].end) {
            let node = document.nodes[position]
            if position == linkEnd { text.append(NameList.boundary) }
            if node.isText {
                text += document.string(node.text)
                guard text.utf8.count <= Self.maximumBytes * 2 else { return nil }
            } else if node.tag == .time || node.tag.isSilent || node.tag == .button {
                text.append(NameList.boundary)
                position = max(position + 1, Int(node.end))
                continue
            } else if node.tag == .a || node.tag.isBlockLike || node.tag == .br {
                text.append(NameList.boundary)
                if node.tag == .a { linkEnd = Int(node.end) }
            } else {
                text += Self.inlineBoundary
            }
            position += 1
        }
        return text.contains(where: \.isLetter) ? text : nil
    }

    /// Short lines around the headline that begin with "By", or say it after a date.
    private func worded() -> [String] {
        let blocks = page.segmentation.blocks
        let heading = page.features.layout.mainHeading
        guard heading >= 0 else { return [] }
        for index in max(0, heading - 4)..<min(blocks.count, heading + 12) where index != heading {
            guard blocks[index].characters <= 160, blocks[index].headingLevel == 0 else { continue }
            guard page.elements.groupsAround[blocks[index].leaf].isDisjoint(with: excluded) else { continue }
            if let text = afterOpening(page.segmentation.string(of: blocks[index])) { return [text] }
        }
        return []
    }

    /// The rest of a line that opens like a byline.
    private func afterOpening(_ line: String) -> String? {
        let words = line.split(separator: " ")
        for (index, word) in words.enumerated() where index + 1 < words.count {
            let opening = word.lowercased().trimmed(":·|-•")
            guard NameWords.innerOpenings.contains(opening) else { continue }
            guard index <= 2 || words[..<index].contains(where: { $0.first?.isNumber == true }) else { return nil }
            let rest = words[(index + 1)...]
            let isWhole = rest.count == 1 || rest.dropFirst().first.map { !($0.first?.isLetter ?? true) } == true
            guard let first = rest.first?.first, first.isUppercase || isWhole else { return nil }
            let names = NameList([rest.joined(separator: " ")], .line).names
            guard let name = names.first, name.contains(" ") || isWhole else { return nil }
            return rest.joined(separator: " ")
        }
        return nil
    }
}

extension AnalysedPage {
    /// Class groups around the main heading or the first long block: they are about the article, whatever they say.
    var groupsOfArticle: ClassGroup {
        var groups: ClassGroup = []
        for block in [features.layout.mainHeading, features.layout.firstLong]
        where segmentation.blocks.indices.contains(block) {
            groups.formUnion(elements.groupsAround[segmentation.blocks[block].leaf])
        }
        return groups
    }
}
