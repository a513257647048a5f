/// What a site's rule says of a block; it stands above the model and all other rules.
struct SiteVerdict: Equatable {
    /// Nil for a block that is kept.
    let removed: RemovalKind?
    /// Names the rule.
    let evidence: String
}
