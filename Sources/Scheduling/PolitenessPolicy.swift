/// How much we ask of anyone at once.
public struct PolitenessPolicy: Hashable, Sendable {
    /// Transfers that run at the same time, over all hosts; at least 1.
    public var maximumTransfers: Int
    /// Connections to one host at the same time; at least 1.
    public var connectionsPerHost: Int
    /// Transfers of one host and answers of it that are still worked on; at least its connections. With as many it waits, so
    /// that pages which take long are not fetched faster than they are worked on, and leave room for others'.
    public var unfinishedPerHost: Int
    /// From the end of one transfer to the start of the next on the same host.
    public var defaultDelay: Duration
    /// A longer Crawl-delay is honoured only up to this.
    public var crawlDelayCeiling: Duration
    /// A longer pause (Retry-After, back-off) is honoured only up to this.
    public var pauseCeiling: Duration
    /// The first that matches a host counts.
    public var exceptions: [HostException]

    public init(
        maximumTransfers: Int = 16, connectionsPerHost: Int = 1, unfinishedPerHost: Int = 8,
        defaultDelay: Duration = .seconds(2),
        crawlDelayCeiling: Duration = .seconds(60), pauseCeiling: Duration = .seconds(7 * 86_400),
        exceptions: [HostException] = []
    ) {
        self.maximumTransfers = max(1, maximumTransfers)
        self.connectionsPerHost = max(1, connectionsPerHost)
        self.unfinishedPerHost = max(1, unfinishedPerHost)
        self.defaultDelay = max(.zero, defaultDelay)
        self.crawlDelayCeiling = crawlDelayCeiling
        self.pauseCeiling = pauseCeiling
        self.exceptions = exceptions
    }

    /// What the operator settled for some hosts. What is nil stays as for all.
    public struct HostException: Hashable, Sendable {
        /// A host key, or `*.example.org` for everything below example.org and itself, or `*` for all. A port that the key
        /// has and the pattern has not makes no difference.
        public var pattern: String
        /// From the end of one transfer to the start of the next.
        public var delay: Duration?
        /// At the same time.
        public var connections: Int?

        public init(pattern: String, delay: Duration? = nil, connections: Int? = nil) {
            self.pattern = pattern
            self.delay = delay
            self.connections = connections
        }

        func matches(_ host: HostKey) -> Bool {
            if pattern == "*" || pattern == host.name { return true }
            guard pattern.hasPrefix("*.") else { return false }
            let name = host.nameWithoutPort
            return name == pattern.dropFirst(2) || name.hasSuffix(pattern.dropFirst(1))
        }
    }

    /// What holds for one host, before its robots.txt asks for more.
    public func terms(for host: HostKey) -> (delay: Duration, connections: Int) {
        let exception = exceptions.first { $0.matches(host) }
        return (max(.zero, exception?.delay ?? defaultDelay), max(1, exception?.connections ?? connectionsPerHost))
    }
}
