internal import GRDB

/// A source as the configuration names it.
public struct SourceSeed: Equatable, Sendable {
    /// The name in the configuration, unique, and the folder's name in the output.
    public var id: String
    /// What is polled: a feed, a sitemap, a list of links.
    public var url: String
    /// The configuration's word for what the URL is; the ledger only keeps it.
    public var kind: String

    public init(id: String, url: String, kind: String) {
        self.id = id
        self.url = url
        self.kind = kind
    }
}

/// The validators of the last full answer (RFC 9110, section 8.8), sent back as they came.
public struct SourceValidators: Equatable, Sendable {
    /// With its quotes and `W/`.
    public var etag: String?
    /// As the server spelled it.
    public var lastModified: String?

    public init(etag: String? = nil, lastModified: String? = nil) {
        self.etag = etag
        self.lastModified = lastModified
    }
}

/// What is known about a source. All instants are milliseconds since 1970 UTC.
public struct SourceRecord: Equatable, Sendable {
    public var id: String
    public var url: String
    public var kind: String
    /// False for a source that has left the configuration; its history stays.
    public var isConfigured: Bool
    public var validators: SourceValidators
    /// Not before this instant.
    public var nextPollMilliseconds: Int64
    /// The last poll that was tried; nil before the first.
    public var lastPollMilliseconds: Int64?
    /// The last poll that was answered, changed or not.
    public var lastSuccessMilliseconds: Int64?
    /// Failed polls since the last success.
    public var failures: Int
    /// The reason of the last failed poll; nil after a success.
    public var lastError: String?
    /// In which way it fails, in the daemon's word for it; nil after a success.
    public var failureKind: String?
    /// Since when it fails in that way.
    public var failingSinceMilliseconds: Int64?
    /// What the scheduler keeps between polls, in its own words; empty before the first poll.
    public var rhythm: String
    /// Why the next poll is when it is.
    public var pollReason: String
    public var move: RecordedMove
    /// How many articles were first found through this source.
    public var itemsSeen: Int
    /// When the configuration named it first.
    public var registeredMilliseconds: Int64
    /// The feed that the source's page leads to, which is polled instead.
    public var feed: String?
    /// What the document turned out to be.
    public var detectedKind: String?
}

/// How a poll ended.
public enum RecordedPoll: Equatable, Sendable {
    /// A full answer, with its validators; those of the answer before are forgotten.
    case changed(SourceValidators)
    /// 304: the validators stay.
    case notModified
    /// No usable answer. The validators stay, the count of failures grows.
    case failed(reason: String, kind: String = "other")
}

/// Where a source's server says that it has moved to.
public struct RecordedMove: Equatable, Sendable {
    /// What is polled in place of the configured URL.
    public var adopted: String?
    /// The target of permanent redirects that is not believed yet, and how many polls in a row led to it.
    public var candidate: String?
    /// Polls in a row that led to `candidate`.
    public var agreeing: Int

    public init(adopted: String? = nil, candidate: String? = nil, agreeing: Int = 0) {
        self.adopted = adopted
        self.candidate = candidate
        self.agreeing = agreeing
    }
}

/// What was decided after a poll.
public struct RecordedPlan: Equatable, Sendable {
    /// Milliseconds since 1970 UTC.
    public var nextPollMilliseconds: Int64
    public var reason: String
    public var rhythm: String
    public var move: RecordedMove

    public init(nextPoll: Int64, reason: String = "", rhythm: String = "", move: RecordedMove = RecordedMove()) {
        nextPollMilliseconds = nextPoll
        self.reason = reason
        self.rhythm = rhythm
        self.move = move
    }
}

extension SourceRecord {
    init(row: Row) {
        id = row["id"]
        url = row["url"]
        kind = row["kind"]
        isConfigured = row["configured"]
        validators = SourceValidators(etag: row["etag"], lastModified: row["lastModified"])
        nextPollMilliseconds = row["nextPoll"]
        lastPollMilliseconds = row["lastPoll"]
        lastSuccessMilliseconds = row["lastSuccess"]
        failures = row["failures"]
        lastError = row["lastError"]
        failureKind = row["failureKind"]
        failingSinceMilliseconds = row["failingSince"]
        rhythm = row["rhythm"]
        pollReason = row["pollReason"]
        move = RecordedMove(adopted: row["movedTo"], candidate: row["moveTarget"], agreeing: row["movePolls"])
        itemsSeen = row["itemsSeen"]
        registeredMilliseconds = row["registered"]
        feed = row["feed"]
        detectedKind = row["detected"]
    }
}
