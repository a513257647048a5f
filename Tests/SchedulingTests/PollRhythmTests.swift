import Testing

@testable import Scheduling

/// What a source's polls teach, and how it is kept.
@Suite struct PollRhythmTests {
    /// A Tuesday, 22:13:20 UTC.
    private static let now = Instant(milliseconds: 1_700_000_000_000)
    private static let midnight = Instant(milliseconds: 1_699_920_000_000)
    private let policy = PollPolicy(shortest: .seconds(300), usual: .seconds(1800), longest: .seconds(86_400))

    /// Items from 6 to 21 o'clock for ten days, four an hour.
    private static func daytime() -> NewsProfile {
        var profile = NewsProfile()
        for day in 0..<10 {
            for hour in 6..<22 {
                let moment = midnight + .seconds(day * 86_400 + hour * 3600)
                profile.note(newItems: 4, published: [moment, moment, moment, moment], now: moment)
            }
        }
        return profile
    }

    @Test func hoursAndDaysAreThoseOfUTC() {
        #expect(Self.now.hourOfDay == 22 && Self.now.dayOfWeek == 2)
        #expect(Instant(milliseconds: 0).dayOfWeek == 4)
        #expect(Instant(milliseconds: -1).hourOfDay == 23 && Instant(milliseconds: -1).dayOfWeek == 3)
        #expect(Self.now.nextHour == Self.midnight + .seconds(23 * 3600))
        #expect(Instant.distantFuture.nextHour == .distantFuture)
    }

    @Test func learnsWhichHoursAreQuiet() {
        let profile = Self.daytime()
        #expect((0..<24).filter(profile.isQuiet) == [0, 1, 2, 3, 4, 5, 22, 23])
        var early = NewsProfile()
        early.note(newItems: 10, published: Array(repeating: Self.now, count: 10), now: Self.now)
        #expect((0..<24).filter(early.isQuiet).isEmpty, "ten items say nothing yet")
    }

    @Test func whatWasThereAtTheFirstPollDidNotAppearThen() {
        var profile = NewsProfile()
        profile.note(newItems: 500, published: [], now: Self.now)
        #expect(profile.hours.allSatisfy { $0 == 0 })
        profile.note(newItems: 1, published: [], now: Self.now + .seconds(3600))
        #expect(profile.hours[23] == 1)
        #expect(profile.usualGap == .seconds(3600))
    }

    @Test func learnsHowOftenThereIsNews() {
        var profile = NewsProfile()
        let week = (0..<8).map { Self.now - .seconds($0 * 86_400) }
        profile.note(newItems: 8, published: week, now: Self.now)
        #expect(profile.usualGap == .seconds(86_400), "from the dates of the first list")
        for day in 1...30 {
            profile.note(newItems: 1, published: [], now: Self.now + .seconds(day * 2 * 86_400))
        }
        let gap = profile.usualGap ?? .zero
        #expect(gap > .seconds(1.99 * 86_400) && gap < .seconds(2.01 * 86_400))
    }

    @Test func aQuietNightIsNotPolledAndDoesNotSlowTheMorning() {
        var rhythm = PollRhythm(interval: .seconds(1200))
        rhythm.profile = Self.daytime()
        let plan = policy.plan(after: .notModified, rhythm: rhythm, source: "s", now: Self.now)
        let six = Self.midnight + .seconds(30 * 3600)
        #expect(plan.next >= six && plan.next < six + .seconds(1200))
        #expect(plan.rhythm.interval == .seconds(1200))
        #expect(plan.reason == "not modified (304): later, every 20 min; usually nothing until 6:00 UTC")
        let morning = policy.plan(after: .notModified, rhythm: rhythm, source: "s", now: six)
        #expect(morning.rhythm.interval == .seconds(1800))
        let others = (0..<600).map {
            policy.plan(after: .notModified, rhythm: rhythm, source: "\($0)", now: Self.now).next
        }
        #expect(Dictionary(grouping: others) { $0.milliseconds / 10_000 }.values.allSatisfy { $0.count < 20 })
    }

