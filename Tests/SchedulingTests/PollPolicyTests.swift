import Testing

@testable import Scheduling

@Suite struct PollPolicyTests {
    private static let now = Instant(milliseconds: 1_700_000_000_000)
    private let policy = PollPolicy(shortest: .seconds(300), usual: .seconds(1800), longest: .seconds(86_400))

    private func plan(
        _ outcome: PollOutcome, minutes: Int = 60, failures: Int = 0, hint: Duration? = nil
    ) -> PollPlan {
        let rhythm = PollRhythm(interval: .seconds(minutes * 60), failures: failures)
        return policy.plan(after: outcome, rhythm: rhythm, source: "s", now: Self.now, hint: hint)
    }

    @Test(arguments: [
        (PollOutcome.newItems(3), 60, 30, "3 new items: sooner, every 30 min"),
        (.newItems(1), 60, 30, "1 new item: sooner, every 30 min"),
        (.newItems(9), 6, 5, "9 new items: sooner, every 5 min"),
        (.nothingNew, 60, 90, "nothing new: later, every 1 h 30 min"),
        (.notModified, 60, 90, "not modified (304): later, every 1 h 30 min"),
        (.nothingNew, 1200, 1440, "nothing new: later, every 24 h"),
        (.nothingNew, 0, 7, "nothing new: later, every 8 min"),
        (.notModified, 999_999, 1440, "not modified (304): later, every 24 h"),
    ])
    func adaptsWithinBounds(_ outcome: PollOutcome, minutes: Int, next: Int, reason: String) {
        let plan = plan(outcome, minutes: minutes, failures: 4)
        #expect(Int(plan.rhythm.interval.components.seconds) / 60 == next)
        #expect(plan.rhythm.failures == 0)
        #expect(plan.reason == reason)
        let wait = plan.next - Self.now
        #expect(wait >= plan.rhythm.interval && wait <= plan.rhythm.interval * 1.1)
    }

    @Test(arguments: [
        (0, nil, 300, "failed: again in 5 min"), (1, nil, 600, "failed 2 times: again in 10 min"),
        (4, nil, 4800, "failed 5 times: again in 80 min"), (50, nil, 86_400, "failed 51 times: again in 24 h"),
        (.max, nil, 86_400, "failed 1000001 times: again in 24 h"), (-7, nil, 300, "failed: again in 5 min"),
        (0, Duration.seconds(7200), 7200, "failed: again in 2 h, as the server asks (Retry-After)"),
        (0, .seconds(7), 300, "failed: again in 5 min"),
        (0, .seconds(Int64.max / 2), 604_800, "failed: again in 7 days, as the server asks (Retry-After)"),
    ])
    func failuresBackOff(_ failures: Int, retryAfter: Duration?, seconds: Int, reason: String) {
        let plan = plan(.failed(retryAfter: retryAfter), failures: failures)
        #expect(plan.next >= Self.now + .seconds(seconds) && plan.next <= Self.now + .seconds(seconds) * 1.1)
        #expect(plan.reason == reason)
        #expect(plan.rhythm.interval == .seconds(3600), "the rhythm outlives the failure")
        #expect(plan.rhythm.failures > 0)
    }

    @Test func aHintIsALowerBoundUpToTheLongest() {
        #expect(plan(.newItems(1), hint: .seconds(60)).next < Self.now + .seconds(2000))
        let asked = plan(.newItems(1), hint: .seconds(7200))
        #expect(asked.next >= Self.now + .seconds(7200))
        #expect(asked.reason == "1 new item: sooner, every 30 min; the source asks for at least 2 h")
        #expect(asked.rhythm.interval == .seconds(1800))
        #expect(plan(.nothingNew, hint: .seconds(9_999_999)).next <= Self.now + .seconds(86_400) * 1.1)
    }

