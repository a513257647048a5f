import Testing

@testable import Ledger

@Suite struct RevisionRowTests {
    let directory: StateDirectory

    init() throws {
        directory = try StateDirectory()
        try directory.run { (ledger) throws in
            _ = try ledger.seed(3)
            var content = ArticleContent(fingerprint: 1)
            content.look = look(1, 50)
            try ledger.intend(intent(1), content: content, now: 10)
            try ledger.delivered(article: 1, now: 20)
        }
    }

    private func look(_ article: Int64, _ next: Int64) -> PlannedLook {
        PlannedLook(
            article: article, source: "daily", url: "https://daily.example/0?utm_source=feed",
            deliveredMilliseconds: 20, nextMilliseconds: next,
            validators: SourceValidators(etag: "\"e\"", lastModified: nil))
    }

    private func revision(_ number: Int) -> DeliveryIntent {
        var revision = intent(1)
        revision.revision = number
        revision.fingerprint = Int64(number)
        revision.files = [.init(staged: "s", path: "articles/daily/1.\(number).txt", sha256: "c\(number)")]
        revision.event = "revision \(number)"
        return revision
    }

    @Test func aRevisionIsEnteredOverAnIntentAndTheFirstStays() throws {
        try directory.run { try $0.intend(revision(2), now: 30) }
        try directory.run { (ledger) throws in
            #expect(try ledger.intents() == [revision(2)])
            #expect(try ledger.latestRevision(of: 1)?.number == 1)
            try ledger.delivered(article: 1, now: 40)
            #expect(
                try ledger.latestRevision(of: 1)
                    == LatestRevision(number: 2, path: "articles/daily/1.2.txt", sha256: "c2"))
            #expect(try ledger.content(of: 1)?.fingerprint == 2)
            let record = try #require(try ledger.article(1))
            #expect(record.path == "articles/daily/1.txt" && record.settledMilliseconds == 20)
            #expect(try ledger.journal(after: 0, limit: 9).map(\.event) == ["event 1", "revision 2"])
            #expect(try ledger.revisionPaths(of: 1) == ["articles/daily/1.2.txt"])
        }
    }

    @Test func onlyTheNextRevisionOfADeliveredArticleCanBeBegun() throws {
        try directory.run { (ledger) throws in
            #expect(throws: LedgerError.self) { try ledger.intend(revision(3), now: 30) }
            var waiting = revision(2)
            waiting.article = 2
            #expect(throws: LedgerError.self) { try ledger.intend(waiting, now: 30) }
            try ledger.intend(revision(2), now: 30)
            #expect(throws: LedgerError.self) { try ledger.intend(revision(2), now: 31) }
            try ledger.abandon(article: 1)
            #expect(try ledger.content(of: 1)?.fingerprint == 1, "what was not delivered is seen as new again")
            try ledger.intend(revision(2), now: 32)
            try ledger.delivered(article: 1, now: 33)
            try ledger.intend(revision(3), now: 34)
        }
    }

    @Test func looksArePlannedAndEnd() throws {
        let planned = try directory.run { try $0.looks(limit: 9) }
        #expect(planned == [look(1, 50)])
        try directory.run { (ledger) throws in
            try ledger.plan(look: look(1, 70), of: 1)
            #expect(try ledger.looks(limit: 9).map(\.nextMilliseconds) == [70])
            #expect(try ledger.looks(limit: 9, after: 1).isEmpty)
            try ledger.plan(look: nil, of: 1)
            #expect(try ledger.looks(limit: 9).isEmpty)
        }
    }

    @Test func aSmallChangeIsNotedUnderItsRevision() throws {
        try directory.run { (ledger) throws in
            try ledger.noteSmallChange(of: 1, fingerprint: 9, now: 30)
            #expect(try ledger.smallChanges(of: 1) == 1)
            #expect(try ledger.latestRevision(of: 1)?.number == 1)
            #expect(try ledger.content(of: 1)?.fingerprint == 9)
            #expect(throws: LedgerError.self) { try ledger.noteSmallChange(of: 2, fingerprint: 9, now: 30) }
            try ledger.intend(revision(2), now: 31)
        }
    }

    @Test func revisionsAreTakenOverFromTheOutput() throws {
        try directory.run { (ledger) throws in
            let key = try #require(try ledger.article(1)?.key)
            let known = (2...3).map { number in
                KnownRevision(
                    key: key, number: number, path: "p.\(number).txt", sha256: "h\(number)", deliveredMilliseconds: 5)
            }
            for _ in 0..<2 { try ledger.takeOver(revisions: known) }
            #expect(try ledger.revisionPaths(of: 1) == ["p.2.txt", "p.3.txt"])
            #expect(try ledger.latestRevision(of: 1)?.number == 3)
        }
    }
}
