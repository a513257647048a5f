import HTML
import Selectors

/// Finds the elements that selectors mean, in one document.
///
/// Each step of a selector is one pass over the arena from front to back, which marks the elements that match so far: no
/// backtracking and no recursion, so the cost is conditions × nodes whatever the page or the selector looks like.
struct SelectorMatcher {
    private let document: Document
    private var siblings = SiblingPlaces()
    /// What is left of `visits`.
    private var budget: Int
    /// What it costs to put one condition to all elements.
    private let passCost: Int

    /// Nodes that are visited for all selectors of a page, once for each condition; some two seconds of work.
    static let visits = 60_000_000

    init(_ document: Document, visits: Int = Self.visits) {
        self.document = document
        budget = visits
        passCost = Self.passCost(document)
    }

    /// Sixteen attributes, or bytes of their values, are looked at in the time of one visit.
    static func passCost(_ document: Document) -> Int {
        document.nodes.count + document.attributes.reduce(0) { $0 + 1 + $1.value.indices.count } / 16
    }

    /// The elements that match, in page order; nil when the page is too large for so many selectors.
    mutating func elements(_ selector: Selector) -> [Int]? {
        let tests = selector.alternatives.flatMap(\.steps).reduce(0) { $0 + max(1, $1.compound.tests) }
        budget -= tests * passCost
        guard budget >= 0 else { return nil }
        var found = [Bool](repeating: false, count: document.nodes.count)
        for alternative in selector.alternatives {
            let marks = marks(alternative)
            for index in found.indices where marks[index] { found[index] = true }
        }
        return found.indices.filter { found[$0] }
    }

    private mutating func marks(_ selector: ComplexSelector) -> [Bool] {
        var marks: [Bool] = []
        for (number, step) in selector.steps.enumerated() {
            let bound = BoundCompound(step.compound, document)
            siblings.prepare(for: step.compound, document)
            let next = document.bytes.withUnsafeBufferPointer { bytes in
                number == 0 ? first(bound, bytes) : second(bound, step.combinator, after: marks, bytes)
            }
            marks = next
        }
        return marks
    }

    private func first(_ compound: BoundCompound, _ bytes: UnsafeBufferPointer<UInt8>) -> [Bool] {
        document.nodes.indices.map { !document.nodes[$0].isText && compound.matches($0, document, bytes, siblings) }
    }

    /// Elements that match a compound and stand to a marked one as the combinator says (Selectors Level 4, section 15).
    private func second(
        _ compound: BoundCompound, _ combinator: Combinator, after marks: [Bool], _ bytes: UnsafeBufferPointer<UInt8>
    ) -> [Bool] {
        var found = [Bool](repeating: false, count: marks.count)
        // By node, or by parent plus one where siblings count: whether a marked element stands around or before.
        var isNear = [Bool](repeating: false, count: marks.count + 1)
        for index in marks.indices {
            let parent = Int(document.nodes[index].parent)
            let fits: Bool
            switch combinator {
            case .child:
                fits = parent >= 0 && marks[parent]
            case .descendant:
                fits = parent >= 0 && (marks[parent] || isNear[parent])
                isNear[index] = fits
            case .nextSibling, .subsequentSibling:
                guard !document.nodes[index].isText else { continue }
                fits = isNear[parent + 1]
                isNear[parent + 1] = marks[index] || combinator == .subsequentSibling && fits
            }
            found[index] = fits && !document.nodes[index].isText && compound.matches(index, document, bytes, siblings)
        }
        return found
    }
}

extension CompoundSelector {
    /// Conditions that an element may be asked for, those in `:not` too, which hold no further ones.
    fileprivate var tests: Int {
        conditions.reduce(0) { sum, condition in
            guard case .not(let compounds) = condition else { return sum + 1 }
            return sum + compounds.reduce(0) { $0 + max(1, $1.conditions.count) }
        }
    }
}

/// The places of elements among their siblings, counted from 1; each table is made when a selector first asks for it.
struct SiblingPlaces {
    private struct Kind: Hashable {
        let parent: Int32
        let tag: Tag
        /// Only of custom and unknown elements.
        let name: String
    }

    private var ofAll: (place: [Int32], total: [Int32])?
    private var ofType: (place: [Int32], total: [Int32])?

    mutating func prepare(for compound: CompoundSelector, _ document: Document) {
        for condition in compound.conditions {
            switch condition {
            case .position(let position): prepare(position, document)
            case .not(let compounds):
                // They hold no further :not.
                for case .position(let position) in compounds.flatMap(\.conditions) { prepare(position, document) }
            default: break
            }
        }
    }

    private mutating func prepare(_ position: ChildPosition, _ document: Document) {
        if position.ofType {
            if ofType == nil { ofType = Self.places(document) { Self.kind(of: $0, document) } }
        } else if ofAll == nil {
            ofAll = Self.places(document) { document.nodes[$0].parent }
        }
    }

    func matches(_ position: ChildPosition, _ index: Int) -> Bool {
        guard let table = position.ofType ? ofType : ofAll else { return false }
        let place = Int(table.place[index])
        return position.contains(position.fromEnd ? Int(table.total[index]) - place + 1 : place)
    }

    private static func kind(of index: Int, _ document: Document) -> Kind {
        let node = document.nodes[index]
        let isNamed = node.tag != .custom && node.tag != .unknown
        return Kind(parent: node.parent, tag: node.tag, name: isNamed ? "" : document.name(of: index))
    }

    private static func places<Key: Hashable>(
        _ document: Document, by key: (Int) -> Key
    ) -> (place: [Int32], total: [Int32]) {
        var counts: [Key: Int32] = [:]
        var place = [Int32](repeating: 0, count: document.nodes.count)
        for index in place.indices where !document.nodes[index].isText {
            let count = counts[key(index), default: 0] + 1
            counts[key(index)] = count
            place[index] = count
        }
        let total = place.indices.map { document.nodes[$0].isText ? 0 : counts[key($0)] ?? 0 }
        return (place, total)
    }
}
