/// What happened to an article that can be searched for.
public enum SearchChange: Equatable, Sendable {
    /// It was delivered, or has a newer text.
    case text(SearchedArticle)
    /// The text at this path is gone.
    case gone(publicID: String, path: String)
}

/// An article as it goes into the index.
public struct SearchedArticle: Equatable, Sendable {
    public var publicID: String
    /// The name of its source.
    public var source: String
    /// Of the text file, relative to the output directory.
    public var path: String
    public var title: String
    public var text: String

    public init(publicID: String, source: String, path: String, title: String, text: String) {
        self.publicID = publicID
        self.source = source
        self.path = path
        self.title = title
        self.text = text
    }
}
