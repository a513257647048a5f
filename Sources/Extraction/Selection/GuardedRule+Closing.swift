import HTML

extension GuardedRule {
    /// Rules about what stands right above, below or between the paragraphs and is written like them.
    static let closing: [GuardedRule] = [
        GuardedRule(kind: .byline, evidence: "a small box about the author behind the text", limit: 0.7) { page, _ in
            AuthorBox.blocks(page)
        },
        GuardedRule(.byline, "nothing but a date above the text", limit: 0.1) { page, index in
            page.isDateAbove(index)
        },
        GuardedRule(.byline, "a short line with an e-mail address behind the text", limit: 0.1) { page, index in
            page.isAddressLine(index)
        },
        GuardedRule(.comments, "says what comments may be", limit: 0.2) { page, index in
            let block = page.blocks[index]
            return page.isBehindMostText(index) && block.headingLevel == 0 && block.weightedCharacters < 400
                && page.closingPhrases(index).contains(.commentPolicy)
        },
        GuardedRule(.footer, "says whose the text is and who may copy it", limit: 0.2) { page, index in
            page.isBehindMostText(index) && page.blocks[index].weightedCharacters < 240
                && page.closingPhrases(index).contains(.notice)
        },
        GuardedRule(.share, "asks to share the article", limit: 0.2) { page, index in
            page.blocks[index].weightedCharacters < 80 && page.closingPhrases(index).contains(.shareLine)
        },
        GuardedRule(kind: .related, evidence: "a link below a line that points to other articles", limit: 0.4) {
            page, _ in
            page.linksBelowPointers()
        },
        GuardedRule(.caption, "a short line in a box of several pictures", limit: 0.2) { page, index in
            page.isInPictureBox(index)
        },
        GuardedRule(.related, "a line of a news ticker", limit: 0.4) { page, index in page.isTickerLine(index) },
    ]
}

extension PageFeatures {
    /// Whether four fifths of the other running text stand in front of a block.
    func isBehindMostText(_ index: Int) -> Bool {
        let own = blocks[index].isGood ? blocks[index].characters : 0
        return 5 * layout.goodBefore[index] >= 4 * (containers.goodCharacters - own)
    }

    /// Digits with next to no letters, as dates are that are written with 年 and 月, above the first long paragraph.
    func isDateAbove(_ index: Int) -> Bool {
        let (block, tables) = (blocks[index], AncestorTags.table.union(.list))
        guard index < layout.firstLong, block.headingLevel == 0, block.characters <= 40,
            around(index).isDisjoint(with: tables)
        else { return false }
        return block.summary.digits >= 5 && block.summary.letters <= block.summary.digits
            && !segmentation.string(of: block).utf8.contains { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "$") }
    }

    func isAddressLine(_ index: Int) -> Bool {
        let block = blocks[index]
        guard block.headingLevel == 0, block.weightedCharacters <= 80, isBehindMostText(index),
            segmentation.text[block.text].contains(UInt8(ascii: "@"))
        else { return false }
        return segmentation.string(of: block).split(separator: " ").contains { word in
            let parts = word.split(separator: "@", omittingEmptySubsequences: false)
            return parts.count == 2 && !parts[0].isEmpty && parts[1].dropFirst().contains(".")
        }
    }

    /// Link lines in a row whose first stands below a short line, no link itself, that points to other articles.
    func linksBelowPointers() -> [Int] {
        var found: [Int] = []
        var isBelow = false
        for (index, block) in blocks.enumerated() {
            if block.phrases.contains(.related), block.weightedCharacters <= 60, block.linkDensity < 0.5 {
                isBelow = true
            } else if isBelow, block.headingLevel == 0, block.linkDensity > 0.8, block.weightedCharacters <= 250 {
                found.append(index)
            } else {
                isBelow = false
            }
        }
        return found
    }

    /// A short line that is no sentence, in an element whose class says that pictures take turns in it, and that holds several.
    func isInPictureBox(_ index: Int) -> Bool {
        let block = blocks[index]
        guard block.wordCount <= 20, block.headingLevel == 0, !WordScan.endsSentence(block.summary.last) else {
            return false
        }
        return layout.chain(index).prefix(8).contains { element in
            guard elements.widgets[Int(element)].contains(.pictureBox) else { return false }
            let totals = containers.totals[Int(element)]
            return totals.images >= 2 && totals.images * 3 >= totals.blocks && totals.goodCharacters == 0
        }
    }

    /// A line in an element that calls itself a ticker and that holds nothing but a few such lines. The entries of a live blog,
    /// which German calls a ticker too, are longer.
    func isTickerLine(_ index: Int) -> Bool {
        guard blocks[index].characters < 160 else { return false }
        return layout.chain(index).prefix(6).contains { element in
            guard elements.widgets[Int(element)].contains(.ticker) else { return false }
            let totals = containers.totals[Int(element)]
            return totals.characters < 800 && totals.blocks <= 12 && totals.longestGood < 160
        }
    }
}
