/// An article's files, complete on disk in the staging directory, and the names they are to get.
///
/// The caller writes it down durably (the ledger's intent) before `publish`, and gives it back to `recover` at the next
/// start if it did not get to writing down the end.
public struct StagedDelivery: Equatable, Sendable {
    /// One of the files.
    public struct File: Equatable, Sendable {
        /// Its name in the staging directory.
        public var staged: String
        /// Its final name, relative to the output directory.
        public var path: String
        /// Of its content, lower-case hex.
        public var sha256: String

        public init(staged: String, path: String, sha256: String) {
            self.staged = staged
            self.path = path
            self.sha256 = sha256
        }
    }

    /// The caller's number for the article; the store only hands it back.
    public var article: Int64
    /// See `PublicID`.
    public var publicID: String
    /// In the order in which they get their names. The last is the text file: whoever sees it finds the others.
    public var files: [File]
    /// The journal's line about it, but for its number; see `JournalEvent`.
    public var event: String
    /// Of all files.
    public var bytes = 0

    public init(article: Int64, publicID: String, files: [File], event: String) {
        self.article = article
        self.publicID = publicID
        self.files = files
        self.event = event
    }
}

/// How a delivery that was under way ended.
public enum DeliveryOutcome: Equatable, Sendable {
    /// All its files stand under their final names, durably.
    case delivered
    /// None does, and nothing of it is left; the article is to be fetched again.
    case withdrawn(reason: String)
    /// Undecided, because of this error; it can be tried again.
    case pending(DeliveryError)
}
