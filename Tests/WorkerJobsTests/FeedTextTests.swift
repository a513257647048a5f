import JSON
import Testing
import Worker
import WorkerJobs

/// A page's text and what its feed carries: the longer one that agrees wins.
@Suite struct FeedTextTests {
    private static let sentences = (1...8).map { number in
        """
        In report number \(number) the harbour office describes pier \(number * 3) as sound; the divers went down on a calm \
        morning, found \(number * 7) mussels on the third pile, and came up with a drawing for the engineers of district \
        \(number + 11).
        """
    }
    private static let others = (1...8).map { number in
        """
        Committee \(number) of the town council met behind closed doors, and its chairman would not say whether the \(number) \
        million crowns for the swimming hall had been found in the budget or borrowed from bank \(number * 5) once more.
        """
    }

    private static func markup(_ texts: [String]) -> String { texts.map { "<p>\($0)</p>" }.joined(separator: "\n") }

    private static func page(_ texts: [String]) -> String {
        """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Inspection of the piers</title>
        <meta property="og:type" content="article"></head><body><nav><a href="/">Home</a></nav>
        <article><h1>Inspection of the piers</h1>\(markup(texts))</article><footer><p>Imprint</p></footer></body></html>
        """
    }

    private func extract(_ page: String, feed: String?) throws -> JSONValue {
        var job = Job(id: 1, operation: .extract, body: Array(page.utf8))
        job["url"] = "https://news.example/a"
        job["feed_text"] = feed
        job["pages"] = "yes"
        return try JSONValue.parse(WorkerJobs().handle(job).body)
    }

    @Test func theTimeOfEachStageComesWithTheReply() {
        var job = Job(id: 1, operation: .extract, body: Array(Self.page(Self.sentences).utf8))
        let stages: [Work.Stage] = [
            .decode, .parse, .segmentation, .features, .model, .selection, .embedded, .composition, .metadata,
        ]
        #expect(WorkerJobs().handle(job).work.times.map(\.stage) == stages + [.serialisation])
        job["feed_text"] = Self.markup(Self.others)
        let work = WorkerJobs().handle(job).work
        #expect(work.times.map(\.stage) == stages + [.feedText, .serialisation])
        #expect(work.bytes == job.body.count && work.times.allSatisfy { $0.nanoseconds < 60_000_000_000 })
        let others: [(Job.Operation, Work.Stage)] = [(.clean, .clean), (.feed, .feed), (.robots, .robots)]
        for (operation, stage) in others {
            let work = WorkerJobs().handle(Job(id: 2, operation: operation, body: [0x20])).work
            #expect(work.times.map(\.stage) == [stage] && work.bytes == 1)
        }
    }

    private static let teaser = ["The harbour office has had the piers of the town inspected."]

    /// The page's paragraphs, the feed's content, whether the feed's text is taken, and whether the confidence rises; nil where
    /// nothing is compared.
    private static let cases: [(String, [String], String?, Bool?, Bool?)] = [
        ("no feed text", sentences, nil, nil, nil),
        ("a teaser", sentences, markup(teaser), nil, nil),
        ("the same", sentences, markup(sentences), false, true),
        ("the beginning", sentences, markup(Array(sentences.prefix(3))), false, true),
        ("a cut page", Array(sentences.prefix(3)), markup(sentences), true, true),
        ("a cut page, plain text", Array(sentences.prefix(3)), sentences.joined(separator: "\n\n"), true, true),
        ("another text", sentences, markup(others), false, false),
        ("a longer one that does not agree", Array(sentences.prefix(4)), markup(others + teaser), false, false),
    ]

    @Test(arguments: cases)
    func theLongerOneThatAgreesWins(_ name: String, _ page: [String], _ feed: String?, _ isTaken: Bool?, _ rises: Bool?)
        throws
    {
        let alone = try extract(Self.page(page), feed: nil)
        let both = try extract(Self.page(page), feed: feed)
        #expect(both["feed_text"]?["taken"]?.bool == isTaken, "\(name)")
        let (before, after) = (try #require(alone["confidence"]?.number), try #require(both["confidence"]?.number))
        switch rises {
        case true?: #expect(after > before, "\(name)")
        case false?: #expect(after < before, "\(name)")
        case nil: #expect(after == before, "\(name)")
        }
        let text = try #require(both["text"]?.string)
        let expected = isTaken == true ? Self.sentences.joined(separator: "\n\n") : alone["text"]?.string
        #expect(text == expected, "\(name)")
        #expect(both["title"]?.string == "Inspection of the piers")
    }

    /// The page shows a part that is too short for an article by itself.
    @Test func aPageThatHardlyShowsItsArticleHasTheFeeds() throws {
        let start = Self.sentences[0].split(separator: ";")[0] + "."
        let feed = Self.markup([start + Self.sentences[0]] + Self.sentences)
        let both = try extract(Self.page([String(start)]), feed: feed)
        #expect(try extract(Self.page([String(start)]), feed: nil)["kind"]?.string == "other")
        #expect(both["kind"]?.string == "article" && both["feed_text"]?["taken"]?.bool == true)
    }

    /// The feed has all pages of the article in one.
    @Test func nothingIsJoinedToAFeedsText() throws {
        let page = Self.page(Array(Self.sentences.prefix(3)))
            .replacing("</article>", with: "</article><a href=\"/a/2\">2</a>")
        #expect(try extract(page, feed: nil)["pages"]?["next"]?.string == "https://news.example/a/2")
        #expect(try extract(page, feed: Self.markup(Self.sentences))["pages"] == nil)
    }
}
