import ExtractionData

/// A gradient-boosted ensemble of binary trees that gives a block's chance of being article text.
///
/// File format, little endian, as `Benchmarks/train.py` writes it: the bytes `CDBT`; UInt16 version (2), number of features, number of
/// trees; UInt32 hash of the features' names (FNV-1a over the names joined by line feeds); UInt16 length and UTF-8 text of the
/// model's origin and date; then per tree UInt8 number of splits, the splits (UInt16 feature, Float32 threshold, Int8
/// left, Int8 right; a negative child is the leaf −child−1) and one Float32 more leaf values than splits.
public struct BoostedTrees: Sendable {
    private struct Split {
        let feature: Int32
        let threshold: Float
        /// Index of the next split; negative: −leaf−1.
        let left: Int32
        let right: Int32
    }

    private var splits: [Split] = []
    private var leaves: [Float] = []
    /// Where each tree's root stands: a split's index, or a negative leaf.
    private var roots: [Int32] = []
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
        let trees = try reader.uint16()
        featureHash = try reader.uint32()
        origin = String(decoding: try reader.bytes(reader.uint16()), as: UTF8.self)
        for _ in 0..<trees { try readTree(&reader) }
    }

    private mutating func readTree(_ reader: inout ModelReader) throws(ModelError) {
        let count = try reader.uint8()
        let (firstSplit, firstLeaf) = (Int32(splits.count), Int32(leaves.count))
        func child(_ value: Int) throws(ModelError) -> Int32 {
            guard value < count, -value - 1 <= count else { throw .damaged }
            return value >= 0 ? firstSplit + Int32(value) : -(firstLeaf + Int32(-value - 1)) - 1
        }
        roots.append(count == 0 ? -firstLeaf - 1 : firstSplit)
        for number in 0..<count {
            let feature = try reader.uint16()
            let threshold = try reader.float()
            let (left, right) = (try reader.int8(), try reader.int8())
            // Children come after their parent, so that no file can make a walk go round in circles.
            guard feature < featureCount, left < 0 || left > number, right < 0 || right > number else { throw .damaged }
            splits.append(
                Split(feature: Int32(feature), threshold: threshold, left: try child(left), right: try child(right)))
        }
        for _ in 0...count { leaves.append(try reader.float()) }
    }

    /// Appends the chance, 0…1, of each of some rows with `featureCount` columns.
    func addProbabilities(of rows: UnsafeBufferPointer<Float>, to chances: inout [Double]) {
        for start in stride(from: 0, to: rows.count, by: featureCount) {
            let score = score(UnsafeBufferPointer(rebasing: rows[start..<start + featureCount]))
            chances.append(1 / (1 + Exponential.of(-score)))
        }
    }

    private func score(_ row: UnsafeBufferPointer<Float>) -> Double {
        splits.withUnsafeBufferPointer { splits in
            roots.reduce(0.0) { sum, root in
                var node = root
                while node >= 0 {
                    let split = splits[Int(node)]
                    node = row[Int(split.feature)] <= split.threshold ? split.left : split.right
                }
                return sum + Double(leaves[Int(-node - 1)])
            }
        }
    }
}

/// Why a model file cannot be used.
public enum ModelError: Error, Equatable, Sendable {
    case notAModel, otherVersion, damaged
}

/// Reads little-endian numbers with bounds checks.
private struct ModelReader {
    private let source: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { source = bytes }

    mutating func bytes(_ count: Int) throws(ModelError) -> ArraySlice<UInt8> {
        guard count <= source.count - position else { throw .damaged }
        defer { position += count }
        return source[position..<position + count]
    }

    mutating func uint8() throws(ModelError) -> Int { try bytes(1).reduce(0) { _, byte in Int(byte) } }
    mutating func int8() throws(ModelError) -> Int { Int(Int8(truncatingIfNeeded: try uint8())) }
    mutating func uint16() throws(ModelError) -> Int { Int(try number(2)) }
    mutating func uint32() throws(ModelError) -> UInt32 { try number(4) }
    mutating func float() throws(ModelError) -> Float { Float(bitPattern: try number(4)) }

    private mutating func number(_ count: Int) throws(ModelError) -> UInt32 {
        try bytes(count).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
