/// What a poll of a source came to.
public enum PollOutcome: Hashable, Sendable {
    /// So many items that were not known before, at least one.
    case newItems(Int)
    /// The source was sent again and held nothing new.
    case nothingNew
    /// 304.
    case notModified
    /// The source is no list but an article itself, new or not.
    case article
    /// No usable answer; with what Retry-After asked for, if it did.
    case failed(retryAfter: Duration? = nil)
    /// 410: it is not coming back. Looked at again all the same, as rarely as anything is.
    case gone
}

/// When to poll a source next, and why then.
public struct PollPlan: Hashable, Sendable {
    public var next: Instant
    public var rhythm: PollRhythm
    /// In words for the status page: "3 new items: sooner, every 15 min".
    public var reason: String
}

/// How often a source is polled: more often while it brings something, less while it does not, between bounds.
///
/// Every source has a place of its own within each span, taken from a hash of its name, so that sources which start
/// together or answer together do not go on together. That makes a span up to a tenth longer, never shorter.
public struct PollPolicy: Hashable, Sendable {
    /// Never polled more often.
    public var shortest: Duration
    /// Where a new source begins.
    public var usual: Duration
    /// Never polled more rarely, unless the server asks for it.
    public var longest: Duration
    /// A server that asks for more (Retry-After) is obeyed up to this.
    public var longestRetryAfter: Duration

    public init(
        shortest: Duration = .seconds(5 * 60), usual: Duration = .seconds(30 * 60),
        longest: Duration = .seconds(86_400), longestRetryAfter: Duration = .seconds(7 * 86_400)
    ) {
        self.shortest = max(.seconds(1), shortest)
        self.longest = max(self.shortest, longest)
        self.usual = min(max(usual, self.shortest), self.longest)
        self.longestRetryAfter = longestRetryAfter
    }

    /// A source that was an article so many times in a row is one.
    static let certainArticles = 3

    /// The rhythm of a source that was never polled.
    public var firstRhythm: PollRhythm { PollRhythm(interval: usual) }

    /// Plans the poll after one that has just ended.
    /// - Parameters:
    ///   - outcome: what the poll came to.
    ///   - rhythm: of the source, with what it says about polling itself; that is obeyed up to `longest`.
    ///   - source: its name, which gives it its place within each span.
    ///   - now: when the poll ended.
    ///   - hint: the least span that the response asks for (max-age, Expires); obeyed up to `longest`.
    public func plan(
        after outcome: PollOutcome, rhythm: PollRhythm, source: String, now: Instant, hint: Duration? = nil
    ) -> PollPlan {
        switch outcome {
        case .failed(let retryAfter):
            return planAfterFailure(rhythm: rhythm, source: source, now: now, retryAfter: retryAfter)
        case .gone: return planAfterEnd(rhythm: rhythm, source: source, now: now)
        case .article: return planAfterArticle(rhythm: rhythm, source: source, now: now)
        // The same document as before, of which it is known what it is.
        case .notModified where rhythm.articles > 0:
            return planAfterArticle(rhythm: rhythm, source: source, now: now)
        case .newItems, .nothingNew, .notModified: break
        }
        let interval = clamped(clamped(rhythm.interval) * factor(for: outcome, rhythm.profile, now: now))
        let asked = min(max(hint ?? .zero, rhythm.hints.least), longest)
        var reason = "\(words(for: outcome)), every \(interval.inWords)"
        if asked > interval { reason += "; the source asks for at least \(asked.inWords)" }
        let usual = spread(max(interval, asked), source: source, now: now)
        let next = awake(usual, rhythm, source: source, now: now, reason: &reason)
        var rhythm = rhythm
        (rhythm.interval, rhythm.failures, rhythm.articles) = (interval, 0, 0)
        return PollPlan(next: next, rhythm: rhythm, reason: reason)
    }

    /// Plans the first poll of a source that the ledger does not know.
    /// - Parameters:
    ///   - source: its name, which gives it its place among the others.
    ///   - now: the moment.
    ///   - sources: how many start together; they are spread at about five a second, within `usual`.
    public func firstPoll(of source: String, now: Instant, among sources: Int) -> PollPlan {
        PollPlan(
            next: atStart(source, now: now, among: sources), rhythm: firstRhythm, reason: "new source: first poll")
    }

    /// Takes up a plan that the ledger kept over a restart. What became due meanwhile is spread like first polls; what
    /// lies further ahead than any plan goes comes from a clock that was wrong, and is planned anew.
    public func resume(
        next: Instant, rhythm: PollRhythm, source: String, now: Instant, among sources: Int
    ) -> PollPlan {
        var rhythm = rhythm
        (rhythm.interval, rhythm.failures) = (clamped(rhythm.interval), max(0, rhythm.failures))
        let furthest = now + max(longest, longestRetryAfter) * 1.1
        if next > now, next <= furthest { return PollPlan(next: next, rhythm: rhythm, reason: "as planned") }
        let reason = next > now ? "planned by a wrong clock: soon" : "became due while stopped: soon"
        return PollPlan(next: atStart(source, now: now, among: sources), rhythm: rhythm, reason: reason)
    }
}

