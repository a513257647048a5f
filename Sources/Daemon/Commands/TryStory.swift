import Fetching
import Scheduling

/// What is told about one address besides its text: pure, a line each.
enum TryStory {
    /// The way to the response, what it is and how long it took, and its header.
    static func lines(of response: FetchResponse) -> [String] {
        let size = "\(response.body.count) bytes, \(response.mediaType ?? "no media type")"
        let answer =
            "\(response.status) \(response.url) from \(response.remoteAddress), \(size), "
            + "\(milliseconds(response.timing.total))"
        return lines(of: response.redirects) + [answer, timing(of: response)]
            + response.headers.fields.map { "  \($0.name): \($0.value)" }
    }

    static func lines(of redirects: [Redirect]) -> [String] {
        redirects.map { "\($0.status) \($0.from) → \($0.to)" }
    }

    private static func timing(of response: FetchResponse) -> String {
        let timing = response.timing
        var steps = [("name", timing.dns), ("connected", timing.connect), ("TLS", timing.tls)]
        steps.removeAll { $0.1 == .zero }
        steps.append(("first byte", timing.firstByte))
        let words = steps.map { "\($0.0) after \(milliseconds($0.1))" }.joined(separator: ", ")
        return "HTTP/\(response.httpVersion), \(words)"
    }

    private static func milliseconds(_ duration: Duration) -> String {
        let microseconds = Int(duration / .microseconds(1))
        return microseconds < 10_000
            ? "\(microseconds / 1000).\(microseconds / 100 % 10) ms" : "\(microseconds / 1000) ms"
    }

    /// What a robots.txt says about an address that a person asks for all the same.
    static func line(about url: String, _ answer: RobotsAnswer, agent: String, cause: String?) -> String {
        let decision = answer.decision(agent: agent, url: url)
        let rule = decision.rule.map { " (\($0))" } ?? ""
        let delay = answer.crawlDelay(agent: agent).map { ", Crawl-delay \($0 / .seconds(1)) s" } ?? ""
        let verdict = decision.isAllowed ? "allows" : "forbids"
        let because = cause.map { ": \($0)" } ?? ""
        switch answer.meaning {
        case .rules: return "robots.txt \(verdict) \(url) to \(agent)\(rule)\(delay)"
        case .allowAll, .disallowAll: return "\(answer.reason)\(because) (\(url))"
        }
    }
}
