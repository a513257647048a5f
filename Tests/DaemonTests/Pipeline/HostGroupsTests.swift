import Scheduling
import Testing

@testable import Daemon

/// Which addresses count as one host.
@Suite struct HostGroupsTests {
    @Test(
        arguments: [
            ("https://news.example.co.uk/a", "example.co.uk"), ("http://example.co.uk:8080/", "example.co.uk"),
            ("https://a.github.io/", "a.github.io"), ("https://b.github.io/", "b.github.io"),
            ("https://127.0.0.1/", nil), ("https://localhost/", nil),
        ] as [(String, String?)])
    func aDomainCountsForAllItsNames(_ url: String, _ domain: String?) {
        #expect(HostGroups(grouping: .domain).key(for: url) == domain.map { HostKey($0) } ?? HostKey(address: url))
    }

    @Test(arguments: [Configuration.HostGrouping.host, .address]) func withoutWordOfAServerANameIsItself(
        _ grouping: Configuration.HostGrouping
    ) {
        let groups = HostGroups(grouping: grouping)
        let (one, other) = ("https://a.example.org/x", "https://b.example.org/x")
        #expect(groups.key(for: one) == HostKey(address: one) && groups.key(for: one) != groups.key(for: other))
    }

    /// A server that asks for nothing does not shorten what another of the same group has asked for.
    @Test func theLongestCrawlDelayOfAGroupHolds() {
        var groups = HostGroups(grouping: .domain)
        let host: HostKey = "example.org"
        #expect(groups.delay(.seconds(20), askedBy: "https://a.example.org/robots.txt", host: host) == .seconds(20))
        #expect(groups.delay(nil, askedBy: "https://b.example.org/robots.txt", host: host) == .seconds(20))
        #expect(groups.delay(.seconds(5), askedBy: "https://b.example.org/robots.txt", host: host) == .seconds(20))
        #expect(groups.delay(nil, askedBy: "https://a.example.org/robots.txt", host: host) == .seconds(5))
        #expect(groups.delay(nil, askedBy: "https://b.example.org/robots.txt", host: host) == nil)
    }
}
