/// What a removed block was.
public enum RemovalKind: String, Sendable, CaseIterable {
    case ad, subscribe, related, navigation, share, comments, cookie, caption, byline, headline, footer, form, embed
    case paywall, promo, duplicate, hidden, other
}

/// Whether a block is article text, and why.
public struct Label: Sendable, Equatable {
    /// Nil for what is kept.
    public var removed: RemovalKind?
    /// What a person can check: the phrase, class or place that decided, and the model's chance.
    public var evidence: String
    /// The model's chance of being article text, 0…1.
    public let probability: Double

    public var isKept: Bool { removed == nil }
}
