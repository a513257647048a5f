import Fetching
import Ledger
import Scheduling
import URLs

/// A configured source while the daemon runs. Owned by the pipeline's queue; what must last is in the ledger.
@dynamicMemberLookup
struct PolledSource {
    var configuration: Configuration.Source
    /// The source's number in the frontier; negative, since articles' are positive.
    let task: Int64
    private var found = Sparse<Findings>()

    /// What most sources have nothing of while they wait.
    struct Findings: Beginning {
        /// From the beginning of a poll to its end; otherwise only the ledger has it.
        var rhythm: PollRhythm?
        /// The reason that was logged last, so that a lasting failure is logged once.
        var loggedFailure: String?
        /// The feed that the source's page leads to.
        var feed: String?
        var move = SourceMove()
        /// Pages that were followed since a poll ended.
        var steps = 0
    }

    init(configuration: Configuration.Source, task: Int64, _ record: SourceRecord?) {
        self.configuration = configuration
        self.task = task
        guard let record else { return }
        var findings = Findings()
        findings.loggedFailure = record.lastError
        findings.feed = record.feed
        findings.move = SourceMove(record.move)
        found.value = findings
    }

    subscript<Value>(dynamicMember finding: WritableKeyPath<Findings, Value>) -> Value {
        get { found.value[keyPath: finding] }
        set { found.value[keyPath: finding] = newValue }
    }

    /// What is asked for: where it has moved to, or else the feed, or else the address that the configuration names.
    var url: String? {
        guard case .url(let url) = configuration.origin else { return nil }
        return self.move.adopted ?? self.feed ?? url
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
