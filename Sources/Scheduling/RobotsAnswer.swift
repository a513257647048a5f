/// How fetching a robots.txt ended.
public enum RobotsOutcome: Hashable, Sendable {
    /// A file, as whoever read it understood it.
    case rules(RobotsRules)
    /// There was a file, and it could not be read: why, in words.
    case unreadable(String)
    /// The final status of an answer without a file; redirects followed.
    case status(Int)
    /// More than five redirects, or one that leads nowhere.
    case redirectsExhausted
    /// No answer: DNS, connection, TLS, time limit.
    case unreachable
}

/// What is known of a host's robots.txt, and until when (RFC 9309 §2.3.1 and §2.4).
public struct RobotsAnswer: Hashable, Sendable {
    /// What may be fetched.
    public enum Meaning: Hashable, Sendable {
        case rules(RobotsRules)
        /// There is no robots.txt.
        case allowAll
        /// Undefined: the server could not say.
        case disallowAll
    }

    public var meaning: Meaning
    public var fetchedAt: Instant
    public var expires: Instant
    /// In words: "robots.txt answers 503, disallowed until it can be read".
    public var reason: String
    /// Since when it could not be read, without a break.
    public var unreachableSince: Instant?
    /// The last rules that could be read; they come back in force in a long outage.
    var lastMeaning: Meaning?
    var failures = 0

    /// RFC 9309 §2.4: "SHOULD NOT use the cached version for more than 24 hours".
    public static let longestLifetime = Duration.seconds(86_400)
    /// However short the server's own lifetime is, we do not ask again with every article.
    public static let shortestLifetime = Duration.seconds(30 * 60)
    /// RFC 9309 §2.3.1.4: "a reasonably long period of time (for example, 30 days)".
    public static let longOutage = Duration.seconds(30 * 86_400)
    static let retry = Backoff(first: .seconds(5 * 60), ceiling: .seconds(3600), jitter: 0)

    /// A moment before `fetchedAt` is not fresh: the clock was set back, and ten years must not pass before a new look.
    public func isFresh(now: Instant) -> Bool {
        fetchedAt <= now && now < expires
    }

    /// Whether a path or URL may be fetched.
    public func decision(agent: String, url: String) -> RobotsDecision {
        switch meaning {
        case .rules(let rules): rules.decision(agent: agent, url: url)
        case .allowAll: RobotsDecision(isAllowed: true)
        case .disallowAll: RobotsDecision(isAllowed: false, rule: reason)
        }
    }

    /// The pause between requests that the file asks for (Crawl-delay is no part of RFC 9309, but common); nil where it asks for none.
    public func crawlDelay(agent: String) -> Duration? {
        guard case .rules(let rules) = meaning else { return nil }
        return rules.crawlDelay(agent: agent)
    }

    /// - Parameters:
    ///   - outcome: how fetching the file ended.
    ///   - previous: the answer this one replaces; needed for 304 and to measure an outage.
    ///   - lifetime: from the response's Cache-Control or Expires; held between half an hour and a day. Nil is a day.
    ///   - now: when it ended.
    public static func after(
        _ outcome: RobotsOutcome, previous: RobotsAnswer? = nil, lifetime: Duration? = nil, now: Instant
    ) -> RobotsAnswer {
        let expires = now + min(max(lifetime ?? longestLifetime, shortestLifetime), longestLifetime)
        let answer = { (meaning: Meaning, reason: String) in
            RobotsAnswer(meaning: meaning, fetchedAt: now, expires: expires, reason: reason)
        }
        switch outcome {
        case .rules(let rules):
            return answer(.rules(rules), "robots.txt read")
        case .unreadable(let cause):
            return unreadable("robots.txt cannot be read: \(cause)", previous: previous, now: now)
        case .status(304):
            return answer(previous?.lastReadable ?? .allowAll, "robots.txt not modified")
        case .status(let status) where (300..<500).contains(status):
            return answer(.allowAll, "no robots.txt (\(status)): all allowed")
        case .status(let status):
            return unreadable("robots.txt answers \(status)", previous: previous, now: now)
        case .redirectsExhausted:
            return answer(.allowAll, "robots.txt redirects without end: all allowed")
        case .unreachable:
            return unreadable("robots.txt cannot be reached", previous: previous, now: now)
        }
    }
}

extension RobotsAnswer {
    private var lastReadable: Meaning? {
        unreachableSince == nil ? meaning : lastMeaning
    }

    private static func unreadable(_ cause: String, previous: RobotsAnswer?, now: Instant) -> RobotsAnswer {
        // An outage that began in the future was noted by a wrong clock.
        let since = min(previous?.unreachableSince ?? now, now)
        let failures = (previous?.failures ?? 0) + 1
        var answer = RobotsAnswer(
            meaning: .disallowAll, fetchedAt: now, expires: now + retry.delay(afterFailures: failures, random: 0),
            reason: "\(cause): nothing allowed until it can be read", unreachableSince: since)
        answer.failures = failures
        answer.lastMeaning = previous?.lastReadable
        if now - since >= longOutage {
            answer.meaning = answer.lastMeaning ?? .allowAll
            let consequence = answer.lastMeaning == nil ? "all allowed" : "the last known rules hold"
            answer.reason = "\(cause) for \((now - since).inWords): \(consequence)"
        }
        return answer
    }
}
