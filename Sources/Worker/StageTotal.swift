/// The time that a stage took, and how often it was gone through, since somebody began to count.
public struct StageTotal: Equatable, Sendable {
    /// All of them together.
    public private(set) var seconds = 0.0
    /// How many there were.
    public private(set) var runs = 0

    public init() {}

    /// Once more it took so long.
    public mutating func add(_ time: Duration) {
        seconds += time / .seconds(1)
        runs += 1
    }
}
