/// How often a delivered article is looked at again, to see whether its text has changed: less and less the older it is, and
/// in the end no more. Pure; the ledger keeps when the next look is due.
public struct LookPolicy: Hashable, Sendable {
    /// From the delivery to the first look. Then each wait is as long as the article is old, so that looks come at one, two, four,
    /// eight … times this.
    public var first: Duration
    /// An article older than this is left alone.
    public var until: Duration

    public init(first: Duration = .seconds(3600), until: Duration) {
        self.first = max(.seconds(1), first)
        self.until = until
    }

    /// When to look next; nil for never.
    ///
    /// - Parameters:
    ///   - delivered: when the article was delivered.
    ///   - now: after the delivery or the last look, however that ended. A clock that was set back counts as the moment of
    ///     delivery.
    public func next(delivered: Instant, now: Instant) -> Instant? {
        let age = max(.zero, now - delivered)
        let wait = max(first, age)
        return age + wait <= until ? now + wait : nil
    }
}
