internal import GRDB

/// What is about to be put under final names: written down before, so that a restart can finish it or take it back.
public struct DeliveryIntent: Equatable, Sendable {
    /// A file of the delivery.
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

    /// The ledger's number of the article.
    public var article: Int64
    /// The identifier in files and journal.
    public var publicID: String
    /// In the order in which they get their names; the last is the one by which consumers find the article.
    public var files: [File]
    /// When the page was fetched, in milliseconds since 1970 UTC.
    public var fetchedMilliseconds: Int64
    /// What the journal is to say about the delivery, a line for each event; empty for nothing.
    public var event: String
    /// Of all files.
    public var bytes = 0
    /// From 2 on: a further revision of an article that is delivered already.
    public var revision = 1
    /// Of a further revision's text; see `ArticleContent`.
    public var fingerprint: Int64?

    public init(article: Int64, publicID: String, files: [File], fetchedMilliseconds: Int64, event: String) {
        self.article = article
        self.publicID = publicID
        self.files = files
        self.fetchedMilliseconds = fetchedMilliseconds
        self.event = event
    }
}

extension DeliveryIntent.File {
    init(row: Row) {
        staged = row["staged"]
        path = row["path"]
        sha256 = row["sha256"]
    }
}
