/// What a robots.txt says (RFC 9309), ready to be asked.
///
/// `parse` never fails: a line that is not understood says nothing. The patterns lie in one flat array, so that half a
/// megabyte of hostile rules stays a few megabytes in memory.
public struct RobotsRules: Hashable, Sendable {
    /// Octets that are read of a file (RFC 9309 §2.5 asks for at least these); the rest, and a line that it cuts, says
    /// nothing.
    public static let sizeLimitBytes = 500 * 1024

    /// URLs of `Sitemap:` lines in order of appearance, as written.
    public private(set) var sitemaps: [String] = []

    var groups: [RobotsGroup] = []
    /// The groups that name an agent, by lower-case product token; "*" stands for everyone else. Kept apart from the
    /// rules, as a group may name ten thousand agents and hold ten thousand rules.
    var groupsByAgent: [[UInt8]: [Int]] = [:]
    var units: [RobotsUnit] = []

    /// Rules that allow everything, as those of an empty file.
    public init() {}

    /// - Parameter agent: our product token ("Copydesk", a version behind it is ignored), or "*" for the rules that hold
    ///   for everyone without a group of their own.
    /// - Parameter path: path and query as they go over the wire, dot segments already removed.
    public func decision(agent: String, path: String) -> RobotsDecision {
        decision(agent: agent, units: RobotsPath.units(ofPath: path.utf8))
    }

    /// The same for an absolute URL, a URL without scheme or a path; without a path it is "/".
    public func decision(agent: String, url: String) -> RobotsDecision {
        decision(agent: agent, units: RobotsPath.units(ofPath: RobotsPath.pathAndQuery(ofURL: url.utf8)))
    }

    /// What `Crawl-delay` asks of an agent, if it asks anything; the longest, if it does so more than once.
    public func crawlDelay(agent: String) -> Duration? {
        groups(for: agent).compactMap(\.crawlDelay).max()
    }

    private func decision(agent: String, units path: [RobotsUnit]) -> RobotsDecision {
        if path == RobotsPath.units(ofPath: "/robots.txt".utf8) { return RobotsDecision(isAllowed: true) }
        var budget = Self.comparisonBudget
        let matches = groups(for: agent).compactMap { group in
            group.rules.first { $0.matches(path, units: units, budget: &budget) }
        }
        if budget <= 0 { return RobotsDecision(isAllowed: false, rule: "too many wildcards to decide") }
        guard let decisive = matches.min(by: { $0.precedes($1) }) else { return RobotsDecision(isAllowed: true) }
        return RobotsDecision(isAllowed: decisive.allows, rule: decisive.text(units: units))
    }

    func groups(for agent: String) -> [RobotsGroup] {
        let token = Self.productToken(Array(agent.utf8)[...])
        return (groupsByAgent[token] ?? groupsByAgent[Self.everyone] ?? []).map { groups[$0] }
    }

    /// Comparisons of units per decision. A thousand rules with wildcards against a long URL take a hundredth of it; a
    /// file made to take for ever ends here and forbids.
    static let comparisonBudget = 20_000_000

    mutating func addSitemap(_ url: ArraySlice<UInt8>) {
        sitemaps.append(String(decoding: url, as: UTF8.self))
    }
}

/// Whether a path may be fetched.
public struct RobotsDecision: Hashable, Sendable {
    public var isAllowed: Bool
    /// The rule that decided, as in "Disallow: /private/*", percent-encoded where need be; nil if none matched.
    public var rule: String?

    init(isAllowed: Bool, rule: String? = nil) {
        self.isAllowed = isAllowed
        self.rule = rule
    }
}

/// User-agent lines and what follows them. An agent named in several groups obeys them together.
struct RobotsGroup: Hashable, Sendable {
    /// Most specific first.
    var rules: [RobotsRule] = []
    var crawlDelay: Duration?
}
