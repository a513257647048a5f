import Fetching
import Scheduling
import URLs

/// What each server's robots.txt says, and where to ask. Owned by the pipeline's queue.
struct HostRobots {
    private var answers: [String: RobotsAnswer] = [:]
    /// Why a robots.txt could not be had, by server.
    private var failures: [String: FetchError] = [:]
    /// The product token that robots.txt files name us by; nil when they are not respected.
    let agent: String?

    init(agent: String?) { self.agent = agent }

    /// What may be done about an address.
    enum Permission {
        case allowed
        case denied(reason: String, SourceFailure.Kind)
        /// Nothing is known until it can be read, which is tried again then.
        case unreadable(reason: String, SourceFailure.Kind, until: Instant)
        /// First this address has to be read.
        case unknown(robots: String)
    }

    func permission(for address: String, now: Instant) -> Permission {
        guard let agent, let origin = WebURL.parse(address)?.origin else { return .allowed }
        guard let answer = answers[origin], answer.isFresh(now: now) else {
            return .unknown(robots: origin + "/robots.txt")
        }
        if answer.meaning == .disallowAll {
            return unreadable(answer, failures[origin])
        }
        let decision = answer.decision(agent: agent, url: address)
        if decision.isAllowed { return .allowed }
        return .denied(reason: "robots.txt forbids it (\(decision.rule ?? answer.reason))", .robots)
    }

    private func unreadable(_ answer: RobotsAnswer, _ failure: FetchError?) -> Permission {
        // An address that may not be dialled is not going to be allowed by waiting.
        if case .refusedAddress = failure?.kind { return .denied(reason: failure?.message ?? answer.reason, .refused) }
        let cause = failure.map { " (\($0.message))" } ?? ""
        let kind = failure.map { SourceFailure($0).kind } ?? .robotsUnreadable
        return .unreadable(reason: answer.reason + cause, kind, until: answer.expires)
    }

    /// Takes in what came of asking for a robots.txt.
    /// - Parameters:
    ///   - failure: why there is no answer.
    ///   - lifetime: for how long the response says that it stays current.
    /// - Returns: the delay that the server asks for between requests.
    mutating func answer(
        _ robots: String, _ outcome: RobotsOutcome, failure: FetchError?, lifetime: Duration?, now: Instant
    ) -> Duration? {
        guard let origin = WebURL.parse(robots)?.origin, let agent else { return nil }
        let answer = RobotsAnswer.after(outcome, previous: answers[origin], lifetime: lifetime, now: now)
        answers[origin] = answer
        failures[origin] = failure
        return answer.crawlDelay(agent: agent)
    }
}
