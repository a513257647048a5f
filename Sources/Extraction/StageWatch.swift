/// Tells how long each stage of an extraction takes, by a clock that is passed in; without one it tells nothing.
///
/// One watch follows one page: each stage says when it ends, and what passed since the end before is its own.
public struct StageWatch {
    /// In the order that a page goes through them.
    public enum Stage: Int, CaseIterable, Sendable {
        /// Content coding and character set.
        case decode
        case parse
        /// Leaf blocks and their containers.
        case segmentation
        case features
        case model
        case selection
        /// The search for a body that the page keeps as data. What that body goes through counts with its stages.
        case embedded
        case composition
        case metadata
        // What a worker does with the article, and says the end of.
        /// The comparison with what the article's feed carries.
        case feedText
        /// The article as JSON.
        case serialisation
    }

    private let now: (() -> UInt64)?
    private var last: UInt64
    private var elapsed = [UInt64](repeating: 0, count: Stage.allCases.count)

    /// Tells nothing.
    public init() {
        now = nil
        last = 0
    }

    /// Begins now.
    /// - Parameter now: nanoseconds since any moment.
    public init(now: @escaping () -> UInt64) {
        self.now = now
        last = now()
    }

    /// The time since the last end was this stage's. One that comes several times is added up.
    public mutating func end(_ stage: Stage) {
        guard let now else { return }
        let moment = now()
        elapsed[stage.rawValue] &+= moment &- last
        last = moment
    }

    /// Nanoseconds of each stage that took any.
    public var times: [(stage: Stage, nanoseconds: UInt64)] {
        Stage.allCases.map { ($0, elapsed[$0.rawValue]) }.filter { $0.1 > 0 }
    }
}
