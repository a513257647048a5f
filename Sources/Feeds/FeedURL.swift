internal import URLs

/// The address that the references of a feed, or of a part of it, are relative to.
struct FeedURL {
    /// Longer addresses are no links.
    static let lengthLimitBytes = 8192
    /// Keeps a document's own base from being repeated before every link into something huge.
    static let baseLimitBytes = 1024

    private let url: WebURL?

    init(_ text: String?) {
        url = text.flatMap { $0.utf8.count <= Self.lengthLimitBytes ? WebURL.parse($0) : nil }
    }

    private init(url: WebURL?) {
        self.url = url
    }

    var isKnown: Bool { url != nil }

    /// The base inside an element with this `xml:base`.
    func inner(_ reference: String) -> FeedURL {
        guard reference.utf8.count <= Self.baseLimitBytes else { return self }
        let inner = url.map { $0.resolve(reference) } ?? WebURL.parse(reference)
        let isShort = inner.map { $0.description.utf8.count <= Self.baseLimitBytes } ?? false
        return isShort ? FeedURL(url: inner) : self
    }

    /// The absolute http or https URL a reference means; nil for other schemes and for a relative one without base.
    /// An absolute URL that is fine as it stands is not touched.
    func link(_ reference: String) -> String? {
        let trimmed = FeedText.trimmed(reference)
        guard !trimmed.isEmpty, trimmed.utf8.count <= Self.lengthLimitBytes else { return nil }
        // What has a scheme of its own is absolute, and only the schemes of the web are for fetching.
        let absolute = WebURL.parse(trimmed)
        guard let resolved = absolute ?? url?.resolve(trimmed), resolved.isWeb else { return nil }
        return absolute != nil && Self.isClean(trimmed) ? trimmed : resolved.description
    }

    /// The reference made absolute for use in markup; as it stands where it is absolute already or has no base.
    func markupLink(_ reference: String) -> String {
        let trimmed = FeedText.trimmed(reference)
        guard let url, trimmed.utf8.count <= Self.lengthLimitBytes, WebURL.parse(trimmed) == nil,
            let resolved = url.resolve(trimmed)
        else { return reference }
        return resolved.description
    }

    private static func isClean(_ text: String) -> Bool {
        (text.hasPrefix("http://") || text.hasPrefix("https://"))
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{}".utf8.contains($0) }
    }
}
