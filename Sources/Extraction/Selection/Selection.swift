/// Decides for each block of a page whether it is kept.
///
/// In order: the model's chances, and what a site's own rules say instead; guarded rules set the chances of what they match to
/// zero; the expected-F1 selection; tables and code in mid-text and the times of a
/// live blog's entries stay; short prompts fall unless the model is sure; repeats and
/// repeated headlines fall. Every removal carries its kind and evidence.
struct Selection {
    private(set) var labels: [Label]
    /// The expected word F1 of what is kept, 0…1.
    private(set) var confidence: Double
    /// What the site's own rules say, by block; empty without such rules.
    let verdicts: [Int: SiteVerdict]

    init(
        _ page: PageFeatures, chances: [Double], favor: Favor = .balanced, verdicts: [Int: SiteVerdict] = [:]
    ) {
        self.verdicts = verdicts
        let words = page.blocks.map(\.wordCount)
        var remaining = chances
        for (index, verdict) in verdicts { remaining[index] = verdict.removed == nil ? 1 : 0 }
        var ruled = [GuardedRule?](repeating: nil, count: chances.count)
        for rule in GuardedRule.all { Self.apply(rule, page, words, &remaining, &ruled) }
        for (index, verdict) in verdicts where verdict.removed == nil { remaining[index] = 1 }
        var selection = ExpectedF1.select(remaining, words: words, betaSquared: favor.betaSquared)
        let decided = ruled.indices.map { ruled[$0] != nil || verdicts[$0] != nil }
        for index in EnclosedData.blocks(page, kept: selection.kept, ruled: decided) {
            selection.kept[index] = true
        }
        for index in EntryTimes.blocks(page, kept: selection.kept, ruled: decided) { selection.kept[index] = true }
        confidence = selection.value
        labels = chances.indices.map { index in
            Label(removed: selection.kept[index] ? nil : .other, evidence: "", probability: chances[index])
        }
        for index in labels.indices {
            if labels[index].isKept, isUnlikelyPrompt(index, page, chances[index], favor) {
                labels[index].removed = .other
            }
            if !labels[index].isKept { explain(index, page, ruled[index]) }
        }
        removeHeadlines(page)
        removeRepeats(page)
        removeTrailingLinks(page)
        removeHeadingOverNothing(page)
        for (index, verdict) in verdicts {
            labels[index].removed = verdict.removed
            labels[index].evidence = verdict.evidence
        }
    }

    /// A sure prompt stays only where the model has next to no doubt that it is text.
    private static let surePromptChance = 0.97

    private func isUnlikelyPrompt(_ index: Int, _ page: PageFeatures, _ chance: Double, _ favor: Favor) -> Bool {
        page.isPrompt(index) && chance < favor.promptChance
            || page.isSurePrompt(index) && chance < Self.surePromptChance
    }

    private static func apply(
        _ rule: GuardedRule, _ page: PageFeatures, _ words: [Int], _ chances: inout [Double],
        _ ruled: inout [GuardedRule?]
    ) {
        let matched = rule.blocks(page, chances)
        let mass = matched.reduce(0.0) { $0 + chances[$1] * Double(words[$1]) }
        let all = zip(chances, words).reduce(0.0) { $0 + $1.0 * Double($1.1) }
        guard mass < rule.limit * all else { return }
        for index in matched where ruled[index] == nil {
            chances[index] = 0
            ruled[index] = rule
        }
    }

    private mutating func explain(_ index: Int, _ page: PageFeatures, _ rule: GuardedRule?) {
        let found = rule.map { ($0.kind, $0.evidence) } ?? KindTable.kind(of: index, page)
        labels[index].removed = found.0
        labels[index].evidence = found.1
    }

    /// The headline is a field; where the page says it again on top of the text, it goes.
    private mutating func removeHeadlines(_ page: PageFeatures) {
        for index in labels.indices where labels[index].isKept && index <= page.layout.firstLong {
            let block = page.blocks[index]
            guard block.headingLevel > 0, block.wordCount >= 3, page.titles.keys.contains(block.key) else { continue }
            labels[index].removed = .headline
            labels[index].evidence = "a heading above the text that equals the page's title"
        }
    }

    /// The same words twice, at least a sentence of them: a responsive double, a pull quote or a repeated body.
    private mutating func removeRepeats(_ page: PageFeatures) {
        var seen: Set<UInt64> = []
        for index in labels.indices where labels[index].isKept && page.blocks[index].wordCount >= 8 {
            if seen.insert(page.blocks[index].key).inserted { continue }
            labels[index].removed = .duplicate
            labels[index].evidence = "the same words stand further up"
        }
        removeRunTogether(page)
    }

    /// Fewer words are no body; a sentence that is quoted again begins like its paragraph, too.
    private static let bodyWords = 60

    /// A block that begins like one further up and says what the blocks behind that one say: the body again, in one piece.
    private mutating func removeRunTogether(_ page: PageFeatures) {
        var beginnings: [UInt64: Int] = [:]
        for index in labels.indices where labels[index].isKept && page.blocks[index].wordCount >= 8 {
            let words = page.segmentation.words(of: page.blocks[index])
            guard let first = beginnings.updateValue(index, forKey: WordHash.sequence(words.prefix(8))),
                words.count >= Self.bodyWords
            else { continue }
            let own = WordHash.trigrams(words)
            let said = SortedSet(
                (first..<index).filter { labels[$0].isKept }.flatMap { further in
                    WordHash.trigrams(page.segmentation.words(of: page.blocks[further])).numbers
                })
            // Two paragraphs that are nearly alike, as terms and steps are, are both text.
            let alone = own.overlap(WordHash.trigrams(page.segmentation.words(of: page.blocks[first])))
            guard 5 * own.overlap(said) > 4 * own.count, 5 * alone < 4 * own.count else { continue }
            labels[index].removed = .duplicate
            labels[index].evidence = "what it says stands further up"
        }
    }

    /// Two or more lines at the end of the text that are nothing but links lead on to other pages, and so does one below a heading.
    private mutating func removeTrailingLinks(_ page: PageFeatures) {
        let kept = labels.indices.filter { labels[$0].isKept }
        let links = kept.reversed().prefix { index in
            page.blocks[index].linkDensity > 0.8 && page.blocks[index].wordCount <= 20 && verdicts[index] == nil
        }
        guard !links.isEmpty, links.count < kept.count else { return }
        guard links.count >= 2 || page.blocks[kept[kept.count - 2]].headingLevel > 0 else { return }
        for index in links {
            labels[index].removed = .related
            labels[index].evidence = "links in a row at the end of the text"
        }
    }

    /// A heading or a line with a colon at the end of the text stood over what was cut: links to read on, the author's
    /// biography, a form. Where several end it they are entries of a list. On news-dev and wcxb-dev's articles 19
    /// of 27 such lines are not in the gold text.
    private mutating func removeHeadingOverNothing(_ page: PageFeatures) {
        let kept = labels.indices.filter { labels[$0].isKept }.suffix(2)
        guard kept.count == 2, let last = kept.last, verdicts[last] == nil else { return }
        let isHeading = kept.map { index in
            let block = page.blocks[index]
            return block.headingLevel > 0 || block.wordCount <= 8 && block.summary.last == ":"
        }
        guard isHeading == [false, true] else { return }
        labels[last].removed = page.blocks[last].phrases.contains(.related) ? .related : .other
        labels[last].evidence = "the last line is a heading, over nothing that is text"
    }
}
