import Ledger

/// What became of all articles ever discovered, step by step. Pure.
struct Funnel: Equatable, Sendable {
    struct Step: Equatable, Sendable {
        var name: String
        /// Articles that came as far as this.
        var count: Int
        /// Those that came no further than the step before, by where they stand.
        var left: [Loss]
    }

    struct Loss: Equatable, Sendable {
        var state: ArticleState
        var count: Int
    }

    let steps: [Step]

    /// Where an article may end before each step.
    private static let exits: [(step: String, states: [ArticleState])] = [
        ("discovered", []),
        ("fetched", [.waiting, .gone, .failed]),
        ("article", [.notArticle, .setAside]),
        ("unique", [.duplicate]),
        ("delivered", [.purged]),
    ]

    init(_ counts: LedgerCounts) {
        var rest = counts.articles
        steps = Self.exits.map { step, states in
            let left = states.map { Loss(state: $0, count: counts[$0]) }.filter { $0.count > 0 }
            rest -= left.reduce(0) { $0 + $1.count }
            return Step(name: step, count: rest, left: left)
        }
    }
}

extension ArticleState {
    /// For people.
    var words: String {
        switch self {
        case .waiting: "waiting"
        case .delivered: "delivered"
        case .notArticle: "no article on the page"
        case .setAside: "set aside"
        case .gone: "gone from its site"
        case .failed: "given up"
        case .duplicate: "known already"
        case .purged: "removed later"
        }
    }
}
