import Foundation
import SampleWeb
import Testing

/// Articles on several pages.
@Suite struct MultiPageTests {
    /// An article of three pages at `/story`, `/story/2` and `/story/3`; the test may change the last.
    private func site(_ text: ChangingText = ChangingText()) async throws -> LoopbackWeb {
        try await LoopbackWeb.start { request in
            let numbers = ["/story": 1, "/story/2": 2, "/story/3": 3]
            guard let number = numbers[request.path] else { return nil }
            let next = number < 3 ? "<a href='/story/\(number + 1)'>\(number + 1)</a>" : ""
            let page = GeneratedPages.article(number)
                .replacing("</article>", with: "</article><div class=pager>\(next)</div>")
                .replacing("Inspection \(number) of", with: "Inspection of")
            return .html(number == 3 ? text.current.change(page) : page)
        }
    }

    private func expectWhole(_ text: String) {
        for number in 1...3 {
            for pier in 1...5 {
                let sentence = "In report number \(number) the harbour office describes pier \(pier) as sound."
                #expect(text.components(separatedBy: sentence).count == 2, "\(sentence)")
            }
        }
    }

    @Test func theyAreDeliveredAsOne() async throws {
        let web = try await site()
        let desk = try NewsDesk()
        try desk.configure(sources: [("story", "kind = \"article\"\nurl = \"\(web.origin)/story\"")])
        let daemon = try desk.run()
        try await eventually("the article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        #expect(try await desk.stop(daemon) == .status(0))
        expectWhole(try desk.read(try #require(desk.files(".txt").first)))
        #expect(web.requests(for: "/story/2").count == 1 && web.requests(for: "/story/3").count == 1)
        await web.stop()
    }

    /// Whoever looks again at the first page alone would take the others for removed.
    @Test func aLookReadsAllPagesToo() async throws {
        let text = ChangingText()
        let web = try await site(text)
        let desk = try InProcessDesk(articles: ["\(web.origin)/story"], firstLook: .milliseconds(30))
        try await eventually("the article") { desk.folder.files(".txt").count == 1 }
        try await eventually("two looks") { web.requests(for: "/story/3").count >= 3 }
        #expect(desk.folder.files(".txt").count == 1)
        text.change { $0.replacing("</article>", with: "<p>The fourth pier was closed on Friday.</p></article>") }
        try await eventually("the second revision") { desk.folder.files(".txt").count == 2 }
        _ = try await desk.stop()
        let second = try desk.folder.read(try #require(desk.folder.files(".2.txt").first))
        expectWhole(second)
        #expect(second.hasSuffix("The fourth pier was closed on Friday.\n"))
        await web.stop()
    }
}
