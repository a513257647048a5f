internal import GRDB

/// An item of a source's list, before anybody knows whether it is new. Its texts hold no NUL, which would end them in
/// SQLite.
public struct DiscoveredItem: Equatable, Sendable {
    /// The normalised URL: what makes two items the same article.
    public var key: String
    /// The URL as the source gives it, to be fetched.
    public var url: String
    /// The source's own identifier of the item, if it has one.
    public var guid: String?
    /// As the source gives it.
    public var title: String?
    /// As the source gives it, ISO 8601.
    public var published: String?
    /// What the source carries of its text, as markup or plain.
    public var text: String?

    public init(
        key: String, url: String, guid: String? = nil, title: String? = nil, published: String? = nil,
        text: String? = nil
    ) {
        self.key = key
        self.url = url
        self.guid = guid
        self.title = title
        self.published = published
        self.text = text
    }
}

/// An article that is to be fetched.
public struct WaitingArticle: Equatable, Sendable {
    /// The ledger's number for it, growing in the order of discovery.
    public var id: Int64
    public var key: String
    public var url: String
    public var source: String
    /// The identifier that its feed gave.
    public var guid: String?
    /// The title and date that the source's list gave.
    public var title: String?
    /// As the source states it.
    public var published: String?
    /// Attempts that failed.
    public var attempts: Int
    /// Not to be fetched before this instant, in milliseconds since 1970 UTC.
    public var nextAttemptMilliseconds: Int64
}

/// Where an article stands.
public enum ArticleState: String, CaseIterable, Sendable {
    /// To be fetched, or under way.
    case waiting
    /// In the output directory.
    case delivered
    /// Fetched, but the page holds no article.
    case notArticle
    /// The page killed a worker, overran its time, or could not be delivered.
    case setAside
    /// The site says that it is not there (any more).
    case gone
    /// Given up after too many attempts.
    case failed
    /// The same as an article known by another address.
    case duplicate
    /// It was delivered, and its files are gone for good; the record stays so that it does not come back as new.
    case purged
}

/// Why an article is not going to be delivered.
public enum Verdict: Sendable, CaseIterable {
    case notArticle, setAside, gone, failed, duplicate

    /// The state that the verdict leads to.
    public var state: ArticleState {
        switch self {
        case .notArticle: .notArticle
        case .setAside: .setAside
        case .gone: .gone
        case .failed: .failed
        case .duplicate: .duplicate
        }
    }
}

/// Everything that is known about an article. All instants are milliseconds since 1970 UTC.
public struct ArticleRecord: Equatable, Sendable {
    /// The ledger's number for it, from 1 on.
    public var id: Int64
    public var key: String
    public var url: String
    public var source: String
    /// The identifier that its feed gave.
    public var guid: String?
    /// As the source gave it; forgotten once the article is delivered.
    public var title: String?
    /// As the source states it.
    public var feedPublished: String?
    public var state: ArticleState
    /// Failed so far.
    public var attempts: Int
    /// Not before this instant, in milliseconds since 1970 UTC.
    public var nextAttemptMilliseconds: Int64
    /// Why it is where it is: of the verdict, or of the last failed attempt.
    public var reason: String?
    /// When its source named it first, in milliseconds since 1970 UTC.
    public var discoveredMilliseconds: Int64
    /// When the delivered page came, in milliseconds since 1970 UTC.
    public var fetchedMilliseconds: Int64?
    /// When it left `waiting`.
    public var settledMilliseconds: Int64?
    /// The identifier in files and journal; nil before the delivery.
    public var publicID: String?
    /// Of the text file, relative to the output directory.
    public var path: String?
    /// Of the text file, lower-case hex.
    public var sha256: String?
}

extension WaitingArticle {
    /// The columns that `init(row:)` reads.
    static let columns = "id, key, url, source, guid, title, feedPublished, attempts, nextAttempt"

    init(row: Row) {
        id = row["id"]
        key = row["key"]
        url = StoredAddress.url(row["url"], key: key)
        source = row["source"]
        guid = row["guid"]
        title = row["title"]
        published = row["feedPublished"]
        attempts = row["attempts"]
        nextAttemptMilliseconds = row["nextAttempt"]
    }
}

extension ArticleRecord {
    init(row: Row) throws {
        let stateName: String = row["state"]
        guard let state = ArticleState(rawValue: stateName) else {
            throw LedgerError.corrupt(message: "unknown article state \(stateName)")
        }
        self.state = state
        id = row["id"]
        key = row["key"]
        url = StoredAddress.url(row["url"], key: key)
        source = row["source"]
        guid = row["guid"]
        title = row["title"]
        feedPublished = row["feedPublished"]
        attempts = row["attempts"]
        nextAttemptMilliseconds = row["nextAttempt"]
        reason = row["reason"]
        discoveredMilliseconds = row["discovered"]
        fetchedMilliseconds = row["fetched"]
        settledMilliseconds = row["settled"]
        publicID = row["publicID"]
        path = row["path"]
        sha256 = row["sha256"]
    }
}
