/// How far a long command has come, in a line. Pure: the time is passed in.
struct ProgressLine {
    /// What is counted, in the singular.
    let unit: String
    /// How many there are; nil where nobody knows before the end.
    let total: Int?

    /// Earlier, a rate says nothing.
    private static let patience = Duration.seconds(1)

    /// "1234 of 5000 pages, 52 a second, 72 seconds left"
    /// - Parameter share: of the whole that is done, 0…1, where it is not told by `total`.
    func text(done: Int, share: Double? = nil, elapsed: Duration) -> String {
        let count = total.map { "\(done) of \($0) \(noun($0))" } ?? "\(done) \(noun(done))"
        guard done > 0, elapsed >= Self.patience else { return count }
        let share = share ?? total.map { $0 > 0 ? Double(done) / Double($0) : 1 }
        return count + ", " + Self.rate(Double(done) / (elapsed / .seconds(1)))
            + (share.flatMap { Self.left($0, elapsed) }.map { ", \($0) left" } ?? "")
    }

    private func noun(_ count: Int) -> String { count == 1 ? unit : unit + "s" }

    private static func rate(_ perSecond: Double) -> String {
        if perSecond >= 10 { return "\(Int(perSecond.rounded())) a second" }
        let tenths = Int((perSecond * 10).rounded())
        if tenths >= 10 { return "\(tenths / 10).\(tenths % 10) a second" }
        return "\(max(1, Int((perSecond * 60).rounded()))) a minute"
    }

    private static func left(_ share: Double, _ elapsed: Duration) -> String? {
        guard share > 0, share < 1 else { return nil }
        let seconds = (elapsed / .seconds(1)) / share * (1 - share)
        // Beyond, the guess is worth nothing.
        return seconds < 30 * 86_400 ? DurationText.words(.seconds(Int(seconds.rounded(.up)))) : nil
    }
}
