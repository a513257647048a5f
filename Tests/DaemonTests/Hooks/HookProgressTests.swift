import Ledger
import Scheduling
import Testing

@testable import Daemon

/// What a hook remembers of its successes and failures.
@Suite struct HookProgressTests {
    private static let backoff = Backoff(first: .seconds(1), ceiling: .seconds(5), jitter: 0)

    enum Event: Sendable {
        case take(Int64)
        /// At this millisecond.
        case fail(Int64)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let events: [Event]
        let position: Int64
        var failures = 0
        var since: Int64?
        /// At millisecond 10,000.
        var pause: Duration?

        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "nothing happened", events: [], position: 7),
        Row(name: "lines taken", events: [.take(8), .take(12)], position: 12),
        Row(name: "a line taken again", events: [.take(3)], position: 7),
        Row(
            name: "a failure", events: [.fail(9_500)], position: 7, failures: 1, since: 9_500, pause: .milliseconds(500)
        ),
        Row(
            name: "the pause grows", events: [.fail(0), .fail(2_000), .fail(9_000)], position: 7, failures: 3, since: 0,
            pause: .seconds(3)),
        Row(
            name: "up to its ceiling", events: [.fail(0), .fail(1), .fail(2), .fail(3), .fail(9_999)], position: 7,
            failures: 5, since: 0, pause: .milliseconds(4_999)),
        Row(name: "the pause is over", events: [.fail(9_000)], position: 7, failures: 1, since: 9_000),
        Row(name: "a success forgets", events: [.fail(9_900), .take(8)], position: 8),
        Row(
            name: "some taken and then a failure", events: [.fail(9_000), .take(9), .fail(9_800)], position: 9,
            failures: 1,
            since: 9_800, pause: .milliseconds(800)),
        Row(
            name: "planned by a clock ten years ahead", events: [.fail(315_000_000_000)], position: 7, failures: 1,
            since: 315_000_000_000, pause: .seconds(5)),
    ]

    @Test(arguments: rows) func itGoesOnFromThere(row: Row) {
        var record = HookRecord(name: "hook", position: 7)
        for event in row.events {
            switch event {
            case .take(let sequence): record.take(upTo: sequence)
            case .fail(let now): record.fail("reason", now: now, backoff: Self.backoff, random: 0)
            }
        }
        #expect(record.position == row.position && record.failures == row.failures)
        #expect(record.failingSinceMilliseconds == row.since)
        #expect(record.lastError == (row.failures > 0 ? "reason" : nil))
        #expect(record.pause(now: 10_000, backoff: Self.backoff) == row.pause)
    }

    @Test func aWebhooksNameKeepsItsSecrets() throws {
        let names = try [
            "https://me:secret@hooks.example:8443/services/secret?token=secret", "https://hooks.example:8443/other",
        ].map(WebhookAddress.shown)
        #expect(names.allSatisfy { $0.hasPrefix("https://hooks.example:8443 [") && !$0.contains("secret") })
        #expect(Set(names).count == 2)
    }
}
