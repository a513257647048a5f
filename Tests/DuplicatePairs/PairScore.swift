import Similarity

/// How well near-duplicates are told from all other pairs of a collection.
public struct PairScore: Sendable {
    public struct Text: Sendable {
        public let name: String
        public let paragraphs: [String]

        public init(name: String, paragraphs: [String]) {
            self.name = name
            self.paragraphs = paragraphs
        }
    }

    /// A pair that is judged wrongly.
    public struct Mistake: Sendable {
        public let names: (String, String)
        public let likeness: Likeness
        /// How much the two texts share before anything was made of them: common shingles, of those of the shorter, counted
        /// exactly. For a missed copy 1.
        public fileprivate(set) var share = 1.0
    }

    /// Copies that were found among those that there are, by what was done to them.
    public private(set) var found: [OutletCopy: (Int, Int)] = [:]
    /// Pairs of different texts that count as near-duplicates.
    public private(set) var wrong: [Mistake] = []
    public private(set) var missed: [Mistake] = []
    /// All pairs that are no copies of one text.
    public private(set) var otherPairs = 0

    public var recall: Double {
        let all = found.values.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
        return Double(all.0) / Double(max(1, all.1))
    }

    public var precision: Double { precision(leavingOut: .infinity) }

    /// Where the collection itself holds near-duplicates, their copies are neither right nor wrong.
    ///
    /// - Parameter share: pairs whose texts share this much by themselves are not judged.
    public func precision(leavingOut share: Double) -> Double {
        let right = found.values.reduce(0) { $0 + $1.0 }
        return Double(right) / Double(max(1, right + wrong.count { $0.share < share }))
    }

    /// Makes every copy of every text, and judges each copy against its original, and every original and copy against those of
    /// all other texts. Like the ledger it looks only at pairs that share a bucket.
    ///
    /// - Parameters:
    ///   - texts: of different events.
    ///   - donors: further texts, which give the outlets' own paragraphs.
    public init(_ texts: [Text], donors: [Text]) {
        var all: [Entry] = []
        for (index, text) in texts.enumerated() {
            // Too short a text has no signature, and its copies are none of this matter.
            guard let signed = SignedText(text.paragraphs.joined(separator: "\n\n")) else { continue }
            let original = all.count
            all.append(Entry(owner: index, original: original, copy: nil, text: signed))
            for copy in OutletCopy.allCases {
                let made = copy.applied(to: text.paragraphs, foreign: donors[index % donors.count].paragraphs)
                guard let signed = SignedText(made.joined(separator: "\n\n")) else { continue }
                all.append(Entry(owner: index, original: original, copy: copy, text: signed))
                found[copy, default: (0, 0)].1 += 1
            }
        }
        judge(all, names: texts.map(\.name))
        measureShares(texts)
    }

    private mutating func measureShares(_ texts: [Text]) {
        let byName = Dictionary(texts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var shares: [[String]: Double] = [:]
        for index in wrong.indices {
            let names = [wrong[index].names.0, wrong[index].names.1].sorted()
            let share = shares[names] ?? Self.share(of: names.map { byName[$0]?.paragraphs ?? [] })
            shares[names] = share
            wrong[index].share = share
        }
    }

    private static func share(of texts: [[String]]) -> Double {
        let sets = texts.map { Shingles.of($0.joined(separator: "\n\n")) }
        let shorter = max(1, min(sets[0].count, sets[1].count))
        return Double(sets[0].intersection(sets[1]).count) / Double(shorter)
    }

    private struct Entry {
        let owner: Int
        /// The place of the text that it was made from.
        let original: Int
        let copy: OutletCopy?
        let text: SignedText
    }

    private mutating func judge(_ all: [Entry], names: [String]) {
        var buckets: [Bucket: [Int]] = [:]
        var sizes: [Int: Int] = [:]
        for (index, entry) in all.enumerated() {
            sizes[entry.owner, default: 0] += 1
            for bucket in Bucket.all(of: entry.text) { buckets[bucket, default: []].append(index) }
        }
        otherPairs = (all.count * all.count - sizes.values.reduce(0) { $0 + $1 * $1 }) / 2
        for (index, entry) in all.enumerated() {
            let candidates = Bucket.all(of: entry.text).reduce(into: Set<Int>()) { $0.formUnion(buckets[$1] ?? []) }
            if let copy = entry.copy {
                score(copy, entry, all[entry.original], isCandidate: candidates.contains(entry.original), names)
            }
            for other in candidates where other < index && all[other].owner != entry.owner {
                let likeness = entry.text.signature.likeness(to: all[other].text.signature)
                guard likeness.isNearDuplicate() else { continue }
                wrong.append(Mistake(names: (names[entry.owner], names[all[other].owner]), likeness: likeness))
            }
        }
    }

    private mutating func score(
        _ copy: OutletCopy, _ entry: Entry, _ original: Entry, isCandidate: Bool, _ names: [String]
    ) {
        let likeness = entry.text.signature.likeness(to: original.text.signature)
        if isCandidate, likeness.isNearDuplicate() {
            found[copy]?.0 += 1
        } else {
            missed.append(Mistake(names: (names[entry.owner], copy.rawValue), likeness: likeness))
        }
    }

    private struct Bucket: Hashable {
        let band: Int
        let value: Int32

        static func all(of text: SignedText) -> [Bucket] {
            text.buckets.enumerated().map { Bucket(band: $0.offset, value: $0.element) }
        }
    }
}