extension PollPolicy {
    private func planAfterFailure(
        rhythm: PollRhythm, source: String, now: Instant, retryAfter: Duration?
    ) -> PollPlan {
        let failures = min(max(0, rhythm.failures), 1_000_000) + 1
        let backoff = Backoff(
            first: shortest, ceiling: longest, jitter: 0, longestRetryAfter: longestRetryAfter)
        let wait = backoff.delay(afterFailures: failures, random: 0, retryAfter: retryAfter)
        var reason =
            failures == 1 ? "failed: again in \(wait.inWords)" : "failed \(failures) times: again in \(wait.inWords)"
        if let retryAfter, retryAfter >= wait { reason += ", as the server asks (Retry-After)" }
        var rhythm = rhythm
        (rhythm.interval, rhythm.failures) = (clamped(rhythm.interval), failures)
        return PollPlan(next: spread(wait, source: source, now: now), rhythm: rhythm, reason: reason)
    }

    private func planAfterEnd(rhythm: PollRhythm, source: String, now: Instant) -> PollPlan {
        var rhythm = rhythm
        rhythm.failures = min(max(0, rhythm.failures), 1_000_000) + 1
        let wait = max(longest, longestRetryAfter)
        return PollPlan(
            next: spread(wait, source: source, now: now), rhythm: rhythm,
            reason: "gone (410): retired, one more look in \(wait.inWords)")
    }

    /// A page of links can look like an article once. One that does so again and again has no news to bring: its own changes
    /// are looked at as those of every article.
    private func planAfterArticle(rhythm: PollRhythm, source: String, now: Instant) -> PollPlan {
        var rhythm = rhythm
        (rhythm.interval, rhythm.failures) = (clamped(clamped(rhythm.interval) * 1.5), 0)
        rhythm.articles = min(max(0, rhythm.articles), 1_000_000) + 1
        let isCertain = rhythm.articles >= Self.certainArticles
        let wait = isCertain ? max(longest, longestRetryAfter) : rhythm.interval
        return PollPlan(
            next: spread(wait, source: source, now: now), rhythm: rhythm,
            reason: "an article by itself: \(isCertain ? "one more look" : "again") in \(wait.inWords)")
    }

    /// The planned moment, or the first after it at which a poll may bring something: not in hours that the source asks to
    /// skip, nor in those of the night in which it has hardly ever published. Never later than `longest`, and no two
    /// sources at the same moment of the hour.
    private func awake(
        _ planned: Instant, _ rhythm: PollRhythm, source: String, now: Instant, reason: inout String
    ) -> Instant {
        let isSkipped = { (moment: Instant) in rhythm.hints.skips(moment) }
        let isQuiet = { (moment: Instant) in isSkipped(moment) || rhythm.profile.isQuiet(hour: moment.hourOfDay) }
        let latest = max(planned, now + longest)
        guard let hour = opening(planned, latest, isQuiet) ?? opening(planned, latest, isSkipped) else {
            return planned
        }
        let words = isSkipped(planned) ? "the source asks to skip" : "usually nothing"
        reason += "; \(words) until \(hour.hourOfDay):00 UTC"
        return Self.ownMoment(from: hour, within: min(clamped(rhythm.interval), .seconds(1800)), source: source)
    }

    /// The first hour behind a moment that is closed; nil where it is open, or none opens in time.
    private func opening(_ moment: Instant, _ latest: Instant, _ isClosed: (Instant) -> Bool) -> Instant? {
        guard isClosed(moment) else { return nil }
        var hour = moment.nextHour
        while hour < latest, isClosed(hour) { hour = hour.nextHour }
        return hour < latest ? hour : nil
    }

    /// Halving and half as much again meet where about four polls in ten bring something. That nothing comes in the night
    /// says nothing about the morning.
    private func factor(for outcome: PollOutcome, _ profile: NewsProfile, now: Instant) -> Double {
        switch outcome {
        case .newItems: 0.5
        case .nothingNew, .notModified: profile.isQuiet(hour: now.hourOfDay) ? 1 : 1.5
        case .failed, .gone, .article: 1
        }
    }

    private func words(for outcome: PollOutcome) -> String {
        switch outcome {
        case .newItems(1): "1 new item: sooner"
        case .newItems(let count): "\(count) new items: sooner"
        case .nothingNew: "nothing new: later"
        case .notModified: "not modified (304): later"
        case .failed, .gone: "failed"
        case .article: "an article by itself"
        }
    }

    private func clamped(_ interval: Duration) -> Duration {
        min(max(interval, shortest), longest)
    }

    /// The first moment after `span` that is the source's own, looked for within a tenth of the span.
    private func spread(_ span: Duration, source: String, now: Instant) -> Instant {
        Self.ownMoment(from: now + span, within: span / 10, source: source)
    }

    private func atStart(_ source: String, now: Instant, among sources: Int) -> Instant {
        let window = min(usual, .milliseconds(200) * max(1, min(sources, 1_000_000)))
        return Self.ownMoment(from: now, within: window, source: source)
    }

    /// The first moment from `start` on whose remainder by `window` is the source's own.
    static func ownMoment(from start: Instant, within window: Duration, source: String) -> Instant {
        let width = max(1, window.roundedUpMilliseconds)
        let phase = min(width - 1, Int64(StableHash.fraction(of: source) * Double(width)))
        let remainder = ((start.milliseconds % width) + width) % width
        let ahead = (phase - remainder + width) % width
        return start + .milliseconds(ahead)
    }
}
