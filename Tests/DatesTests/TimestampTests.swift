import Dates
import Testing

@Suite("Timestamp")
struct TimestampTests {
    @Test(
        "finds a date in running text",
        arguments: [
            ("Published on May 3, 2024 by Jane Doe", "2024-05-03"),
            ("By Jane Doe | Updated Friday, 3 May 2024 at 14:05 BST | 5 min read", "2024-05-03T14:05+01:00"),
            ("Von Max Muster, aktualisiert am 3. Mai 2024, 14:05 Uhr", "2024-05-03T14:05"),
            ("Stand: 03.05.2024 14:05 Uhr", "2024-05-03T14:05"),
            ("Publié le 3 mai 2024 à 14h05 - Mis à jour le 4 mai 2024 à 9h", "2024-05-03T14:05"),
            ("Page 12 of 30. Posted 2024-05-03.", "2024-05-03"),
            ("入力 2024.05.03. 午後 2:05", "2024-05-03T14:05"),
            ("기사입력 2024-05-03 14:05:10", "2024-05-03T14:05:10"),
            ("Call 20240503 now, in 2024", nil),
            ("You may 5 times a day", nil),
            ("Version 10.12.2 since 2024", nil),
            ("", nil),
        ] as [(String, String?)])
    func find(_ text: String, _ expected: String?) {
        #expect(Timestamp.find(in: text)?.iso8601 == expected)
    }

    @Test(
        "counts milliseconds since 1970",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59Z", -1000),
            ("2024-05-03T14:05:00.5+02:00", 1_714_737_900_500),
            ("2024-05-03T14:05:00.25Z", 1_714_745_100_250),
            ("2024-05-03T14:05:00.123456Z", 1_714_745_100_123),
            ("2000-02-29", 951_782_400_000),
            ("2024", 1_704_067_200_000),
            ("1600-03-01", -11_670_912_000_000),
        ] as [(String, Int64)])
    func epoch(_ text: String, _ expected: Int64) {
        #expect(Timestamp.parse(text)?.epochMilliseconds == expected)
    }

    @Test("orders by the instant, not by the clock on the wall")
    func comparison() throws {
        let berlin = try #require(Timestamp.parse("2024-05-03T14:05:00+02:00"))
        let london = try #require(Timestamp.parse("2024-05-03T13:30:00+01:00"))
        #expect(berlin.isEarlier(than: london))
        #expect(!london.isEarlier(than: berlin))
    }

    @Test("refuses fields that are no date")
    func validation() {
        #expect(Timestamp(year: 2024, month: 2, day: 29) != nil)
        #expect(Timestamp(year: 2023, month: 2, day: 29) == nil)
        #expect(Timestamp(year: 2024, day: 3) == nil)
        #expect(Timestamp(year: 2024, month: 5, hour: 3) == nil)
        #expect(Timestamp(year: 2024, month: 5, day: 3, hour: 24) == nil)
        #expect(Timestamp(year: 2024, month: 5, day: 3, offsetMinutes: 60) == nil)
    }

    @Test("every day of four centuries survives the way through the epoch")
    func calendarRoundTrip() throws {
        for seconds in stride(from: 100_000_000, to: 9_999_999_999, by: 86_399 * 31) {
            let stamp = try #require(Timestamp.parse(String(seconds)))
            #expect(stamp.epochMilliseconds == Int64(seconds) * 1000)
        }
    }
}
