import Testing

@testable import Scheduling

@Suite struct RobotsAnswerTests {
    private static let now = Instant(milliseconds: 1_700_000_000_000)
    private static let forbidding = RobotsOutcome.rules(
        .parse(Array("User-agent: *\nDisallow: /x\nCrawl-delay: 4".utf8)))

    @Test(arguments: [
        (RobotsOutcome.status(404), true), (.status(400), true),
        (.status(401), true), (.status(403), true),
        (.status(410), true), (.status(429), true),
        (.status(499), true), (.status(301), true),
        (.status(304), true), (.rules(RobotsRules()), true),
        (.status(200), false), (.unreadable("a worker's word"), false), (.redirectsExhausted, true),
        (.unreachable, false),
        (.status(500), false), (.status(503), false),
        (.status(599), false), (.status(0), false),
        (.status(999), false), (.status(150), false),
    ])
    func readsTheOutcome(_ outcome: RobotsOutcome, allowed: Bool) {
        let answer = RobotsAnswer.after(outcome, now: Self.now)
        #expect(answer.decision(agent: "a", url: "/x").isAllowed == allowed)
        #expect((answer.unreachableSince == nil) == allowed)
    }

    @Test func aFileIsReadAndAsked() {
        let answer = RobotsAnswer.after(Self.forbidding, now: Self.now)
        #expect(answer.decision(agent: "a", url: "http://h/x").rule == "Disallow: /x")
        #expect(answer.decision(agent: "a", url: "http://h/y").isAllowed)
        #expect(answer.crawlDelay(agent: "a") == .seconds(4))
    }

    @Test(arguments: [
        (nil, 86_400), (Duration.seconds(99_999_999), 86_400), (.zero, 1800), (.seconds(7200), 7200),
        (.seconds(-5), 1800),
    ])
    func livesAtMostADay(_ lifetime: Duration?, seconds: Int) {
        let answer = RobotsAnswer.after(Self.forbidding, lifetime: lifetime, now: Self.now)
        #expect(answer.isFresh(now: Self.now + .seconds(seconds) - .milliseconds(1)))
        #expect(!answer.isFresh(now: Self.now + .seconds(seconds)))
        #expect(!answer.isFresh(now: Self.now - .seconds(1)), "the clock was set back")
    }

    @Test func notModifiedKeepsTheRules() {
        let first = RobotsAnswer.after(Self.forbidding, now: Self.now)
        let later = Self.now + .seconds(86_400)
        let second = RobotsAnswer.after(.status(304), previous: first, now: later)
        #expect(second.decision(agent: "a", url: "/x").isAllowed == false)
        #expect(second.isFresh(now: later + .seconds(3600)))
    }

    @Test(arguments: [true, false])
    func aLongOutageEndsTheBan(_ hadRules: Bool) {
        var answer = hadRules ? RobotsAnswer.after(Self.forbidding, now: Self.now) : nil
        var now = Self.now
        while now < Self.now + .seconds(29 * 86_400) {
            answer = .after(.status(503), previous: answer, now: now)
            #expect(answer?.decision(agent: "a", url: "/y").isAllowed == false)
            now = now + .seconds(43_200)
        }
        answer = .after(.unreachable, previous: answer, now: Self.now + .seconds(30 * 86_400))
        #expect(answer?.decision(agent: "a", url: "/y").isAllowed == true)
        #expect(answer?.decision(agent: "a", url: "/x").isAllowed == !hadRules)
        answer = .after(Self.forbidding, previous: answer, now: Self.now + .seconds(31 * 86_400))
        #expect(answer?.unreachableSince == nil)
    }

    @Test func anUnreachableFileIsTriedAgainWithinTheHour() {
        var answer = RobotsAnswer.after(.unreachable, now: Self.now)
        #expect(answer.expires == Self.now + .seconds(300))
        for _ in 0..<100 { answer = .after(.unreachable, previous: answer, now: answer.expires) }
        #expect(answer.expires - answer.fetchedAt == .seconds(3600))
    }

    @Test func anOutageNotedByAWrongClockBeginsAnew() {
        let wrong = RobotsAnswer.after(.unreachable, now: Self.now + .seconds(3650 * 86_400))
        let right = RobotsAnswer.after(.unreachable, previous: wrong, now: Self.now)
        #expect(right.unreachableSince == Self.now)
    }
}
