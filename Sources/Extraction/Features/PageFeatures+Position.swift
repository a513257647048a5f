/// Features of where the block stands and what stands beside it.
extension PageFeatures {
    mutating func addPosition(_ index: Int) {
        let count = blocks.count
        let heading = layout.mainHeading
        add("relativeIndex", Double(index) / Double(count))
        add("index", index)
        add("fromEnd", count - index)
        add("textBefore", Double(layout.before[index]) / Double(containers.characters))
        add("goodBefore", Double(layout.goodBefore[index]) / Double(containers.goodCharacters))
        add("afterHeading", heading >= 0 ? index - heading : -999)
        let previous = layout.good.insertionPoint(of: index)
        let next = layout.good.insertionPoint(of: index + 1)
        let (previousGood, nextGood) = (
            previous > 0 ? layout.good[previous - 1] : -1, next < layout.good.count ? layout.good[next] : -1
        )
        add("toPreviousGood", previousGood < 0 ? 99 : min(99, index - previousGood))
        add("toNextGood", nextGood < 0 ? 99 : min(99, nextGood - index))
        add("goodBlocksBefore", previous)
        add("goodBlocksAfter", layout.good.count - next)
        add("levelsToPreviousGood", previousGood < 0 ? 31 : levels(index, sharedWith: previousGood))
        add("levelsToNextGood", nextGood < 0 ? 31 : levels(index, sharedWith: nextGood))
        add("page.characters", containers.characters)
        add("page.goodCharacters", containers.goodCharacters)
        add("page.goodBlocks", layout.good.count)
        add("page.blocks", count)
        add("page.linkDensity", layout.linkDensity)
        add("page.news", genre.isNews)
        add("page.article", genre.isArticle)
        add("page.newsPublisher", genre.hasNewsPublisher)
        add("page.openGraphArticle", genre.isOpenGraphArticle)
        add("page.newsMeta", genre.hasNewsMeta)
    }

    mutating func addNeighbours(_ index: Int) {
        for offset in [-2, -1, 1, 2] {
            let other = index + offset
            guard blocks.indices.contains(other) else {
                addMissingNeighbour(offset)
                continue
            }
            let block = blocks[other]
            add("n\(offset).characters", block.characters)
            add("n\(offset).linkDensity", block.linkDensity)
            add("n\(offset).punctuation", Double(block.summary.punctuation) / Double(max(1, block.wordCount)))
            add("n\(offset).tag", block.owner < 0 ? 99 : TagRank.of(document.nodes[block.owner].tag))
            add("n\(offset).levels", levels(index, sharedWith: other))
            add("n\(offset).headingLevel", block.headingLevel)
            guard abs(offset) == 1 else { continue }
            add("n\(offset).related", block.phrases.contains(.related))
            add("n\(offset).subscribe", block.phrases.contains(.subscribe))
            add("n\(offset).date", block.phrases.contains(.date))
            add("n\(offset).phrases", block.phrases.rawValue.nonzeroBitCount)
            add("n\(offset).shortRelated", block.phrases.contains(.related) && block.characters < 80)
        }
    }

    private mutating func addMissingNeighbour(_ offset: Int) {
        var columns = ["characters", "linkDensity", "punctuation", "tag", "levels", "headingLevel"]
        if abs(offset) == 1 { columns += ["related", "subscribe", "date", "phrases", "shortRelated"] }
        for name in columns { add("n\(offset).\(name)", -1) }
    }

    /// How many levels above block `index` the nearest block element stands that also holds block `other`.
    private func levels(_ index: Int, sharedWith other: Int) -> Int {
        let leaf = blocks[other].leaf
        for (level, element) in layout.blockChain(index).enumerated()
        where LayoutContext.contains(Int(element), leaf, document) {
            return level
        }
        return 30
    }

    /// Distance to the end of the article's container and to its long paragraphs.
    mutating func addTail(_ index: Int) {
        let all = Double(containers.characters)
        let (first, last) = (layout.firstLong, layout.lastLong)
        let lastMain = layout.mainRange.upperBound - 1
        add("pastLastLong", max(0, index - last))
        add("untilFirstLong", max(0, first - index))
        add("toEndOfMain", lastMain - index)
        add("textToEndOfMain", Double(layout.before[max(0, lastMain + 1)] - layout.before[index]) / all)
        add("fromStartOfMain", index - layout.mainRange.lowerBound)
        let previous = layout.long.insertionPoint(of: index)
        let next = layout.long.insertionPoint(of: index + 1)
        add("toPreviousLong", previous > 0 ? index - layout.long[previous - 1] : 99)
        add("toNextLong", next < layout.long.count ? layout.long[next] - index : 99)
        add("longBefore", layout.long.isEmpty ? -1 : previous)
        add("longAfter", layout.long.isEmpty ? -1 : layout.long.count - next)
        let textPast = index > last ? layout.before[index] - layout.before[min(last + 1, index)] : 0
        add("textPastLastLong", Double(textPast) / all)
    }
}

extension [Int] {
    /// Where `value` belongs in this ascending array, before any equal element.
    func insertionPoint(of value: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
