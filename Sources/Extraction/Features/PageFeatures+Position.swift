/// Features of where the block stands and what stands beside it.
extension PageFeatures {
    func addPosition(_ index: Int, to row: inout FeatureRow) {
        let count = blocks.count
        let heading = layout.mainHeading
        row.add("relativeIndex", Double(index) / Double(count))
        row.add("index", index)
        row.add("fromEnd", count - index)
        row.add("textBefore", Double(layout.before[index]) / Double(containers.characters))
        row.add("goodBefore", Double(layout.goodBefore[index]) / Double(containers.goodCharacters))
        row.add("afterHeading", heading >= 0 ? index - heading : -999)
        let previous = layout.good.insertionPoint(of: index)
        let next = layout.good.insertionPoint(of: index + 1)
        let (previousGood, nextGood) = (
            previous > 0 ? layout.good[previous - 1] : -1, next < layout.good.count ? layout.good[next] : -1
        )
        row.add("toPreviousGood", previousGood < 0 ? 99 : min(99, index - previousGood))
        row.add("toNextGood", nextGood < 0 ? 99 : min(99, nextGood - index))
        row.add("goodBlocksBefore", previous)
        row.add("goodBlocksAfter", layout.good.count - next)
        row.add("levelsToPreviousGood", previousGood < 0 ? 31 : levels(index, sharedWith: previousGood))
        row.add("levelsToNextGood", nextGood < 0 ? 31 : levels(index, sharedWith: nextGood))
        row.add("page.characters", containers.characters)
        row.add("page.goodCharacters", containers.goodCharacters)
        row.add("page.goodBlocks", layout.good.count)
        row.add("page.blocks", count)
        row.add("page.linkDensity", layout.linkDensity)
        row.add("page.news", genre.isNews)
        row.add("page.article", genre.isArticle)
        row.add("page.newsPublisher", genre.hasNewsPublisher)
        row.add("page.openGraphArticle", genre.isOpenGraphArticle)
        row.add("page.newsMeta", genre.hasNewsMeta)
    }

    func addNeighbours(_ index: Int, to row: inout FeatureRow) {
        for offset in -2...2 where offset != 0 {
            let other = index + offset
            guard blocks.indices.contains(other) else {
                addMissingNeighbour(offset, to: &row)
                continue
            }
            let block = blocks[other]
            row.add("n\(offset).characters", block.characters)
            row.add("n\(offset).linkDensity", block.linkDensity)
            row.add("n\(offset).punctuation", Double(block.summary.punctuation) / Double(max(1, block.wordCount)))
            row.add("n\(offset).tag", block.owner < 0 ? 99 : TagRank.of(document.nodes[block.owner].tag))
            row.add("n\(offset).levels", levels(index, sharedWith: other))
            row.add("n\(offset).headingLevel", block.headingLevel)
            guard abs(offset) == 1 else { continue }
            row.add("n\(offset).related", block.phrases.contains(.related))
            row.add("n\(offset).subscribe", block.phrases.contains(.subscribe))
            row.add("n\(offset).date", block.phrases.contains(.date))
            row.add("n\(offset).phrases", block.phrases.rawValue.nonzeroBitCount)
            row.add("n\(offset).shortRelated", block.phrases.contains(.related) && block.characters < 80)
        }
    }

    private func addMissingNeighbour(_ offset: Int, to row: inout FeatureRow) {
        var columns = ["characters", "linkDensity", "punctuation", "tag", "levels", "headingLevel"]
        if abs(offset) == 1 { columns += ["related", "subscribe", "date", "phrases", "shortRelated"] }
        for name in columns { row.add("n\(offset).\(name)", -1) }
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
    func addTail(_ index: Int, to row: inout FeatureRow) {
        let all = Double(containers.characters)
        let (first, last) = (layout.firstLong, layout.lastLong)
        let lastMain = layout.mainRange.upperBound - 1
        row.add("pastLastLong", max(0, index - last))
        row.add("untilFirstLong", max(0, first - index))
        row.add("toEndOfMain", lastMain - index)
        row.add("textToEndOfMain", Double(layout.before[max(0, lastMain + 1)] - layout.before[index]) / all)
        row.add("fromStartOfMain", index - layout.mainRange.lowerBound)
        let previous = layout.long.insertionPoint(of: index)
        let next = layout.long.insertionPoint(of: index + 1)
        row.add("toPreviousLong", previous > 0 ? index - layout.long[previous - 1] : 99)
        row.add("toNextLong", next < layout.long.count ? layout.long[next] - index : 99)
        row.add("longBefore", layout.long.isEmpty ? -1 : previous)
        row.add("longAfter", layout.long.isEmpty ? -1 : layout.long.count - next)
        let textPast = index > last ? layout.before[index] - layout.before[min(last + 1, index)] : 0
        row.add("textPastLastLong", Double(textPast) / all)
    }
}

extension Array where Element: Comparable {
    /// Where `value` belongs in this ascending array, before any equal element.
    func insertionPoint(of value: Element) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
