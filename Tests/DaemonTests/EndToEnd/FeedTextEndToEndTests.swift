import Foundation
import SampleWeb
import Testing

/// A feed that carries its articles' texts.
@Suite struct FeedTextEndToEndTests {
    private static func body(_ page: String) -> String {
        page.split(separator: "</h1>").last.flatMap { $0.split(separator: "</article>").first }.map(String.init) ?? ""
    }

    /// The page shows the beginning and asks to subscribe; the feed has it all.
    @Test func aPageThatShowsLessThanItsFeedIsDeliveredWithTheFeedsText() async throws {
        let (whole, cut) = (GeneratedPages.article(1, paragraphs: 8), GeneratedPages.article(1, paragraphs: 3))
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/rss.xml":
                .xml(
                    """
                    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Piers</title>
                    <item><title>Inspection</title><link>\(request.origin)/a/1</link>
                    <content:encoded><![CDATA[\(Self.body(whole))]]></content:encoded></item></channel></rss>
                    """)
            case "/a/1": .html(cut)
            default: nil
            }
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [("piers", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await eventually("the article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        #expect(try await desk.stop(daemon) == .status(0))
        let text = try desk.read(try #require(desk.files(".txt").first))
        for pier in 1...8 { #expect(text.contains("describes pier \(pier) as sound")) }
        let json = try #require(try desk.deliveries().first)
        #expect(json["title"]?.string == "Inspection 1 of the piers")
        #expect(json["warnings"]?.array?.compactMap(\.string).contains { $0.contains("the feed's") } == true)
        // A look at the page would take what only the feed has for removed.
        #expect(try desk.ledger { try $0.looks(limit: 9).isEmpty && $0.isOfFeed(article: 1) })
        await site.stop()
    }
}
