import ExtractionData

/// A gradient-boosted ensemble of binary trees that gives a block's chance of being article text.
///
/// Trees are not walked: a walk guesses wrong at every fourth split. All splits that ask for one feature stand together instead,
/// and each that a block passes on the right strikes the leaves on its left; the first leaf that is left over is the
/// block's (QuickScorer: Lucchese et al., SIGIR 2015). Blocks go through together, ``FeatureChunk/limit`` at a time.
///
/// File format, little endian, as `Benchmarks/train.py` writes it: the bytes `CDBT`; UInt16 version (2), number of features, number of
/// trees; UInt32 hash of the features' names (FNV-1a over the names joined by line feeds); UInt16 length and UTF-8 text of the
/// model's origin and date; then per tree as ``Tree`` reads it.
public struct BoostedTrees: Sendable {
    /// A split, among those that ask for the same feature.
    private struct Split {
        /// Blocks with more than this go right, where no leaf but the `remaining` ones is.
        let threshold: Float
        let tree: Int32
        let remaining: UInt32
    }

    /// The splits that ask for a feature, lowest threshold first.
    private struct Column {
        let feature: Int
        let splits: Range<Int>
    }

    private let splits: [Split]
    private let columns: [Column]
    /// Of all trees, from left to right, ``Tree/leafLimit`` places each.
    private let leaves: [Float]
    private let treeCount: Int
    /// How many features a block has.
    public let featureCount: Int
    /// Of the features' names in order: a model fits no other list.
    public let featureHash: UInt32
    /// Corpora, date and parameters of the training.
    public let origin: String

    /// The model that the package ships; nil when its file does not fit this program's format.
    public static let bundled: BoostedTrees? = try? BoostedTrees(bundledBytes)  // Nil is told as `unusableModel`.

    /// The model file that the package ships.
    public static var bundledBytes: [UInt8] {
        let data = extraction_model()
        return Array(UnsafeBufferPointer(start: data.bytes, count: data.count))
    }

    /// - Throws: ``ModelError`` when the bytes are not a model of this version.
    public init(_ bytes: [UInt8]) throws(ModelError) {
        var reader = ModelReader(bytes)
        guard try reader.bytes(4).elementsEqual("CDBT".utf8) else { throw .notAModel }
        guard try reader.uint16() == 2 else { throw .otherVersion }
        featureCount = try reader.uint16()
        guard featureCount <= FeatureRow.capacity else { throw .damaged }
        treeCount = try reader.uint16()
        featureHash = try reader.uint32()
        origin = String(decoding: try reader.bytes(reader.uint16()), as: UTF8.self)
        var (splits, leaves): ([(feature: Int, split: Split)], [Float]) = ([], [])
        for number in 0..<treeCount {
            let tree = try Tree(&reader, featureCount: featureCount)
            for (split, remaining) in zip(tree.splits, tree.remainingOnTheRight) {
                splits.append(
                    (split.feature, Split(threshold: split.threshold, tree: Int32(number), remaining: remaining)))
            }
            leaves += tree.leaves + Array(repeating: 0, count: Tree.leafLimit - tree.leaves.count)
        }
        splits.sort { ($0.feature, $0.split.threshold) < ($1.feature, $1.split.threshold) }
        let starts = splits.indices.filter { $0 == 0 || splits[$0].feature != splits[$0 - 1].feature }
        columns = zip(starts, starts.dropFirst() + [splits.count]).map { start, end in
            Column(feature: splits[start].feature, splits: start..<end)
        }
        self.splits = splits.map(\.split)
        self.leaves = leaves
    }

    /// Appends the chance, 0…1, of each block of a chunk with `featureCount` columns.
    func addProbabilities(of chunk: FeatureChunk, to chances: inout [Double]) {
        let lanes = FeatureChunk.limit
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: treeCount * lanes) { remaining in
            remaining.initialize(repeating: .max)
            for column in columns { strike(column, chunk.values(of: column.feature), remaining) }
            for lane in 0..<chunk.count {
                var score = 0.0
                for tree in 0..<treeCount {
                    let leaf = remaining[tree * lanes + lane].trailingZeroBitCount
                    score += Double(leaves[tree * Tree.leafLimit + leaf])
                }
                chances.append(1 / (1 + Exponential.of(-score)))
            }
        }
    }

    /// Strikes the leaves that blocks with these values of a feature do not reach.
    private func strike(
        _ column: Column, _ values: UnsafeBufferPointer<Float>, _ remaining: UnsafeMutableBufferPointer<UInt32>
    ) {
        let most = values.max() ?? 0
        for split in splits[column.splits] {
            guard split.threshold < most else { break }
            let sets = UnsafeMutableBufferPointer(
                rebasing: remaining[Int(split.tree) * FeatureChunk.limit..<(Int(split.tree) + 1) * FeatureChunk.limit])
            for lane in 0..<FeatureChunk.limit {
                sets[lane] &= values[lane] > split.threshold ? split.remaining : .max
            }
        }
    }
}
