import HTML

/// Other articles that a page appends below its own, each with a headline and text.
///
/// A second headline opens another article when it is set like the main one, or stands first in an `article` element of its
/// own, and when the widest element around it that leaves out the main headline begins with it: a subhead has text of the
/// article before it in that element.
struct FollowingArticles {
    /// The blocks of these articles, in page order.
    private(set) var blocks: [Int] = []

    /// Less than this share of the expected words before the second headline, and the first may be a mere heading.
    private static let ownShare = 0.25
    /// More than this share of them in front of it in its own element, and the second headline is a subhead.
    private static let leadShare = 0.02

    init(in page: PageFeatures, chances: [Double]) {
        let main = page.layout.mainHeading
        guard main >= 0, page.titles.keys.contains(page.blocks[main].key) || page.titles.titles.isEmpty else { return }
        let expected = page.blocks.indices.map { chances[$0] * Double(page.blocks[$0].wordCount) }
        let all = expected.reduce(0, +)
        var index = main + 1
        var own = 0.0
        while index < page.blocks.count {
            if own >= Self.ownShare * all, let end = Self.articleEnd(from: index, main, page, expected, all) {
                blocks += index..<end
                index = end
            } else {
                own += expected[index]
                index += 1
            }
        }
    }

    /// The block behind the article that block `index` is the headline of; nil when it is none.
    private static func articleEnd(
        from index: Int, _ main: Int, _ page: PageFeatures, _ expected: [Double], _ all: Double
    ) -> Int? {
        let (heading, title) = (page.blocks[index], page.blocks[main])
        guard heading.headingLevel > 0, heading.wordCount >= 3, heading.key != title.key,
            let element = container(of: index, main, page)
        else { return nil }
        let isAlike = heading.headingLevel == 1 && title.headingLevel == 1
        guard isAlike || holdsArticle(element, heading.leaf, page.document) else { return nil }
        let before = (0..<index).reduce(0.0) {
            LayoutContext.contains(element, page.blocks[$1].leaf, page.document) ? $0 + expected[$1] : $0
        }
        guard before < Self.leadShare * all else { return nil }
        return page.blocks[index...].firstIndex { !LayoutContext.contains(element, $0.leaf, page.document) }
            ?? page.blocks.count
    }

    /// The widest element around the heading that does not hold the main one.
    private static func container(of index: Int, _ main: Int, _ page: PageFeatures) -> Int? {
        var element = page.blocks[index].leaf
        guard !LayoutContext.contains(element, page.blocks[main].leaf, page.document) else { return nil }
        while true {
            let parent = Int(page.document.nodes[element].parent)
            if parent < 0 || LayoutContext.contains(parent, page.blocks[main].leaf, page.document) { return element }
            element = parent
        }
    }

    /// Whether an `article` element stands between `element` and the heading, either included.
    private static func holdsArticle(_ element: Int, _ heading: Int, _ document: Document) -> Bool {
        guard let article = document.nearest([.article], around: heading) else { return false }
        return article >= element
    }
}
