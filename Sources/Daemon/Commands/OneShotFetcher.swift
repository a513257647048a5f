import Dispatch
import Fetching
import Scheduling
import Synchronization

/// Fetches for a command that waits for the answers.
final class OneShotFetcher: Sendable {
    private let fetcher: Fetcher
    private let limits: FetchLimits
    private let allowsDowngrade: Bool

    /// - Parameter limit: for each fetch, whatever the settings allow.
    init(_ settings: Configuration.FetchSettings, limit: Duration) throws(CommandFailure) {
        var settings = settings
        settings.totalTimeout = min(settings.totalTimeout, limit)
        settings.connectTimeout = min(settings.connectTimeout, limit)
        limits = settings.limits
        allowsDowngrade = settings.allowDowngrade
        fetcher = try Opening.fetcher(settings)
    }

    /// An answer that may still be on its way.
    final class Answer: Sendable {
        private let result = Mutex<Result<FetchResponse, FetchError>?>(nil)
        private let done = DispatchSemaphore(value: 0)

        fileprivate func set(_ answer: Result<FetchResponse, FetchError>) {
            result.withLock { $0 = answer }
            done.signal()
        }

        /// Waits for it.
        func wait() throws(FetchError) -> FetchResponse {
            done.wait()
            // The next one who asks does not wait.
            done.signal()
            guard let answer = result.withLock({ $0 }) else { preconditionFailure("signalled without an answer") }
            return try answer.get()
        }
    }

    /// A request with the settings' limits.
    func request(_ url: String) -> FetchRequest {
        var request = FetchRequest(url: url)
        request.limits = limits
        request.allowsDowngrade = allowsDowngrade
        return request
    }

    /// A request for a server's robots.txt (RFC 9309, sections 2.3.1.2 and 2.5).
    func robotsRequest(_ url: String) -> FetchRequest {
        var request = request(url)
        request.accept = "text/plain, */*;q=0.5"
        request.limits.bodyBytes = RobotsRules.sizeLimitBytes
        request.limits.redirects = 5
        request.cutsBody = true
        return request
    }

    func begin(_ request: FetchRequest) -> Answer {
        let answer = Answer()
        fetcher.fetch(request) { answer.set($0) }
        return answer
    }

    /// Ends what is still on its way, and waits for that.
    func end() {
        let done = DispatchSemaphore(value: 0)
        fetcher.shutdown { done.signal() }
        done.wait()
    }
}
