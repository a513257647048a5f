import Scheduling
import URLs

/// What each server's robots.txt says, and where to ask. Owned by the pipeline's queue.
struct HostRobots {
    private var answers: [String: RobotsAnswer] = [:]
    /// Servers whose robots.txt has been asked for.
    private var asked: Set<String> = []
    /// The product token that robots.txt files name us by; nil when they are not respected.
    let agent: String?

    init(agent: String?) { self.agent = agent }

    /// What may be done about an address.
    enum Permission {
        case allowed
        case denied(rule: String)
        /// First this address has to be read.
        case unknown(robots: String)
    }

    func permission(for address: String, now: Instant) -> Permission {
        guard let agent, let origin = WebURL.parse(address)?.origin else { return .allowed }
        guard let answer = answers[origin], answer.isFresh(now: now) else {
            return .unknown(robots: origin + "/robots.txt")
        }
        let decision = answer.decision(agent: agent, url: address)
        return decision.isAllowed ? .allowed : .denied(rule: decision.rule ?? answer.reason)
    }

    /// Whether this robots.txt is to be asked for now; false while an earlier question is open.
    mutating func ask(_ robots: String) -> Bool { asked.insert(robots).inserted }

    /// Takes in how the question ended.
    /// - Returns: the delay that the server asks for between requests.
    mutating func answer(_ robots: String, _ outcome: RobotsOutcome, now: Instant) -> Duration? {
        asked.remove(robots)
        guard let origin = WebURL.parse(robots)?.origin, let agent else { return nil }
        let answer = RobotsAnswer.after(outcome, previous: answers[origin], now: now)
        answers[origin] = answer
        return answer.crawlDelay(agent: agent)
    }
}
