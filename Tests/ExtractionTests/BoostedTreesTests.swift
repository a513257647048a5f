import Extraction
import Testing

@Suite struct BoostedTreesTests {
    /// The names of the features as the code computes them now.
    private let names: [String]
    private let page = Page(bytes: Array("<p>One short paragraph.</p><p>And a second one.</p>".utf8))

    init() throws { names = try Extractor.features(of: page).names }

    /// A change to the features needs a new model: `make train`.
    @Test func bundledModelIsTrainedOnTheseFeatures() throws {
        let model = try #require(BoostedTrees.bundled)
        #expect(model.featureCount == names.count)
        #expect(model.featureHash == nameHash(names))
        #expect(!model.origin.isEmpty)
    }

    /// The file is small, and says in its first bytes, readable without any program, what it was made from and when.
    @Test func bundledModelIsSmallAndDated() throws {
        let bytes = BoostedTrees.bundledBytes
        #expect(bytes.count <= 100_000)
        let origin = try #require(BoostedTrees.bundled).origin
        #expect(String(decoding: bytes.prefix(1_000), as: UTF8.self).contains(origin))
        #expect(origin.contains("news-dev"))
        #expect(origin.contains(#/\b20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b/#))
    }

    @Test func featureNamesAreDifferent() { #expect(Set(names).count == names.count) }

    /// Two leaves: blocks of at most three words get the left one.
    @Test func handMadeModelDecides() throws {
        let column = try #require(names.firstIndex(of: "words"))
        var file = ModelFile(names: names)
        file.trees = [.init(feature: column, threshold: 3, left: 0, right: 2), .init(leaf: -1)]
        let model = try BoostedTrees(file.bytes)
        #expect(model.origin == "made by hand")
        let blocks = try Extractor(model: model).analyse(page).blocks
        #expect(blocks.map { ($0.label.probability * 10_000).rounded() } == [2689, 7311])
    }

    @Test func modelForOtherFeaturesIsRefused() throws {
        let model = try BoostedTrees(ModelFile(names: ["words"]).bytes)
        #expect(throws: ExtractionError.unusableModel) { try Extractor(model: model).extract(page) }
    }

    @Test func cutFilesAreRefused() throws {
        var file = ModelFile(names: names)
        file.trees = [
            .init(feature: 0, threshold: 1, left: 0, right: 1), .init(feature: 1, threshold: 2, left: 3, right: 4),
        ]
        for count in file.bytes.indices {
            #expect(throws: ModelError.self) { try BoostedTrees(Array(file.bytes.prefix(count))) }
        }
    }

    /// Truncations of the file that the package ships; the test above cuts a small file at every byte.
    @Test func cutBundledModelIsRefused() throws {
        let bytes = BoostedTrees.bundledBytes
        #expect(throws: Never.self) { try BoostedTrees(bytes) }
        for count in Array(0..<64) + Array(stride(from: 64, to: bytes.count, by: 499)) + [bytes.count - 1] {
            #expect(throws: ModelError.self) { try BoostedTrees(Array(bytes.prefix(count))) }
        }
    }

    @Test(arguments: [
        (ModelFile.Damage.magic, ModelError.notAModel), (.version, .otherVersion), (.feature, .damaged),
        (.circle, .damaged), (.leafBehindTheLast, .damaged), (.splitBehindTheLast, .damaged), (.leafTwice, .damaged),
    ])
    func damagedFilesAreRefused(_ damage: ModelFile.Damage, _ error: ModelError) {
        #expect(throws: error) { try BoostedTrees(ModelFile.damaged(damage)) }
    }
}

/// FNV-1a over the names joined by line feeds, as `Benchmarks/training/model.py` computes it.
private func nameHash(_ names: [String]) -> UInt32 {
    names.joined(separator: "\n").utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
}
