import Ledger
import Testing

@testable import Daemon

@Suite struct RetentionPolicyTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var age: Duration?
        var articles: Int?
        var bytes: Int?
        /// Days since the delivery and bytes of the oldest ones.
        var oldest: [(days: Int64, bytes: Int?)] = [(9, 10), (8, 10), (3, 10), (1, 10)]
        /// What there is beside them.
        var newer = (articles: 0, bytes: 0)
        let excess: Int

        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "no limit", excess: 0),
        Row(name: "by age", age: .seconds(7 * 86400), excess: 2),
        Row(name: "an age that nothing has", age: .seconds(30 * 86400), excess: 0),
        Row(name: "just that old is not older", age: .seconds(9 * 86400), excess: 0),
        Row(name: "a clock that was set back", age: .seconds(3600), oldest: [(-3650, 1), (-3649, 1)], excess: 0),
        Row(name: "by count", articles: 3, excess: 1),
        Row(name: "by count, of more than are shown", articles: 3, newer: (10, 0), excess: 4),
        Row(name: "as many as may stay", articles: 4, excess: 0),
        Row(name: "by bytes", bytes: 25, excess: 2),
        Row(name: "as many bytes as may stay", bytes: 40, excess: 0),
        Row(name: "the newest stays even if it is too large", bytes: 5, excess: 3),
        Row(name: "newer ones count too", bytes: 25, newer: (2, 15), excess: 3),
        Row(name: "what was not measured takes nothing", bytes: 10, oldest: [(2, nil), (1, 11)], excess: 1),
        Row(name: "the tightest limit wins", age: .seconds(2 * 86400), articles: 3, bytes: 35, excess: 3),
        Row(name: "nothing there", age: .seconds(1), articles: 1, bytes: 1, oldest: [], excess: 0),
    ]

    @Test(arguments: rows) func theOldestGoFirst(row: Row) {
        let now: Int64 = 1_800_000_000_000
        let oldest = row.oldest.enumerated().map { index, article in
            StockedArticle(
                id: Int64(index), deliveredMilliseconds: now - article.days * 86_400_000, bytes: article.bytes)
        }
        let stock = Stock(
            source: "daily", articles: oldest.count + row.newer.articles,
            bytes: oldest.reduce(row.newer.bytes) { $0 + ($1.bytes ?? 0) })
        let policy = RetentionPolicy(age: row.age, articles: row.articles, bytes: row.bytes)
        #expect(policy.excess(of: oldest, stock: stock, now: now) == row.excess)
    }

    @Test func aSourceSaysOtherwiseKeyByKeyAndZeroIsNoLimit() {
        var configuration = Configuration()
        configuration.retention.age = .seconds(60)
        configuration.retention.articles = 5
        var source = Configuration.Source(name: "daily", origin: .url("https://daily.example/"))
        source.retention.articles = 0
        source.retention.bytes = 7
        configuration.sources = [source]
        #expect(configuration.retention(ofSource: "daily") == RetentionPolicy(age: .seconds(60), bytes: 7))
        #expect(configuration.retention(ofSource: "gone") == RetentionPolicy(age: .seconds(60), articles: 5))
        #expect(Configuration().retention(ofSource: "daily").isUnlimited)
    }
}
