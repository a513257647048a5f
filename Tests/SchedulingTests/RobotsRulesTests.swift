import Testing

@testable import Scheduling

/// One file, one agent, one URL, one answer.
struct RobotsCase: CustomTestStringConvertible, Sendable {
    let name: String
    let file: String
    let agent: String
    let url: String
    let allowed: Bool

    init(_ name: String, _ file: String, _ agent: String, _ url: String, _ allowed: Bool) {
        (self.name, self.file, self.agent, self.url, self.allowed) = (name, file, agent, url, allowed)
    }

    var testDescription: String { "\(name): \(agent) \(url)" }
}

/// One pattern for everybody against one path.
struct PatternCase: CustomTestStringConvertible, Sendable {
    let pattern: String
    let path: String
    let matches: Bool

    init(_ pattern: String, _ path: String, _ matches: Bool) {
        (self.pattern, self.path, self.matches) = (pattern, path, matches)
    }

    var testDescription: String { "\(pattern) \(matches ? "matches" : "misses") \(path)" }
}

@Suite struct RobotsRulesTests {
    @Test(arguments: RobotsCase.groups + RobotsCase.lines + RobotsCase.precedence + RobotsCase.urls)
    func decides(_ robots: RobotsCase) {
        let decision = RobotsRules.parse(Array(robots.file.utf8)).decision(agent: robots.agent, url: robots.url)
        #expect(decision.isAllowed == robots.allowed)
    }

    @Test(arguments: PatternCase.wildcards + PatternCase.encoding)
    func matches(_ pattern: PatternCase) {
        let rules = RobotsRules.parse(Array("User-agent: *\nDisallow: \(pattern.pattern)\n".utf8))
        #expect(rules.decision(agent: "x", path: pattern.path).isAllowed == !pattern.matches)
        let inverse = RobotsRules.parse(Array("User-agent: *\nDisallow: /\nAllow: \(pattern.pattern)\n".utf8))
        if pattern.pattern.utf8.count > 1 {
            #expect(inverse.decision(agent: "x", path: pattern.path).isAllowed == pattern.matches)
        }
    }

    @Test func namesTheRuleThatDecided() {
        let rules = RobotsRules.parse(Array("User-agent: *\nDisallow: /private/*.php$\nAllow: /a b\u{1B}c\n".utf8))
        #expect(rules.decision(agent: "x", path: "/private/x.php").rule == "Disallow: /private/*.php$")
        #expect(rules.decision(agent: "x", path: "/a%20b%1bc").rule == "Allow: /a%20b%1Bc")
        #expect(rules.decision(agent: "x", path: "/other").rule == nil)
    }

    @Test func cutsALongRuleInItsText() {
        let rules = RobotsRules.parse(Array("User-agent: *\nDisallow: /\(String(repeating: "a", count: 5000))".utf8))
        let rule = rules.decision(agent: "x", path: "/" + String(repeating: "a", count: 5001)).rule
        #expect(rule?.count == "Disallow: ".count + 201)
    }

    @Test func collectsSitemapsFromAnywhere() {
        let file = """
            Sitemap: https://example.org/a.xml
            User-agent: other
            SITEMAP : https://example.org/b.xml # second
            Disallow: /
            sitemap:
            sitemap:https://example.org/c.xml
            """
        let rules = RobotsRules.parse(Array(file.utf8))
        #expect(rules.sitemaps == ["a", "b", "c"].map { "https://example.org/\($0).xml" })
    }

    @Test(arguments: [
        ("10", 10_000), ("0.5", 500), ("1.2345", 1234), (".25", 250), ("3.", 3000), ("0", 0),
        ("99999999999", 86_400_000),
    ])
    func readsCrawlDelay(_ text: String, milliseconds: Int) {
        let rules = RobotsRules.parse(Array("User-agent: *\nCrawl-delay: \(text)\n".utf8))
        #expect(rules.crawlDelay(agent: "Copydesk") == .milliseconds(milliseconds))
    }

    @Test(arguments: ["", "-1", "ten", "1e3", "1,5", "1.2.3", ".", "5 s"])
    func ignoresCrawlDelay(_ text: String) {
        #expect(RobotsRules.parse(Array("User-agent: *\nCrawl-delay: \(text)".utf8)).crawlDelay(agent: "a") == nil)
    }