    /// A page of links may be taken for an article once; a document that stays one is hardly polled any more.
    @Test func anArticleByItselfIsHardlyPolled() {
        var rhythm = policy.firstRhythm
        var reasons: [String] = []
        for outcome in [PollOutcome.article, .notModified, .article, .notModified] {
            let plan = policy.plan(after: outcome, rhythm: rhythm, source: "s", now: Self.now)
            rhythm = PollRhythm(text: plan.rhythm.text, interval: .seconds(1), failures: 0)
            reasons.append(plan.reason)
        }
        #expect(
            reasons == [
                "an article by itself: again in 45 min", "an article by itself: again in 68 min",
                "an article by itself: one more look in 7 days", "an article by itself: one more look in 7 days",
            ])
        let plan = policy.plan(after: .newItems(2), rhythm: rhythm, source: "s", now: Self.now)
        #expect(plan.next < Self.now + .seconds(86_400) && plan.rhythm.articles == 0)
        #expect(policy.plan(after: .notModified, rhythm: plan.rhythm, source: "s", now: Self.now).rhythm.articles == 0)
    }

    @Test func findsTheRhythmOfASource() {
        // One article every four hours, polled for 60 days.
        var rhythm = policy.firstRhythm
        var now = Self.now
        var seen: Int64 = 0
        var polls = 0
        while now < Self.now + .seconds(60 * 86_400) {
            let published = (now - Self.now).components.seconds / (4 * 3600)
            let outcome: PollOutcome = published > seen ? .newItems(Int(published - seen)) : .notModified
            seen = published
            let plan = policy.plan(after: outcome, rhythm: rhythm, source: "s", now: now)
            (rhythm, now, polls) = (plan.rhythm, plan.next, polls + 1)
        }
        #expect((400...1500).contains(polls), "360 articles, \(polls) polls")
    }

    @Test func sourcesThatAnswerTogetherDoNotGoOnTogether() {
        let moments = (0..<3000).map { number in
            let rhythm = PollRhythm(interval: .seconds(2400))
            return policy.plan(after: .nothingNew, rhythm: rhythm, source: "source-\(number)", now: Self.now).next
        }
        #expect(busiestSecond(moments) <= 30, "3,000 over six minutes are eight a second")
    }

    @Test func noBurstAtStart() {
        let moments = (0..<6000).map { policy.firstPoll(of: "source-\($0)", now: Self.now, among: 6000).next }
        #expect(moments.allSatisfy { $0 >= Self.now && $0 < Self.now + .seconds(1200) })
        #expect(busiestSecond(moments) <= 20)
        #expect(policy.firstPoll(of: "only", now: Self.now, among: 1).next <= Self.now + .milliseconds(200))
        #expect(policy.firstPoll(of: "x", now: Self.now, among: .max).next <= Self.now + .seconds(1800))
        #expect(policy.firstPoll(of: "x", now: Self.now, among: 0).next >= Self.now)
    }

    @Test func aRestartKeepsPlansAndSpreadsWhatIsOverdue() {
        let rhythm = PollRhythm(interval: .seconds(900), failures: 2)
        let resume = { (next: Instant, source: Int) in
            policy.resume(next: next, rhythm: rhythm, source: "source-\(source)", now: Self.now, among: 3000)
        }
        #expect(resume(Self.now + .seconds(77), 1).next == Self.now + .seconds(77))
        #expect(resume(Self.now + .seconds(77), 1).rhythm == rhythm)
        let overdue = (0..<3000).map { resume(Self.now - .seconds($0), $0).next }
        #expect(busiestSecond(overdue) <= 20)
        #expect(overdue.allSatisfy { $0 <= Self.now + .seconds(600) })
    }

    @Test func aPlanFromAWrongClockIsMadeAnew() {
        let plan = policy.resume(
            next: Self.now + .seconds(3650 * 86_400),
            rhythm: PollRhythm(interval: .seconds(Int64.max / 4), failures: -1),
            source: "s", now: Self.now, among: 1)
        #expect(plan.next <= Self.now + .seconds(1))
        #expect(plan.reason == "planned by a wrong clock: soon")
        #expect(plan.rhythm == PollRhythm(interval: .seconds(86_400), failures: 0))
    }

    @Test(arguments: [Instant.distantPast, Instant(milliseconds: -5), Instant(milliseconds: 0), .distantFuture])
    func anyMomentIsAnswered(_ now: Instant) {
        let plan = policy.plan(after: .nothingNew, rhythm: policy.firstRhythm, source: "s", now: now)
        #expect(plan.next >= now)
        #expect(PollPolicy.ownMoment(from: now, within: .zero, source: "s") >= now)
    }

    @Test func boundsAreMadeToFit() {
        let odd = PollPolicy(shortest: .seconds(600), usual: .seconds(5), longest: .seconds(60))
        #expect(odd.usual == .seconds(600) && odd.longest == .seconds(600))
    }

    private func busiestSecond(_ moments: [Instant]) -> Int {
        Dictionary(grouping: moments) { $0.milliseconds / 1000 }.values.map(\.count).max() ?? 0
    }
}
