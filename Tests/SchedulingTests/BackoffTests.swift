import Testing

@testable import Scheduling

@Suite struct BackoffTests {
    private let backoff = Backoff(first: .seconds(10), ceiling: .seconds(300), jitter: 0.5)

    @Test(arguments: [(1, 10), (2, 20), (3, 40), (5, 160), (6, 300), (7, 300), (1_000_000, 300), (0, 10), (-5, 10)])
    func doublesUpToTheCeiling(_ failures: Int, seconds: Int) {
        #expect(backoff.delay(afterFailures: failures, random: 0) == .seconds(seconds))
    }

    @Test(arguments: [(0.0, 40_000), (0.5, 30_000), (0.75, 25_000), (7, 20_000), (-1, 40_000)])
    func chanceTakesAwayItsShare(_ random: Double, milliseconds: Int) {
        #expect(backoff.delay(afterFailures: 3, random: random) == .milliseconds(milliseconds))
    }

    @Test func drawsFromAGenerator() {
        var generator = SeededGenerator(seed: 1)
        let delays = (0..<200).map { _ in backoff.delay(afterFailures: 3, using: &generator) }
        #expect(delays.allSatisfy { $0 > .seconds(20) && $0 <= .seconds(40) })
        #expect(Set(delays).count > 150)
    }

    @Test(arguments: [(5, 10), (60, 60), (3600, 3600), (99_999_999, 604_800), (0, 10), (-9, 10)])
    func obeysRetryAfter(_ asked: Int, seconds: Int) {
        #expect(backoff.delay(afterFailures: 1, random: 0, retryAfter: .seconds(asked)) == .seconds(seconds))
        #expect(
            backoff.delay(afterFailures: 1, random: 0.99, retryAfter: .seconds(asked)) >= .seconds(min(asked, 604_800)))
    }

    @Test func senselessSettingsDoNotTrap() {
        let odd = Backoff(first: .seconds(-1), ceiling: .seconds(Int64.max / 2), jitter: .nan)
        #expect(odd.delay(afterFailures: .max, random: .nan) > .zero)
        #expect(odd.delay(afterFailures: .min, random: 0) == .milliseconds(1))
    }
}

@Suite struct RetryAfterTests {
    /// 1994-11-06 08:49:37 UTC.
    private static let moment = Instant(milliseconds: 784_111_777_000)

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        " Sun, 06 Nov 1994 08:49:37 GMT ", "Mon, 6 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC",
    ])
    func readsTheThreeDateForms(_ text: String) {
        let now = Self.moment - .seconds(90)
        #expect(HTTPDate.parse(text, now: now) == Self.moment)
        #expect(RetryAfter.parse(text, now: now) == .seconds(90))
        #expect(RetryAfter.parse(text, now: Self.moment + .seconds(90)) == .zero)
    }

    @Test(arguments: [
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 946_684_799), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
        ("Sat, 01 Mar 2025 00:00:00 GMT", 1_740_787_200), ("Tue, 29 Feb 2000 00:00:00 GMT", 951_782_400),
        ("Fri, 31 Dec 2100 00:00:00 GMT", 4_133_894_400), ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
    ])
    func countsDays(_ text: String, seconds: Int) {
        #expect(HTTPDate.parse(text, now: Self.moment) == Instant(milliseconds: Int64(seconds) * 1000))
    }

    @Test(arguments: [("94", 1994), ("69", 2069), ("75", 2075), ("77", 1977), ("26", 2026)])
    func twoDigitYearsLieAtMostFiftyYearsAhead(_ digits: String, year: Int) {
        let now = Instant(milliseconds: 1_790_000_000_000)  // September 2026.
        let short = HTTPDate.parse("Sunday, 06-Jun-\(digits) 00:00:00 GMT", now: now)
        #expect(short != nil)
        #expect(short == HTTPDate.parse("Sun, 06 Jun \(year) 00:00:00 GMT", now: now))
    }

    @Test(arguments: [("0", 0), ("120", 120), (" 7 ", 7), ("99999999999999999999999", 3_162_240_000)])
    func readsSeconds(_ text: String, seconds: Int) {
        #expect(RetryAfter.parse(text, now: Self.moment) == .seconds(seconds))
    }

    @Test(arguments: [
        "", " ", "-5", "1.5", "soon", "12 s", "0x10", "Sun, 06 Nov 1994 08:49:37", "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 29 Feb 2023 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 00 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov 08:49:37 GMT", "Sun, 06 Nov 99999 08:49:37 GMT",
        "1994-11-06T08:49:37Z", "Sun, 06 Nov 0000 08:49:37 GMT", "Sun, 06 Nov 1994 ::: GMT",
    ])
    func refusesTheRest(_ text: String) {
        #expect(RetryAfter.parse(text, now: Self.moment) == nil)
    }
}
