/// Writes model files by hand, in the format that `BoostedTrees` documents.
struct ModelFile {
    /// A tree with one split, or with none and one leaf.
    struct Tree {
        var split: (feature: UInt16, threshold: Float, left: Int8, right: Int8)?
        var leaves: [Float]

        /// Rows whose feature is at most the threshold get `left − 1`, the others `right`.
        init(feature: Int, threshold: Float, left: Float, right: Float) {
            split = (UInt16(feature), threshold, -1, -2)
            leaves = [left, right]
        }

        init(leaf: Float) { leaves = [leaf] }
    }

    enum Damage {
        case magic, version, feature, circle, leafBehindTheLast, splitBehindTheLast, leafTwice
    }

    var names: [String]
    var version: UInt16 = 2
    var magic = "CDBT"
    var trees: [Tree] = []

    init(names: [String]) { self.names = names }

    var bytes: [UInt8] {
        let origin = Array("made by hand".utf8)
        var bytes = Array(magic.utf8) + little(version) + little(UInt16(names.count)) + little(UInt16(trees.count))
        bytes += little(UInt32(0)) + little(UInt16(origin.count)) + origin
        for tree in trees {
            bytes.append(tree.split == nil ? 0 : 1)
            if let split = tree.split {
                bytes += little(split.feature) + little(split.threshold.bitPattern)
                bytes += [UInt8(bitPattern: split.left), UInt8(bitPattern: split.right)]
            }
            for leaf in tree.leaves { bytes += little(leaf.bitPattern) }
        }
        return bytes
    }

    /// A file with one fault.
    static func damaged(_ damage: Damage) -> [UInt8] {
        var file = ModelFile(names: ["one", "two"])
        var tree = Tree(feature: 1, threshold: 0, left: 0, right: 1)
        switch damage {
        case .magic: file.magic = "CDBX"
        case .version: file.version = 1
        case .feature: tree.split?.feature = 2
        case .circle: tree.split?.left = 0
        case .leafBehindTheLast: tree.split?.right = -3
        case .splitBehindTheLast: tree.split?.right = 1
        case .leafTwice: tree.split?.right = -1
        }
        file.trees = [tree]
        return file.bytes
    }

    private func little(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}
