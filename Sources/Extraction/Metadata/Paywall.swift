import HTML

/// A paywall that the page shows without declaring it: a prompt right behind a text that breaks off.
struct Paywall {
    let page: AnalysedPage
    let labels: [Label]

    /// How many blocks after the text the prompt may begin.
    private static let reach = 4
    /// Up to how many words a text before a paywall is only its beginning.
    private static let teaserWords = 250
    private static let maximumDepth = 5

    /// Whether a short text stands before a prompt whose class says paywall, or one cut off in mid-sentence before a prompt
    /// to log in.
    var breaksOffText: Bool {
        guard let last = labels.lastIndex(where: { $0.isKept }) else { return false }
        let behind = labels.indices[(last + 1)...].prefix(Self.reach)
        let end = page.segmentation.string(of: page.segmentation.blocks[last])
        if end.hasSuffix("…") || end.hasSuffix("..."), behind.contains(where: { labels[$0].removed == .paywall }) {
            return true
        }
        return keptWords <= Self.teaserWords && behind.contains(where: isInPaywall)
    }

    private var keptWords: Int {
        zip(page.segmentation.blocks, labels).reduce(0) { $0 + ($1.1.isKept ? $1.0.wordCount : 0) }
    }

    private func isInPaywall(_ block: Int) -> Bool {
        guard [.paywall, .subscribe].contains(labels[block].removed) else { return false }
        var node = page.segmentation.blocks[block].leaf
        for _ in 0..<Self.maximumDepth where node >= 0 {
            for name in [AttributeName.class, .id] {
                if let range = page.document.attribute(name, of: node), range.count < 400,
                    page.document.string(range).lowercased().contains("paywall")
                {
                    return true
                }
            }
            node = Int(page.document.nodes[node].parent)
        }
        return false
    }
}