    @Test func crawlDelayIsPerGroupAndTheLongestCounts() {
        let file =
            "User-agent: a\nCrawl-delay: 3\nDisallow: /x\n\nUser-agent: *\nCrawl-delay: 9\nDisallow:\n"
            + "\nUser-agent: A\nCrawl-delay: 5\n"
        let rules = RobotsRules.parse(Array(file.utf8))
        #expect(rules.crawlDelay(agent: "a") == .seconds(5))
        #expect(rules.crawlDelay(agent: "b") == .seconds(9))
        #expect(RobotsRules().crawlDelay(agent: "a") == nil)
    }

    @Test func readsNothingBehindTheSizeLimit() {
        let head = Array("User-agent: *\nDisallow: /early\n".utf8)
        let padding = Array(repeating: UInt8(ascii: "#"), count: RobotsRules.sizeLimitBytes - head.count - 1)
        let rules = RobotsRules.parse(head + padding + Array("\nDisallow: /late\n".utf8))
        #expect(rules.decision(agent: "x", path: "/early").isAllowed == false)
        #expect(rules.decision(agent: "x", path: "/late").isAllowed)
    }

    @Test func aRuleCutByTheSizeLimitSaysNothing() {
        let head = Array("User-agent: *\nDisallow: /early\n".utf8)
        let line = Array("\nDisallow: /".utf8)
        let padding = Array(repeating: UInt8(ascii: "#"), count: RobotsRules.sizeLimitBytes - head.count - line.count)
        let rules = RobotsRules.parse(head + padding + line + Array("private\n".utf8))
        #expect(rules.decision(agent: "x", path: "/early").isAllowed == false)
        #expect(rules.decision(agent: "x", path: "/public").isAllowed)
    }

    @Test func aRuleThatEndsAtTheSizeLimitHolds() {
        let head = Array("User-agent: *\n#".utf8)
        let line = Array("\nDisallow: /private".utf8)
        let padding = Array(repeating: UInt8(ascii: "#"), count: RobotsRules.sizeLimitBytes - head.count - line.count)
        let rules = RobotsRules.parse(head + padding + line + Array("\nDisallow: /late".utf8))
        #expect(rules.decision(agent: "x", path: "/private").isAllowed == false)
        #expect(rules.decision(agent: "x", path: "/late").isAllowed)
    }

    @Test func manyAgentsTimesManyRulesStaySmall() {
        let agents = (0..<8000).map { "User-agent: bot\($0)\n" }.joined()
        let rules = RobotsRules.parse(Array((agents + (0..<8000).map { "Disallow: /p\($0)x\n" }.joined()).utf8))
        #expect(rules.groups.count == 1 && rules.groups[0].rules.count == 8000)
        #expect(rules.decision(agent: "bot7999", path: "/p7999x").isAllowed == false)
        #expect(rules.decision(agent: "bot8000", path: "/p7999x").isAllowed)
    }

    /// By backtracking this would never end.
    @Test func manyWildcardsEnd() {
        let pattern = String(repeating: "*a", count: 200) + "b"
        let rules = RobotsRules.parse(Array("User-agent: *\nDisallow: /\(pattern)\n".utf8))
        let path = "/" + String(repeating: "a", count: 2000)
        #expect(rules.decision(agent: "x", path: path).isAllowed)
    }

    @Test func aFileMadeToTakeForEverForbids() {
        var rule = RobotsRules.parse(Array("User-agent: *\nDisallow: /*aaab\n".utf8))
        var budget = 100
        let path = RobotsPath.units(ofPath: "/\(String(repeating: "a", count: 400))".utf8)
        #expect(rule.groups[0].rules[0].matches(path, units: rule.units, budget: &budget) == false)
        #expect(budget <= 0)
        let line = "Disallow: /*\(String(repeating: "a", count: 1000))b\n"
        rule = RobotsRules.parse(Array(("User-agent: *\n" + String(repeating: line, count: 60)).utf8))
        let decision = rule.decision(agent: "x", path: "/" + String(repeating: "a", count: 4000))
        #expect(decision.isAllowed == false)
        #expect(decision.rule == "too many wildcards to decide")
    }

    @Test func anyBytesAreAnswered() {
        var seed: UInt64 = 42
        for _ in 0..<300 {
            let words = [
                "User-agent: *\n", "Disallow:", "allow: /", "%", "%4", "*", "$", "\r", "\u{FEFF}", "\0", "/a", ":", "#",
            ]
            let file = (0..<40).map { _ -> String in
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return words[Int(seed >> 33) % words.count]
            }
            let rules = RobotsRules.parse(Array(file.joined().utf8) + [UInt8(truncatingIfNeeded: seed >> 40)])
            #expect(rules.decision(agent: "*", url: "/robots.txt").isAllowed)
            _ = rules.decision(agent: "x", url: "http://h/a%4")
        }
    }
}
