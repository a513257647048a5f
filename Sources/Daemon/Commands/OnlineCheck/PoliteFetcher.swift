import Fetching
import Foundation
import Scheduling
import Synchronization

/// Fetches for a command that asks many servers, as the daemon would: a server's robots.txt first, one request at a time to a
/// host, its pause between two, and every redirect in its target's turn.
///
/// Its methods wait; several threads may call them.
final class PoliteFetcher: Sendable {
    /// What is known of a host. Whoever asks the host has it meanwhile.
    private struct Host {
        var robots: HostRobots
        /// From the end of one request to the start of the next.
        var delay: Duration
        var isFreeFrom = ContinuousClock().now
    }

    private final class Turn: Sendable {
        let host: Mutex<Host>

        init(_ host: Host) { self.host = Mutex(host) }
    }

    private struct Hosts {
        var groups: HostGroups
        var turns: [HostKey: Turn] = [:]
    }

    private let configuration: Configuration
    private let policy: PolitenessPolicy
    private let fetcher: OneShotFetcher
    private let workers: CommandWorkers
    private let hosts: Mutex<Hosts>

    private static let fetchLimit = Duration.seconds(30)

    init(_ configuration: Configuration, workers: CommandWorkers) throws(CommandFailure) {
        self.configuration = configuration
        self.workers = workers
        policy = configuration.politeness
        fetcher = try OneShotFetcher(configuration.fetch, limit: Self.fetchLimit)
        hosts = Mutex(Hosts(groups: HostGroups(grouping: configuration.fetch.groupHosts)))
    }

    /// Ends what is still on its way.
    func end() { fetcher.end() }

    /// The host that an address counts for.
    func host(of url: String) -> HostKey { hosts.withLock { $0.groups.key(for: url) } }

    /// What a source's address answers, where its redirects lead.
    /// - Throws: why there is nothing to read, also where robots.txt forbids it or the status is none of 2xx.
    func get(_ url: String, accept: String, for source: Configuration.Source) throws(SourceFailure) -> FetchResponse {
        var request = fetcher.request(url)
        request.accept = accept
        request.leavesRedirects = true
        request.apply(source, to: url)
        while true {
            let response = try ask(request, for: source)
            guard let pending = response.pending else {
                guard (200..<300).contains(response.status) else { throw SourceFailure(response, now: now) }
                return response
            }
            request = request.continued(pending)
        }
    }

    private func ask(_ request: FetchRequest, for source: Configuration.Source) throws(SourceFailure) -> FetchResponse {
        let result = try turn(at: request.url).host.withLock {
            host throws(SourceFailure) -> Result<FetchResponse, FetchError> in
            if source.robotsOverride == nil { try checkRobots(request.url, source, &host) }
            return fetch(request, &host)
        }
        switch result {
        case .failure(let error): throw SourceFailure(error)
        case .success(let response):
            // A proxy's address says nothing of the host.
            if request.proxy == nil { hosts.withLock { $0.groups.learn(response) } }
            return response
        }
    }

    private func turn(at url: String) -> Turn {
        hosts.withLock { hosts in
            let key = hosts.groups.key(for: url)
            if let turn = hosts.turns[key] { return turn }
            let agent = configuration.fetch.respectRobots ? configuration.fetch.robotsToken : nil
            let turn = Turn(Host(robots: HostRobots(agent: agent), delay: policy.terms(for: key).delay))
            hosts.turns[key] = turn
            return turn
        }
    }

    private func fetch(_ request: FetchRequest, _ host: inout Host) -> Result<FetchResponse, FetchError> {
        let pause = host.isFreeFrom - ContinuousClock().now
        if pause > .zero { Thread.sleep(forTimeInterval: pause / .seconds(1)) }
        let answer = fetcher.begin(request)
        defer { host.isFreeFrom = ContinuousClock().now + host.delay }
        return Result { () throws(FetchError) in try answer.wait() }
    }

    private var now: Instant { Instant(milliseconds: LogWriter.systemMilliseconds()) }
}

/// robots.txt (RFC 9309).
extension PoliteFetcher {
    private func checkRobots(
        _ url: String, _ source: Configuration.Source, _ host: inout Host
    ) throws(SourceFailure) {
        if case .unknown(let robots) = host.robots.permission(for: url, now: now) {
            read(robots, source, &host)
        }
        switch host.robots.permission(for: url, now: now) {
        case .allowed: break
        case .denied(let reason, let kind), .unreadable(let reason, let kind, _): throw SourceFailure(kind, reason)
        case .unknown: throw SourceFailure(.robotsUnreadable, "robots.txt cannot be judged")
        }
    }

    private func read(_ robots: String, _ source: Configuration.Source, _ host: inout Host) {
        var request = fetcher.robotsRequest(robots)
        request.apply(source, to: robots)
        var failure: FetchError?
        let outcome: RobotsOutcome
        switch fetch(request, &host) {
        case .success(let response) where (200..<300).contains(response.status):
            outcome = workers.robots(response.body, agent: configuration.fetch.robotsToken)
        case .success(let response): outcome = .status(response.status)
        case .failure(let error) where error.kind == .tooManyRedirects: outcome = .redirectsExhausted
        case .failure(let error): (outcome, failure) = (.unreachable, error)
        }
        let asked = host.robots.answer(robots, outcome, failure: failure, lifetime: nil, now: now)
        host.delay = max(host.delay, min(asked ?? .zero, policy.crawlDelayCeiling))
        host.isFreeFrom = ContinuousClock().now + host.delay
    }
}
