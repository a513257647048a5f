import Testing

@testable import WorkerPool

/// The pure parts: when a job has run too long, when a start is given up, what standard error leaves.
@Suite struct DecisionTests {
    private static let watchdog = Watchdog(
        wallLimit: .seconds(10), cpuLimit: .seconds(5), begin: .seconds(100), cpuAtBegin: .seconds(2))

    @Test(
        arguments: [
            (100_000, 2_000, .lookAgain(after: .seconds(5))),
            (103_000, 5_000, .lookAgain(after: .seconds(2))),
            (105_000, 2_000, .lookAgain(after: .seconds(5))),
            (107_000, 2_000, .lookAgain(after: .seconds(3))),
            (106_999, 6_999, .lookAgain(after: .milliseconds(5))),
            (109_999, 2_000, .lookAgain(after: .milliseconds(5))),
            (110_000, 2_000, .overran(.timedOut(limit: .seconds(10)))),
            (107_000, 7_000, .overran(.cpuExceeded(limit: .seconds(5)))),
            (120_000, 9_000, .overran(.cpuExceeded(limit: .seconds(5)))),
            (101_000, 0, .lookAgain(after: .seconds(7))),
        ] as [(Int, Int, Watchdog.Verdict)])
    func watchdogLooksNoEarlierThanALimitCanBeReached(nowMs: Int, cpuMs: Int, verdict: Watchdog.Verdict) {
        #expect(Self.watchdog.look(now: .milliseconds(nowMs), cpu: .milliseconds(cpuMs)) == verdict)
    }

    @Test func startsAreGivenUpAfterThreeAndTriedEverMoreSeldom() {
        var backoff = StartBackoff()
        let delays = (0..<12).map { _ in backoff.failed("no") }
        #expect(delays[0...3] == [.milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800)])
        #expect(delays.last == .seconds(30))
        #expect(backoff.hasGivenUp)
        backoff.succeeded()
        #expect(!backoff.hasGivenUp)
        #expect(backoff.failed("again") == .milliseconds(100))
        #expect(!backoff.hasGivenUp)
    }

    @Test func standardErrorLeavesItsEndOnOnePrintableLine() {
        var tail = DiagnosticTail()
        for text in [String(repeating: "x", count: 5000), "Fatal\nerror:\u{1B}[2J ü ", "\u{202E}end\u{0}\n"] {
            Array(text.utf8).withUnsafeBytes { tail.append($0) }
        }
        #expect(tail.text.hasSuffix("x" + "Fatal error: [2J end"))
        #expect(tail.text.utf8.count <= 2048)
        #expect(!tail.isFlood)
    }

    /// The runtime's stack trace behind it has some thirty lines.
    @Test func aWorkerThatRanOutOfMemorySaysSoHoweverLongItsStackIs() {
        var tail = DiagnosticTail()
        tail.beginJob()
        let frames = (0..<60).map { "\($0)    copydesk-worker  0x000055f6d469ac91 <unavailable> + 736401\n" }
        for text in ["Fatal error: failed to allocate 10125056 bytes\n"] + frames {
            Array(text.utf8).withUnsafeBytes { tail.append($0) }
        }
        #expect(tail.tellsOfMemory && tail.text.hasSuffix("736401") && tail.text.utf8.count <= 2048)
        tail.beginJob()
        #expect(!tail.tellsOfMemory && tail.text == "")
    }

    @Test func processStatusesAreReadAsWaitSays() {
        #expect(WorkerExit(status: 3 << 8) == .status(3))
        #expect(WorkerExit(status: 0) == .status(0))
        #expect(WorkerExit(status: 11) == .signal(11))
        #expect(WorkerExit(status: 11 | 0x80) == .signal(11))
    }
}
