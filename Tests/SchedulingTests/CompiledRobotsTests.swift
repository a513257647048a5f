import Testing

@testable import Scheduling

/// Rules cross from the process that read them to the one that obeys them, and mean the same there.
@Suite struct CompiledRobotsTests {
    @Test(arguments: RobotsCase.groups + RobotsCase.lines + RobotsCase.precedence + RobotsCase.urls)
    func meansTheSame(_ robots: RobotsCase) throws {
        let compiled = RobotsRules.parse(Array(robots.file.utf8)).compiled(for: robots.agent)
        let rules = try #require(RobotsRules(compiled: compiled))
        #expect(rules.decision(agent: "whoever", url: robots.url).isAllowed == robots.allowed)
    }

    @Test func keepsTheDelayTheSitemapsAndTheWords() throws {
        let file = """
            User-agent: a
            Crawl-delay: 2.5
            Disallow: /x y*%zz$
            User-agent: b
            Crawl-delay: 9
            Disallow: /
            Sitemap: https://example.org/a.xml
            """
        let rules = try #require(RobotsRules(compiled: RobotsRules.parse(Array(file.utf8)).compiled(for: "A/1.0")))
        #expect(rules.crawlDelay(agent: "a") == .milliseconds(2500))
        #expect(rules.sitemaps == ["https://example.org/a.xml"])
        #expect(rules.decision(agent: "a", path: "/x%20y!%zz").rule == "Disallow: /x%20y*%zz$")
        #expect(rules.decision(agent: "a", path: "/z").isAllowed)
    }

    static let nonsense: [(String, [UInt8])] = [
        ("no such part", [9]), ("a robots.txt", Array("User-agent: *\nDisallow: /\n".utf8)), ("no flags", [1]),
        ("no such flag", [1, 4, 0, 0, 0, 0]), ("a length without units", [1, 0, 1, 0, 0, 0, 0x2F]),
        ("a length over everything", [1, 0, 255, 255, 255, 255, 0x2F, 0]),
        ("no unit of a pattern", [1, 0, 1, 0, 0, 0, 0x2F, 2]), ("half a number", [2, 1, 0]),
        ("a delay of more than a day", [2, 1, 0x5C, 0x26, 5]), ("half a sitemap", [3, 2, 0, 0, 0, 0x61]),
    ]

    @Test(arguments: nonsense) func refuses(_ name: String, _ bytes: [UInt8]) {
        #expect(RobotsRules(compiled: bytes) == nil)
    }

    @Test func anyBytesAreRefusedOrUnderstood() {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
                UInt8.random(in: 0..<(Bool.random(using: &random) ? 4 : 255), using: &random)
            }
            guard let rules = RobotsRules(compiled: bytes) else { continue }
            #expect(RobotsRules(compiled: rules.compiled(for: "*")) == rules)
        }
    }
}
