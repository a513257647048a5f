import Scheduling
import Testing

@testable import Daemon

/// What the daemon takes from a worker's answer for a feed.
@Suite struct FeedReplyTests {
    private func reply(_ lines: String...) throws -> FeedReply {
        try FeedReply(jsonLines: Array(lines.joined(separator: "\n").utf8))
    }

    @Test func whatAFeedSaysAboutPollingIsTakenOver() throws {
        let hints = try reply(
            """
            {"type":"feed","polling":{"ttl_minutes":15,"update_minutes":360,"skip_hours":[0,3],"skip_days":[0,6]}}
            """
        ).hints
        #expect(hints.timeToLive == .seconds(900))
        #expect(hints.updateInterval == .seconds(21_600))
        #expect(hints.skipHours == [0, 3] && hints.skipDays == [0, 6])
    }

    @Test(arguments: [
        #"{"type":"feed"}"#, #"{"type":"feed","polling":{}}"#,
        #"{"type":"feed","polling":{"ttl_minutes":-1,"update_minutes":1e30,"skip_hours":[24,-1,1.5],"skip_days":7}}"#,
    ])
    func whatMakesNoSenseIsNoHint(_ line: String) throws { #expect(try reply(line).hints == PollHints()) }
}
