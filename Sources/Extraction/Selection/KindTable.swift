import HTML

/// Names the kind of a removed block: the first row that matches. The table names, it does not decide what is removed.
struct KindTable {
    private struct Row {
        let kind: RemovalKind
        var traits: PageElements.Traits = []
        var classes: ClassGroup = []
        var tags = AncestorTags(rawValue: 0)
        var phrases: PhraseGroup = []
        /// Phrases count only in blocks up to this length.
        var limit = 250
    }

    private static let rows: [Row] = [
        Row(kind: .hidden, traits: .hidden),
        Row(kind: .comments, traits: .commentType, classes: .comments),
        Row(kind: .cookie, classes: .consent),
        Row(kind: .ad, phrases: .advert, limit: 120),
        Row(kind: .subscribe, classes: .subscribe, phrases: .subscribe),
        Row(kind: .paywall, phrases: .login),
        Row(kind: .caption, classes: .caption, tags: .figure),
        Row(kind: .share, classes: .share, phrases: .share, limit: 60),
        Row(kind: .byline, classes: .author, phrases: .author, limit: 200),
        Row(kind: .cookie, phrases: .consent),
        Row(kind: .related, phrases: .related, limit: 120),
        Row(kind: .navigation, traits: .navigation, classes: .navigation, tags: .nav),
        Row(kind: .footer, traits: .contentinfo, classes: .footer, tags: .footer),
        Row(kind: .comments, phrases: .comments, limit: 80),
        Row(kind: .related, classes: .related),
        Row(kind: .ad, classes: .ad),
        Row(kind: .form, tags: AncestorTags.form.union(.control)),
        Row(kind: .navigation, classes: .header, tags: .header),
        Row(kind: .byline, classes: .meta, phrases: .date, limit: 80),
        Row(kind: .navigation, phrases: .tags, limit: 80),
        Row(kind: .embed, phrases: .embed, limit: 120),
        Row(kind: .footer, phrases: .legal),
        Row(kind: .related, traits: .complementary, classes: [.card, .side], tags: .aside),
        Row(kind: .promo, classes: [.promo, .modal, .product], phrases: .action, limit: 120),
        Row(kind: .caption, phrases: .credit, limit: 160),
    ]

    /// The kind of block `index`, and the evidence for it.
    static func kind(of index: Int, _ page: PageFeatures) -> (RemovalKind, String) {
        let block = page.blocks[index]
        if page.titles.keys.contains(block.key), block.wordCount >= 3 { return (.headline, "equals the page's title") }
        for row in rows {
            if let evidence = evidence(row, index, page) { return (row.kind, evidence) }
        }
        if block.linkDensity > 0.7 { return (.related, "nothing but a link") }
        return (.other, "the model finds it unlike article text")
    }

    private static func evidence(_ row: Row, _ index: Int, _ page: PageFeatures) -> String? {
        let block = page.blocks[index]
        if block.characters <= row.limit, !block.phrases.isDisjoint(with: row.phrases),
            let phrase = page.phrase(row.phrases, in: block)
        {
            return "says “\(phrase)”"
        }
        if !page.traits(index).isDisjoint(with: row.traits) { return "hidden or marked as such by role or microdata" }
        let classes = page.groupsAround(index).intersection(row.classes)
        if !classes.isEmpty {
            return "inside a container of class group “\(ClassGroup.names[classes.rawValue.trailingZeroBitCount])”"
        }
        let tags = page.around(index).intersection(row.tags)
        if tags.rawValue != 0 { return "inside <\(AncestorTags.tags[tags.rawValue.trailingZeroBitCount].name)>" }
        return nil
    }
}

extension PageFeatures {
    /// The first phrase of these groups in a block, in lower case.
    func phrase(_ groups: PhraseGroup, in block: Block) -> String? {
        var found: Range<Int>?
        PhraseBook.bundled.forEachMatch(in: segmentation.scan, folded: block.summary.folded, words: block.summary.words)
        { match in
            if found == nil, groups.contains(match.group) { found = match.range }
        }
        return found.map { String(decoding: segmentation.scan.folded[$0], as: UTF8.self) }
    }
}
