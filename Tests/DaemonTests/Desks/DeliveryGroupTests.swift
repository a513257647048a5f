import Delivery
import Foundation
import Ledger
import Synchronization
import Testing

@testable import Daemon

/// Articles that come to the desk at the same time.
@Suite struct DeliveryGroupTests {
    private let folder: ScratchDirectory
    private let ledger: Ledger
    private let desk: DeliveryDesk

    init() throws {
        folder = try ScratchDirectory()
        ledger = try Ledger(directory: folder.path + "/state")
        desk = DeliveryDesk(
            store: try ArticleStore(directory: folder.path + "/output"), ledger: ledger, clock: { 1_777_600_000_000 },
            trouble: { Issue.record("\($0)") })
        try ledger.register(sources: ["daily", "courier"].map { .init(id: $0, url: "", kind: "feed") }, now: 0)
    }

    @Test func aCopyInTheSameGroupIsACopy() throws {
        let outcomes = try deliver([
            ("daily", "a", prose(1)), ("daily", "b", prose(2)), ("courier", "c", prose(1) + " And so on."),
            ("daily", "d", prose(2)), ("courier", "e", prose(3)),
        ])
        #expect(
            outcomes == [
                "delivered", "delivered", "nearly the same as article 1: a", "the same as article 2: b", "delivered",
            ])
        #expect(try lines().map(\.0) == ["a", "b", "c", "e"])
    }

    @Test func anAddressThatOneOfTheGroupCallsItsOwnLeadsToIt() throws {
        let outcomes = try deliver(
            [("daily", "a/1", prose(1)), ("daily", "a/2", prose(1) + " It ends."), ("daily", "a/3", prose(2))],
            canonicalKey: "a/1")
        #expect(outcomes == ["delivered", "the same as article 1: a/1", "delivered"])
    }

    @Test func oneThatCannotBeDeliveredHoldsUpNoOther() throws {
        let articles = try enter([
            ("daily", "a", prose(1)), ("daily", "b", ""), ("daily", "c", prose(3)), ("daily", "d", prose(4)),
            ("daily", "e", prose(5)),
        ])
        try ledger.settle(article: 3, as: .gone, reason: "404", now: 0)
        let place = "\(folder.path)/output/articles/daily/2026/05/01/story-\(try PublicID.make(key: "d")).txt"
        try folder.write("precious", to: String(place.dropFirst(folder.path.count + 1)))
        let outcomes = deliver(articles)
        #expect(outcomes[0] == "delivered" && outcomes[3...] == ["delivered", "delivered"])
        #expect(outcomes[1].contains("no text") && outcomes[2].contains("already settled"))
        // The fourth came under another name in the end, when the others had their numbers.
        #expect(try lines().map(\.0) == ["a", "e", "d"])
        #expect(try String(contentsOfFile: place, encoding: .utf8) == "precious")
        #expect(
            try ledger.intents().isEmpty
                && FileManager.default.contentsOfDirectory(atPath: folder.path + "/output/.staging").isEmpty)
    }

    @Test func whatIsAskedForMeanwhileGoesTogether() async throws {
        let articles = try enter((0..<40).map { ("daily", "\($0)", prose($0)) })
        let ended = Counter()
        desk.queue.suspend()
        for (article, number) in articles {
            desk.deliver(article, number: number, terms: DeliveryTerms()) { _ in _ = ended.next() }
        }
        desk.queue.resume()
        await withCheckedContinuation { continuation in desk.drain { continuation.resume() } }
        #expect(ended.next() == 40)
        #expect(try lines().map(\.0) == (0..<40).map { "\($0)" })
        #expect(try lines().map(\.1) == Array(1...40))
    }

    /// However much is to be delivered, a sign of life is given after one group.
    @Test func whatElseIsOnTheQueueComesBetweenTwoGroups() async throws {
        let count = 2 * DeliveryDesk.groupLimit + 1
        let ended = Counter()
        let endedBefore = Mutex(0)
        desk.queue.suspend()
        for (article, number) in try enter((0..<count).map { ("daily", "\($0)", prose($0)) }) {
            desk.deliver(article, number: number, terms: DeliveryTerms()) { _ in _ = ended.next() }
        }
        desk.echo { endedBefore.withLock { $0 = ended.next() } }
        desk.queue.resume()
        await withCheckedContinuation { continuation in desk.drain { continuation.resume() } }
        #expect(endedBefore.withLock { $0 } == DeliveryDesk.groupLimit)
        // The echo counted itself.
        #expect(ended.next() == count + 1, "draining waits for all")
    }

    private typealias Given = (source: String, key: String, text: String)

    private func deliver(_ given: [Given], canonicalKey: String? = nil) throws -> [String] {
        deliver(try enter(given), canonicalKey: canonicalKey)
    }

    private func deliver(_ articles: [(DeliveredArticle, Int64)], canonicalKey: String? = nil) -> [String] {
        let requests = articles.map { article, number in
            var terms = DeliveryTerms()
            (terms.duplicates, terms.canonicalKey) = (.skip, article.key == canonicalKey ? nil : canonicalKey)
            return DeliveryRequest(article, number, terms) { _ in }
        }
        return desk.queue.sync { desk.deliverNow(requests) }.map { outcome in
            switch outcome {
            case .delivered: "delivered"
            case .duplicate(let reason), .setAside(let reason), .later(let reason): reason
            }
        }
    }

    private func enter(_ given: [Given]) throws -> [(DeliveredArticle, Int64)] {
        try given.map { source, key, text in
            let new = try ledger.discover([.init(key: key, url: "https://\(key)")], source: source, now: 0)
            var article = DeliveredArticle(
                source: source, key: key, url: "https://\(key)", title: "Story", paragraphs: [.init(text)],
                fetch: .init(timeMilliseconds: 0, status: 200, url: "https://\(key)"))
            article.published = "2026-05-01"
            return (article, try #require(new.first).id)
        }
    }

    /// A text of its own for each number.
    private func prose(_ number: Int) -> String {
        (0..<60).map { "The \(number * 1000 + $0)th boat came in with \($0 * number) crates of oysters." }.joined(
            separator: " ")
    }

    /// The keys of the journal's lines, and their numbers.
    private func lines() throws -> [(String, Int)] {
        let journal = folder.path + "/output/journal"
        let days = try FileManager.default.contentsOfDirectory(atPath: journal)
        return try days.sorted().flatMap { day in
            try String(contentsOfFile: "\(journal)/\(day)", encoding: .utf8).split(separator: "\n").map { line in
                let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                let url = try #require(object["url"] as? String)
                return (String(url.dropFirst("https://".count)), try #require(object["seq"] as? Int))
            }
        }
    }
}
