import Fetching
import Scheduling
import URLs

/// Whom politeness is owed to: the host that an address counts for. Owned by the pipeline's queue.
struct HostGroups {
    var grouping: Configuration.HostGrouping
    /// Where each host's answers come from, as far as that matters.
    private var addresses: [String: String] = [:]

    /// What the servers of a group ask for, by the address of their robots.txt.
    private var delays: [HostKey: [String: Duration]] = [:]

    /// Beyond so many all are learned anew, which costs a request each in the wrong order at most.
    private static let limit = 100_000

    init(grouping: Configuration.HostGrouping) { self.grouping = grouping }

    func key(for url: String) -> HostKey {
        guard let host = WebURL.parse(url)?.host else { return HostKey(address: url) }
        switch grouping {
        case .host: return HostKey(address: url)
        case .domain: return PublicSuffixList.registrableDomain(of: host).map { HostKey($0) } ?? HostKey(address: url)
        case .address: return addresses[host].map { HostKey($0) } ?? HostKey(address: url)
        }
    }

    /// Notes which address a host answered from.
    mutating func learn(_ response: FetchResponse) {
        guard grouping == .address, response.pending == nil, let host = WebURL.parse(response.url)?.host else { return }
        if addresses.count >= Self.limit { addresses = [:] }
        addresses[host] = response.remoteAddress
    }

    /// The Crawl-delay that holds for a host after one of its servers has been asked: of several, the longest.
    mutating func delay(_ delay: Duration?, askedBy robots: String, host: HostKey) -> Duration? {
        guard grouping != .host else { return delay }
        if delays.count >= Self.limit { delays = [:] }
        delays[host, default: [:]][robots] = delay
        let longest = delays[host]?.values.max()
        if longest == nil { delays[host] = nil }
        return longest
    }
}

extension Configuration {
    /// How much is asked of anyone at once.
    var politeness: PolitenessPolicy {
        var policy = PolitenessPolicy(
            maximumTransfers: fetch.maxTransfers, connectionsPerHost: fetch.perHostConnections,
            defaultDelay: fetch.delay)
        // The nearest of several sites counts.
        policy.exceptions = sites.values.filter { $0.delay != nil || $0.connections != nil }
            .sorted { $0.host.utf8.count > $1.host.utf8.count }
            .map { .init(pattern: "*.\($0.host)", delay: $0.delay, connections: $0.connections) }
        return policy
    }

    /// The most connections that any host is allowed.
    var mostConnectionsToAHost: Int {
        sites.values.compactMap(\.connections).reduce(fetch.perHostConnections, max)
    }
}