    @Test(
        arguments: [
            ([22, 23, 0], [], 25), ([], [2], 24), ([22, 23], [3], 48), ([], [2, 3, 4, 5, 6, 0, 1], nil),
            (Set(0..<24), [], nil), ([5], [0], nil),
        ] as [(Set<Int>, Set<Int>, Int?)])
    func whatTheFeedSkipsIsSkipped(hours: Set<Int>, days: Set<Int>, opensAtHour: Int?) {
        var rhythm = PollRhythm(interval: .seconds(600))
        rhythm.hints.skipHours = hours
        rhythm.hints.skipDays = days
        let long = PollPolicy(shortest: .seconds(300), usual: .seconds(600), longest: .seconds(3 * 86_400))
        let plan = long.plan(after: .newItems(1), rhythm: rhythm, source: "s", now: Self.now)
        guard let opensAtHour else {
            #expect(plan.next <= Self.now + .seconds(330), "never open, or open now: as planned")
            return
        }
        let opening = Self.midnight + .seconds(opensAtHour * 3600)
        #expect(plan.next >= opening && plan.next < opening + .seconds(1800))
        #expect(plan.reason.hasSuffix("; the source asks to skip until \(opensAtHour % 24):00 UTC"))
    }

    @Test func theLongestOfAllThatIsAskedForCounts() {
        var rhythm = PollRhythm(interval: .seconds(600))
        rhythm.hints.timeToLive = .seconds(7200)
        rhythm.hints.updateInterval = .seconds(3600)
        let plan = policy.plan(after: .newItems(1), rhythm: rhythm, source: "s", now: Self.now, hint: .seconds(600))
        #expect(plan.next >= Self.now + .seconds(7200))
        #expect(plan.reason.hasSuffix("; the source asks for at least 2 h"))
        #expect(plan.rhythm.hints == rhythm.hints)
    }

    @Test func aSourceThatIsGoneIsLookedAtOnceAWeek() {
        let plan = policy.plan(
            after: .gone, rhythm: PollRhythm(interval: .seconds(600)), source: "s", now: Self.now)
        #expect(plan.next >= Self.now + .seconds(7 * 86_400) && plan.next <= Self.now + .seconds(7.7 * 86_400))
        #expect(plan.reason == "gone (410): retired, one more look in 7 days")
        let resumed = policy.resume(next: plan.next, rhythm: plan.rhythm, source: "s", now: Self.now, among: 1)
        #expect(resumed.next == plan.next)
    }

    @Test func itsTextBringsItBack() {
        var rhythm = PollRhythm(interval: .milliseconds(1234), failures: 3)
        rhythm.profile = Self.daytime()
        rhythm.hints.timeToLive = .seconds(60)
        rhythm.hints.updateInterval = .seconds(7)
        rhythm.hints.skipHours = [0, 23]
        rhythm.hints.skipDays = [6]
        let again = PollRhythm(text: rhythm.text, interval: .seconds(9), failures: 3)
        #expect(again.text == rhythm.text)
        #expect(again.hints == rhythm.hints && again.interval == rhythm.interval && again.failures == 3)
        #expect(again.profile.lastNews == rhythm.profile.lastNews && again.profile.usualGap != nil)
        #expect((0..<24).filter(again.profile.isQuiet) == (0..<24).filter(rhythm.profile.isQuiet))
    }

    /// It is read and written at each poll.
    @Test func itsTextStaysHoweverOftenItIsRead() {
        var rhythm = PollRhythm(interval: .seconds(1))
        rhythm.profile.hours = (0..<24).map { Double($0 * 29) / 100 + 0.07 }
        let text = rhythm.text
        for _ in 0..<100 { rhythm = PollRhythm(text: rhythm.text, interval: .seconds(1), failures: 0) }
        #expect(rhythm.text == text)
    }

