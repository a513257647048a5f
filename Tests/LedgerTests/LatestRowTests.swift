import Testing

@testable import Ledger

/// Which deliveries are the newest.
@Suite struct LatestRowTests {
    let directory: StateDirectory

    init() throws {
        directory = try StateDirectory()
    }

    private func deliver(_ number: Int64, revision: Int = 1, in ledger: Ledger) throws {
        var intent = intent(number)
        if revision > 1 { intent.files[1].path = "articles/daily/\(number).\(revision).txt" }
        intent.revision = revision
        // The clock stands still; the order is the one of the calls.
        try ledger.intend(intent, now: 5)
        try ledger.delivered(article: number, now: 5)
    }

    @Test func theNewestComeFirstEachArticleOnce() throws {
        try directory.run { (ledger) throws in
            _ = try ledger.seed(4)
            for number: Int64 in [3, 1, 2] { try deliver(number, in: ledger) }
            try deliver(3, revision: 2, in: ledger)
            let all = ["articles/daily/3.2.txt", "articles/daily/2.txt", "articles/daily/1.txt"]
            #expect(try ledger.latest(limit: 9) == all)
            #expect(try ledger.latest(limit: 2) == Array(all.prefix(2)))
            try ledger.beginRemoval(of: [2])
            try ledger.purge([(2, "retract")], now: 6)
        }
        try directory.run { (ledger) throws in
            #expect(try ledger.latest(limit: 9) == ["articles/daily/3.2.txt", "articles/daily/1.txt"])
        }
    }

    @Test func onlySoManyAreKnown() throws {
        try directory.run { (ledger) throws in
            let articles = try ledger.seed(Ledger.latestLimit + 5)
            try ledger.write { database in
                for article in articles { try Ledger.enterLatest(article.id, path: "\(article.id)", in: database) }
            }
            let known = try ledger.latest(limit: 5000)
            #expect(known.count == Ledger.latestLimit && known.last == "6")
        }
    }

    @Test func aLedgerThatIsRebuiltKnowsThemByTheirTime() throws {
        try directory.run { (ledger) throws in
            let known = [(1, 30), (2, 10), (3, 20)].map { number, time in
                KnownDelivery(
                    key: "daily.example/\(number)", url: "https://daily.example/\(number)", source: "daily",
                    publicID: "id\(number)", path: "\(number).txt", sha256: "aa", deliveredMilliseconds: Int64(time))
            }
            _ = try ledger.takeOver(known, now: 40)
            var second = KnownRevision(
                key: "daily.example/2", number: 2, path: "2.2.txt", sha256: "bb", deliveredMilliseconds: 35)
            second.fingerprint = 77
            try ledger.takeOver(revisions: [second])
            try ledger.takeOver(clusters: [("id2", "id3"), ("id1", "nobody"), ("id3", "id3")])
            try ledger.tookOver(journal: 3)
            #expect(try ledger.latest(limit: 9) == ["1.txt", "3.txt", "2.2.txt"])
            #expect(try ledger.content(of: 2)?.fingerprint == 77, "a look compares with the newest text")
            #expect(try (1...3).map { try ledger.content(of: $0)?.head } == [nil, 3, nil])
        }
    }
}
