/// Labels that give themselves away by repetition, and buttons by their company.
extension FurniturePass {
    /// “XyzXyzXyz”, every line that is that label alone, and any label that keeps coming back between paragraphs.
    mutating func cutRepeatedLabels() {
        var labels: [[UInt32]: (kind: RemovalKind, repetition: Repetition)] = [:]
        for (position, block) in blocks.enumerated() {
            guard let repetition = block.repetition else { continue }
            let words = WordHash.words(repetition.unit)
            let kind = LinePhrases.bundled.whole(words[...], isNumber: { _ in false })?.group.kind ?? .ad
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

    /// The same short line three times or more, mostly between paragraphs. Two such lines are a dialogue's speakers.
    private mutating func cutRecurringLabel() {
        var places: [[UInt32]: [Int]] = [:]
        for (position, block) in blocks.enumerated() where position > 0 && isKept(position) && block.canRecur {
            places[block.words, default: []].append(position)
        }
        let recurring = places.values.filter { $0.count >= 3 }
        guard recurring.count == 1, let positions = recurring.first else { return }
        let between = positions.count { $0 + 1 < blocks.count && blocks[$0 - 1].isProse && blocks[$0 + 1].isProse }
        guard between >= 2, between * 2 >= positions.count else { return }
        for position in positions {
            mark(position, Cut(kind: .ad, evidence: "the same short line \(positions.count) times"))
        }
    }

    /// Names of networks, two or more in a row, on one line or on lines of their own; after a colon they are a list.
    mutating func cutShareButtons() {
        var position = 0
        while position < blocks.count {
            var end = position
            var buttons = 0
            while end < blocks.count, blocks[end].shareButtons > 0 {
                buttons += blocks[end].shareButtons
                end += 1
            }
            let isAnnounced =
                position > 0 && isKept(position - 1) && blocks[position - 1].endsInStop
                && blocks[position - 1].text.last == ":"
            if buttons >= (position == 0 ? 3 : 2), !isAnnounced {
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
