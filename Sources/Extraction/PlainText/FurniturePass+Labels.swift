/// Labels that give themselves away by repetition, and buttons by their company.
extension FurniturePass {
    /// “XyzXyzXyz”, every line that is that label alone, and any label that keeps coming back between paragraphs.
    mutating func cutRepeatedLabels() {
        var labels: [[UInt32]: (kind: RemovalKind, repetition: Repetition)] = [:]
        for (position, block) in blocks.enumerated() {
            guard let repetition = block.repetition else { continue }
            let words = WordHash.words(repetition.unit)
            let kind = repetition.kind ?? .ad
            mark(position, Cut(kind: kind, evidence: "“\(repetition.unit)” \(repetition.count) times in a row"))
            if labels[words].map({ $0.repetition.count < repetition.count }) ?? true {
                labels[words] = (kind, repetition)
            }
        }
        cutLoneLabels(labels)
        cutRecurringLabel()
    }

    private mutating func cutLoneLabels(_ labels: [[UInt32]: (kind: RemovalKind, repetition: Repetition)]) {
        guard !labels.isEmpty else { return }
        for (position, block) in blocks.enumerated() where isKept(position) {
            guard let label = labels[block.words], !block.endsSentence, !block.startsWithQuote else { continue }
            // The headline can be such a line; two in a row are no proof against it.
            if position == 0 && label.repetition.count < 3 { continue }
            let evidence = "the label “\(label.repetition.unit)”, elsewhere \(label.repetition.count) times in a row"
            mark(position, Cut(kind: label.kind, evidence: evidence))
        }
    }

    /// The same short line three times or more, at least once where no subhead can stand: a subhead may recur as well.
    private mutating func cutRecurringLabel() {
        var places: [[UInt32]: [Int]] = [:]
        for (position, block) in blocks.enumerated() where position > 0 && isKept(position) && block.canRecur {
            places[block.words, default: []].append(position)
        }
        for positions in places.values where positions.count >= 3 && positions.contains(where: isNoSubhead) {
            for position in positions {
                mark(position, Cut(kind: .ad, evidence: "the same short line \(positions.count) times"))
            }
        }
    }

    /// At the text's end, before itself, or within a sentence.
    private func isNoSubhead(_ position: Int) -> Bool {
        guard let next = nextKept(position + 1) else { return true }
        return blocks[next].words == blocks[position].words
            || blocks[next].isProse && blocks[next].text.unicodeScalars.first?.properties.isLowercase == true
    }

    /// Names of networks, two or more in a row, on one line or on lines of their own; after a colon they are a list.
    mutating func cutShareButtons() {
        var position = 0
        while position < blocks.count {
            var end = position
            var buttons = 0
            var hasName = false
            while end < blocks.count, blocks[end].shareButtons > 0 {
                buttons += blocks[end].shareButtons
                hasName = hasName || blocks[end].columns > 2 * blocks[end].shareButtons
                end += 1
            }
            let isAnnounced =
                position > 0 && isKept(position - 1) && blocks[position - 1].endsInStop
                && blocks[position - 1].text.last == ":"
            if buttons >= (position == 0 ? 3 : 2), hasName, !isAnnounced {
                for button in position..<end {
                    mark(button, Cut(kind: .share, evidence: "\(buttons) share buttons in a row"))
                }
            }
            position = max(end, position + 1)
        }
    }
}

extension TextBlock {
    /// Whether the line could be a label that a site sets between paragraphs.
    fileprivate var canRecur: Bool {
        columns <= 32 && columns >= 4 && (1...4).contains(words.count) && numberWords == 0 && isTitleLike && !hasQuote
            && !endsSentence && !startsWithQuote && text.utf8.first.map { $0 | 0x20 > 0x60 } == true
    }
}
