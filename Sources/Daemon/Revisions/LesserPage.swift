import Similarity

/// Whether a page of a delivered article, read again, has less of it than was delivered: a paywall's stub, a teaser, or a page
/// about consent in its place. That is no revision; the fuller text stays the newest. Pure.
struct LesserPage {
    let former: String
    let new: String
    /// Whether the page says that one has to pay for more.
    let isPaywalled: Bool

    /// A page behind a paywall that is shorter than this part of the former text.
    private static let leastPaywalled = 0.8
    /// Any page that is shorter than this part, and says nothing new or nothing that was there.
    private static let least = 0.5
    private static let nothingNew = 0.8
    private static let nothingKept = 0.1
    /// Of a shorter text no part can be told.
    private static let fewestShingles = 20

    /// Why it is no revision; nil where it may be one.
    var reason: String? {
        let (before, after) = (Shingles.of(former), Shingles.of(new))
        guard before.count >= Self.fewestShingles else { return nil }
        let share = Double(after.count) / Double(before.count)
        if isPaywalled, share < Self.leastPaywalled { return "the page is behind a paywall and shorter than before" }
        guard share < Self.least else { return nil }
        let kept = after.isEmpty ? 0 : Double(after.intersection(before).count) / Double(after.count)
        if kept >= Self.nothingNew { return "the page has only a part of the former text" }
        return kept < Self.nothingKept ? "the page has another, much shorter text" : nil
    }
}
