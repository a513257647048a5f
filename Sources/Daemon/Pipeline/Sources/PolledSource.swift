import Fetching
import Ledger
import Scheduling
import URLs

/// A configured source while the daemon runs. Owned by the pipeline's queue; what must last is in the ledger.
struct PolledSource {
    var configuration: Configuration.Source
    /// The source's number in the frontier; negative, since articles' are positive.
    let task: Int64
    var rhythm: PollRhythm
    /// The reason that was logged last, so that a lasting failure is logged once.
    var loggedFailure: String?
    /// The feed that the source's page leads to.
    var feed: String?
    var move = SourceMove()
    /// Pages that were followed since a poll ended.
    var steps = 0

    /// What is asked for: where it has moved to, or else the feed, or else the address that the configuration names.
    var url: String? {
        guard case .url(let url) = configuration.origin else { return nil }
        return move.adopted ?? feed ?? url
    }
}

extension HostKey {
    /// The server that an address leads to, as politeness counts them.
    init(address: String) {
        let url = WebURL.parse(address)
        self.init((url?.host ?? "") + (url?.port.map { ":\($0)" } ?? ""))
    }
}

extension Configuration.PollingSettings {
    /// The policy for one source: its own interval where it names one.
    func policy(for source: Configuration.Source) -> PollPolicy {
        PollPolicy(
            shortest: min(minInterval, source.interval ?? minInterval), usual: source.interval ?? interval,
            longest: maxInterval)
    }
}

extension Configuration.Source {
    /// What the ledger keeps as the source's address.
    var address: String {
        switch origin {
        case .url(let url): url
        case .articles: "urn:copydesk:articles:\(name)"
        }
    }
}

extension FetchResponse {
    /// For how long the response says that it stays current.
    func lifetime(now: Instant) -> Duration? {
        CacheLifetime.of(
            cacheControl: headers.all("Cache-Control"), expires: headers["Expires"], age: headers["Age"],
            date: headers["Date"], now: now)
    }
}

extension SourceMove {
    init(_ move: RecordedMove) {
        self.init(adopted: move.adopted, candidate: move.candidate, agreeing: move.agreeing)
    }
}

extension RecordedMove {
    init(_ move: SourceMove) {
        self.init(adopted: move.adopted, candidate: move.candidate, agreeing: move.agreeing)
    }
}
