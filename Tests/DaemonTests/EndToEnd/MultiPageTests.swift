import Foundation
import SampleWeb
import Testing

/// Articles on several pages.
@Suite struct MultiPageTests {
    /// An article of three pages at `/story`, `/story/2` and `/story/3`; the test may change the last.
    /// - Parameter fault: what is answered in a page's place.
    private func site(
        _ text: ChangingText = ChangingText(),
        fault: @escaping @Sendable (String) -> LoopbackWeb.Response? = { _ in nil }
    ) async throws -> LoopbackWeb {
        try await LoopbackWeb.start { request in
            if let response = fault(request.path) { return response }
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

    /// A passing failure costs the article an attempt, and then it is whole.
    @Test func aPageThatIsLateIsWaitedFor() async throws {
        let web = try await site { [asked = Counter()] path in
            path == "/story/2" && asked.next() < 1 ? .init(status: 500) : nil
        }
        let desk = try InProcessDesk(articles: ["\(web.origin)/story"])
        try await eventually("the article") { desk.folder.files(".txt").count == 1 }
        let records = try await desk.stop()
        #expect(records.map(\.attempts) == [1])
        expectWhole(try desk.folder.read(try #require(desk.folder.files(".txt").first)))
        #expect(web.requests(for: "/story").count == 2)
        await web.stop()
    }

    @Test(arguments: [404, 0]) func aPageThatIsMissingOrForbiddenIsSaid(_ status: Int) async throws {
        let web = try await site { path in
            if path == "/robots.txt", status == 0 { return .text("User-agent: *\nDisallow: /story/3\n") }
            return path == "/story/3" && status > 0 ? .init(status: status) : nil
        }
        let desk = try InProcessDesk(articles: ["\(web.origin)/story"])
        try await eventually("the article") { desk.folder.files(".txt").count == 1 }
        _ = try await desk.stop()
        let text = try desk.folder.read(try #require(desk.folder.files(".txt").first))
        #expect(text.contains("In report number 2") && !text.contains("In report number 3"))
        let warnings = try desk.folder.deliveries().first?["warnings"]?.array?.compactMap(\.string) ?? []
        #expect(warnings.contains { $0.hasPrefix("the article goes on at \(web.origin)/story/3, which is missing:") })
        #expect(web.requests(for: "/story/3").count == (status > 0 ? 1 : 0))
        await web.stop()
    }

    /// What was delivered is not exchanged for something shorter.
    @Test func aPageThatIsGoneLaterIsNoRevision() async throws {
        let isGone = Flag()
        let web = try await site { path in path == "/story/3" && isGone.isSet ? .init(status: 404) : nil }
        let desk = try InProcessDesk(articles: ["\(web.origin)/story"], firstLook: .milliseconds(30))
        try await eventually("the article") { desk.folder.files(".txt").count == 1 }
        isGone.set()
        let known = web.requests(for: "/story/3").count
        try await eventually("three looks") { web.requests(for: "/story/3").count >= known + 3 }
        _ = try await desk.stop()
        #expect(desk.folder.files(".txt").count == 1)
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
