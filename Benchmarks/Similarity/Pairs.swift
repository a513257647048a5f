import DuplicatePairs
import Foundation
import JSON

/// Precision and recall of near-duplicates on copies made of a corpus' gold texts, against all other pairs.
enum Pairs {
    static let leastPrecision = 0.99
    static let leastRecall = 0.95
    /// Texts of the corpus that share this much, counted exactly, are near-duplicates by the rule that is measured: to find them
    /// is no mistake. Nothing that shares less is left out.
    static let nearDuplicate = 0.5

    /// - Parameter corpus: a folder with `<set>/truth.jsonl`.
    /// - Returns: whether both floors are reached.
    static func run(corpus: String) throws -> Bool {
        let sets = try FileManager.default.contentsOfDirectory(atPath: corpus).sorted()
        let texts = try sets.flatMap { try read("\(corpus)/\($0)/truth.jsonl", prefix: $0) }
        let all = Array(unique(texts).enumerated())
        // Every tenth text only gives outlets' own paragraphs.
        let score = PairScore(
            all.filter { $0.offset % 10 != 0 }.map(\.element), donors: all.filter { $0.offset % 10 == 0 }.map(\.element)
        )
        for copy in OutletCopy.allCases {
            let (found, all) = score.found[copy] ?? (0, 0)
            print("\(copy.rawValue.padding(toLength: 16, withPad: " ", startingAt: 0)) \(found) of \(all) found")
        }
        print("\(texts.count) texts; wrong: \(score.wrong.count) of \(score.otherPairs) other pairs")
        for mistake in score.wrong.prefix(20) {
            print("  \(mistake.names)  \(mistake.likeness)  by themselves \(rounded(mistake.share))")
        }
        if ProcessInfo.processInfo.environment["MISSED"] != nil {
            for mistake in score.missed.prefix(40) { print("  missed \(mistake.names)  \(mistake.likeness)") }
        }
        print("recall \(rounded(score.recall))  precision against all other pairs \(rounded(score.precision))")
        for (share, what) in [(nearDuplicate, "near-duplicates by themselves"), (0.2, "a fifth by themselves")] {
            print("  \(rounded(score.precision(leavingOut: share))) without texts that share \(share), \(what)")
        }
        return score.precision(leavingOut: nearDuplicate) >= leastPrecision && score.recall >= leastRecall
    }

    private static func read(_ path: String, prefix: String) throws -> [PairScore.Text] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        return try data.split(separator: 0x0A).compactMap { line in
            let value = try JSONValue.parse(Array(line))
            guard let text = value["text"]?.string, let id = value["id"]?.string else { return nil }
            return PairScore.Text(name: "\(prefix)/\(id)", paragraphs: text.split(separator: "\n").map(String.init))
        }
    }

    /// The corpora hold a few texts twice, which are no mistakes.
    private static func unique(_ texts: [PairScore.Text]) -> [PairScore.Text] {
        var seen: Set<[String]> = []
        return texts.filter { seen.insert($0.paragraphs).inserted }
    }

    private static func rounded(_ value: Double) -> String { String(format: "%.4f", value) }
}