    @Test(arguments: [
        "", "interval=", "interval=-5 gap=0", "hours=1,2,3", "hours=" + String(repeating: "-1,", count: 23) + "1",
        "skip_hours=24,-1,99999999999999 skip_days=7", "what is this", "= == =", "interval=99999999999999999999",
    ])
    func textThatItDidNotWriteSaysNothing(_ text: String) {
        #expect(PollRhythm(text: text, interval: .seconds(9), failures: -1) == PollRhythm(interval: .seconds(9)))
    }
}

@Suite struct CacheLifetimeTests {
    private static let now = Instant(milliseconds: 784_111_777_000)  // Sun, 06 Nov 1994 08:49:37 GMT

    @Test(
        arguments: [
            (["max-age=600"], nil, nil, nil, 600), (["public, Max-Age=\"60\""], nil, nil, nil, 60),
            (["max-age=600"], nil, "100", nil, 500), (["max-age=600"], nil, "700", nil, 0),
            (["no-cache"], nil, nil, nil, 0), (["max-age=9", "no-store"], nil, nil, nil, 0),
            (["s-maxage=600"], nil, nil, nil, nil), (["max-age=x"], nil, nil, nil, nil), ([], nil, nil, nil, nil),
            (["max-age=5, max-age=9"], nil, nil, nil, 5),
            (["max-age=99999999999999999999"], nil, nil, nil, 315_360_000),
            ([], "Sun, 06 Nov 1994 09:49:37 GMT", nil, nil, 3600),
            ([], "Sun, 06 Nov 1994 09:49:37 GMT", nil, "Sun, 06 Nov 1994 09:39:37 GMT", 600),
            ([], "Sun, 06 Nov 1994 07:49:37 GMT", nil, nil, 0), ([], "0", nil, nil, 0), ([], "-1", nil, nil, 0),
            (["max-age=7"], "Sun, 06 Nov 1994 09:49:37 GMT", nil, nil, 7),
            (["private"], "Sun, 06 Nov 1994 09:49:37 GMT", "600", nil, 3000),
        ] as [([String], String?, String?, String?, Int?)])
    func readsWhatResponsesSay(control: [String], expires: String?, age: String?, date: String?, seconds: Int?) {
        let lifetime = CacheLifetime.of(
            cacheControl: control, expires: expires, age: age, date: date, now: Self.now)
        #expect(lifetime == seconds.map { .seconds($0) })
    }
}

@Suite struct SourceMoveTests {
    private static let here = [(status: 301, to: "https://b/feed")]

    @Test func threeAgreeingPollsMoveASource() {
        var move = SourceMove()
        for poll in 1...2 {
            move = move.after(Self.here)
            #expect(move == SourceMove(candidate: "https://b/feed", agreeing: poll))
        }
        #expect(move.after(Self.here) == SourceMove(adopted: "https://b/feed"))
    }

    @Test(arguments: [302, 303, 307])
    func aTemporaryRedirectNeverDoes(_ status: Int) {
        var move = SourceMove()
        for _ in 0..<10 { move = move.after([(status, "https://b/feed")]) }
        #expect(move == SourceMove())
        for _ in 0..<10 {
            move = move.after([(308, "https://b/feed"), (status, "https://c/feed"), (301, "https://d")])
        }
        #expect(move.adopted == "https://b/feed", "only what comes before it")
    }

    @Test func anotherTargetOrNoneBeginsAnew() {
        let twice = SourceMove().after(Self.here).after(Self.here)
        #expect(twice.after([(301, "https://c")]) == SourceMove(candidate: "https://c", agreeing: 1))
        #expect(twice.after([]) == SourceMove())
        #expect(twice.afterFailures(1) == SourceMove())
    }

    @Test func anAddressThatFailsForLongIsGivenUpForTheConfiguredOne() {
        let moved = SourceMove(adopted: "https://b/feed")
        #expect(moved.afterFailures(4) == moved && moved.after([]) == moved)
        #expect(moved.afterFailures(5) == SourceMove())
    }
}
