/// Chooses the blocks whose text has the highest expected word F1.
///
/// With `p` the chance that a block belongs to the article and `w` its words, a selection's expected F1 is about
/// 2Σpw / (Σw over the selected + Σpw over all); the best selection is a prefix of the blocks in order of `p`
/// (Jansche 2007, “A maximum expected utility framework for binary sequence labeling”). The same holds for F-beta, where
/// recall counts β² times as much: (1 + β²)Σpw / (Σw over the selected + β²Σpw over all).
enum ExpectedF1 {
    struct Selection {
        var kept: [Bool]
        /// The expected F1 of what is kept, 0…1.
        var value: Double
    }

    static func select(_ chances: [Double], words: [Int], betaSquared: Double = 1) -> Selection {
        let order = chances.indices.sorted { (chances[$0], -$0) > (chances[$1], -$1) }
        let expected = zip(chances, words).reduce(0) { $0 + $1.0 * Double($1.1) }
        var (hits, size, best, bestCount, expectedF1) = (0.0, 0.0, 0.0, 0, 0.0)
        for (rank, index) in order.enumerated() {
            hits += chances[index] * Double(words[index])
            size += Double(words[index])
            let value = (1 + betaSquared) * hits / (size + betaSquared * expected + 1e-9)
            guard value > best else { continue }
            (best, bestCount, expectedF1) = (value, rank + 1, 2 * hits / (size + expected + 1e-9))
        }
        var kept = [Bool](repeating: false, count: chances.count)
        for index in order.prefix(bestCount) { kept[index] = true }
        return Selection(kept: kept, value: expectedF1)
    }
}
