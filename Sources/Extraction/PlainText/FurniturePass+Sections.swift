/// Furniture of several lines: what follows a heading, and teasers at the end.
extension FurniturePass {
    /// “Related articles” with the titles and summaries below it.
    mutating func cutRelated() {
        for position in blocks.indices {
            guard let match = blocks[position].match, match.extent == .whole, !blocks[position].startsWithQuote else {
                continue
            }
            let isButton = match.group == .more
            guard isButton || match.group == .related || match.group == .readAlso else { continue }
            let teasers = teasers(below: position, isButton: isButton)
            if position == 0, teasers.isEmpty, prose.isEmpty { continue }
            mark(position, Cut(kind: .related, evidence: "a heading that only says “\(match.phrase)”"))
            for teaser in teasers {
                mark(teaser, Cut(kind: .related, evidence: "a teaser under “\(match.phrase)”"))
            }
        }
    }

    /// Titles, and summaries that were cut off, up to the next running text or the end.
    private func teasers(below heading: Int, isButton: Bool) -> [Int] {
        guard prose.lowerBound < heading else { return [] }
        var teasers: [Int] = []
        var position = heading + 1
        while position < blocks.count {
            guard position - heading <= Self.lookLimit else { return [] }
            let block = blocks[position]
            if isKept(position) {
                if opensSection(block) { break }
                guard block.isTitleLike || (block.isTruncated && !teasers.isEmpty) else { break }
                teasers.append(position)
            }
            position += 1
        }
        if position < blocks.count {
            if let pairs = fullPairs(below: heading), !isButton { return pairs }
            if blocks[position].isProse { leaveSubhead(&teasers) }
        }
        if isButton, !teasers.allSatisfy({ blocks[$0].words.count >= 4 }) { return [] }
        let words = teasers.reduce(0) { $0 + blocks[$1].words.count }
        guard teasers.count >= (isButton ? 2 : 1), teasers.count <= Self.teaserLimit,
            words * 2 < wordsBefore[blocks.count]
        else {
            return []
        }
        return teasers
    }

    /// No page relates more; what is longer is a text without punctuation.
    private static let teaserLimit = 60
    /// Nor is there more furniture in between; looking on from each of many headings would take time without end.
    private static let lookLimit = 500

    /// The last title before running text can be that text's subhead: always between summaries, else when it is short.
    private func leaveSubhead(_ teasers: inout [Int]) {
        guard let last = teasers.last, blocks[last].isTitleLike else { return }
        let others = teasers.dropLast()
        let width = others.reduce(0) { $0 + blocks[$1].columns }
        let isShort = blocks[last].words.count <= 4 || blocks[last].columns <= 24
        let isShorter = !others.isEmpty && blocks[last].columns * others.count * 10 < width * 6
        if isShort || isShorter || others.contains(where: { blocks[$0].isTruncated }) { teasers.removeLast() }
    }

    /// Title and summary in turn down to the text's end, where the summaries are whole sentences; nil for anything else.
    private func fullPairs(below heading: Int) -> [Int]? {
        var pairs: [Int] = []
        var position = heading + 1
        while let title = nextKept(position) {
            guard title - heading <= Self.lookLimit else { return nil }
            guard blocks[title].isTitleLike, !opensSection(blocks[title]), let summary = nextKept(title + 1) else {
                return nil
            }
            let text = blocks[summary]
            guard text.isTruncated || (text.endsSentence && text.columns <= 260 && text.sentences <= 3) else {
                return nil
            }
            pairs += [title, summary]
            position = summary + 1
        }
        let words = pairs.reduce(0) { $0 + blocks[$1].words.count }
        return pairs.count >= 4 && words * 2 < wordsBefore[blocks.count] ? pairs : nil
    }

    private func opensSection(_ block: TextBlock) -> Bool {
        guard let match = block.match, match.extent == .whole else { return false }
        switch match.group {
        case .related, .readAlso, .more, .comments, .tags: return true
        default: return false
        }
    }

    /// Two or more pairs of a title and a cut-off summary at the end of the text.
    mutating func cutClosingTeasers() {
        let kept = blocks.indices.filter(isKept)
        var start = kept.count
        while start >= 2, blocks[kept[start - 1]].isTruncated, blocks[kept[start - 2]].isTitleLike { start -= 2 }
        let pairs = (kept.count - start) / 2
        guard pairs >= 2, kept[..<start].contains(where: { blocks[$0].isProse }) else { return }
        for position in kept[start...] {
            mark(position, Cut(kind: .related, evidence: "\(pairs) pairs of title and cut-off summary at the end"))
        }
    }

    /// “Topics” behind the text, with the topics below it.
    mutating func cutTags() {
        for position in prose.upperBound..<max(blocks.count, prose.upperBound)
        where blocks[position].says(.tags, .whole) {
            mark(position, Cut(kind: .navigation, evidence: "a heading of tags behind the text"))
            var tag = position + 1
            while tag < blocks.count, blocks[tag].isTitleLike, blocks[tag].words.count <= 4 {
                mark(tag, Cut(kind: .navigation, evidence: "a tag behind the text"))
                tag += 1
            }
        }
    }

    /// A heading of comments behind most of the text, and all that follows it.
    mutating func cutComments() {
        guard
            let heading = blocks.indices.first(where: { blocks[$0].says(.comments) && !isKept($0) && opensComments($0) }
            )
        else { return }
        for position in heading..<blocks.count {
            mark(position, Cut(kind: .comments, evidence: "below the comments' heading"))
        }
    }

    /// A count, a request to write one, or the buttons and dates of comments below tell the heading from a subhead.
    private func opensComments(_ position: Int) -> Bool {
        let block = blocks[position]
        guard block.says(.comments), prose.lowerBound < position else { return false }
        // Menus above the text are long as well, and a count of comments often stands between the two.
        let before = proseBefore[position]
        guard proseBefore[blocks.count] - before <= before else { return false }
        if block.numberWords > 0 || block.says(.comments, .opening) { return true }
        return blocks[(position + 1)...].contains { $0.says(.reply, .whole) || $0.says(.comments) || $0.digits.isDate }
    }

    /// What stands between the lines of a prompt and speaks of the same.
    mutating func cutPromptBoxes() {
        let spoken: PhraseGroup = [.subscribe, .login, .consent]
        for position in blocks.indices.dropFirst() where isKept(position) && isPrompt(position - 1) {
            let block = blocks[position]
            guard !block.mentions.isDisjoint(with: spoken), block.columns <= 160, !block.hasQuote else { continue }
            let isEnclosed = position + 1 < blocks.count && isPrompt(position + 1)
            guard isEnclosed || (position >= prose.upperBound && !block.isProse) else { continue }
            mark(position, Cut(kind: .subscribe, evidence: "beside a prompt, and speaks of the same"))
        }
    }

    private func isPrompt(_ position: Int) -> Bool {
        switch cuts[position]?.kind {
        case .subscribe, .paywall, .cookie: true
        default: false
        }
    }
}
