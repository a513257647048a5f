import Foundation
import JSON
import SampleWeb
import Testing

/// `copydesk try`, `feed`, `robots` and `clean`.
@Suite struct OtherCommandTests {
    @Test func tryRefusesLoopbackWithTheReason() async throws {
        let site = try await GeneratedPages.site(articles: 1)
        let result = try await copydesk(["try", "\(site.origin)/a/1"])
        #expect(result.ending == .status(69) && result.output == "")
        #expect(
            result.errors
                == "copydesk: \(site.origin)/a/1: refused address of 127.0.0.1: 127.0.0.1 is a loopback address\n")
        #expect(site.requests.isEmpty)
        let explained = try await copydesk(["explain", "\(site.origin)/a/1"])
        #expect(explained.ending == .status(69) && explained.errors == result.errors)
        await site.stop()
    }

    @Test func tryTellsTheWholeStoryOfAnAddressThatIsAllowed() async throws {
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/robots.txt": .text("User-agent: *\nDisallow: /moved\nCrawl-delay: 2\n")
            case "/moved": .redirect(to: "/a/1", status: 308)
            case "/a/1": .html(GeneratedPages.article(1))
            case "/rss.xml": .xml(GeneratedPages.rss(["\(request.origin)/a/1"]), type: "application/rss+xml")
            case "/report.pdf": .init(body: Array("%PDF-1.7\n".utf8))
            default: nil
            }
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [])
        let page = try await copydesk(["try", "\(site.origin)/moved", "--config", desk.configuration])
        #expect(page.ending == .status(0))
        #expect(page.output.hasPrefix("# Inspection 1 of the piers\n\nIn report number 1 "))
        #expect(page.errors.contains("308 \(site.origin)/moved → \(site.origin)/a/1"))
        #expect(page.errors.contains("200 \(site.origin)/a/1 from 127.0.0.1"))
        let story = page.errors.split(separator: "\n").map { $0.dropFirst("copydesk: ".count) }
        #expect(
            story.first == "robots.txt forbids \(site.origin)/moved to copydesk (Disallow: /moved), Crawl-delay 2.0 s")
        #expect(story.contains { $0.hasPrefix("HTTP/1.1, ") && $0.contains("first byte after ") })
        #expect(story.contains("  Content-Type: text/html; charset=utf-8"))
        #expect(story.last == "an article")
        let feed = try await copydesk(["try", "\(site.origin)/rss.xml", "--config", desk.configuration])
        #expect(feed.ending == .status(0))
        #expect(
            try feed.output.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8))["type"]?.string } == [
                "feed", "item",
            ])
        let missing = try await copydesk(["try", "\(site.origin)/none", "--config", desk.configuration])
        #expect(missing.ending == .status(69) && missing.errors.contains("the server answers 404"))
        let document = try await copydesk(["try", "\(site.origin)/report.pdf", "--config", desk.configuration])
        #expect(document.ending == .status(65) && document.errors.contains("pdf"))
        await site.stop()
    }

    @Test(arguments: ["ftp://a.example/", "file:///etc/passwd", "nonsense", "http://nowhere.invalid/"])
    func tryOfWhatCannotBeFetchedEndsWith69(_ address: String) async throws {
        let result = try await copydesk(["try", address])
        #expect(result.ending == .status(69) && result.output == "")
        #expect(result.errors.hasPrefix("copydesk: \(address): "))
    }

    @Test func feedPrintsTheFeedAndItsItems() async throws {
        let input = Array(GeneratedPages.rss(["/one", "https://b.example/two"]).utf8)
        let result = try await copydesk(["feed", "-", "--url", "https://a.example/rss"], input: input)
        #expect(result.ending == .status(0))
        let lines = try result.output.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
        #expect(lines.map { $0["type"]?.string } == ["feed", "item", "item"])
        #expect(lines.dropFirst().map { $0["url"]?.string } == ["https://a.example/one", "https://b.example/two"])
    }

    @Test(arguments: [("", "empty"), ("<!DOCTYPE html><p>Hello", "web page"), ("\u{1}\u{2}\u{3}", "not a feed")])
    func whatIsNoFeedEndsWith65(_ input: String, _ reason: String) async throws {
        let result = try await copydesk(["feed"], input: Array(input.utf8))
        #expect(result.ending == .status(65) && result.output == "" && result.errors.contains(reason))
    }

    @Test func robotsAnswersInTheOrderOfItsArguments() async throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(
            "User-agent: desk\nDisallow: /x\n\nUser-agent: *\nDisallow: /y\n", to: "robots.txt")
        let urls = ["https://a.example/y", "https://a.example/x", "https://a.example/robots.txt"]
        let named = try await copydesk(["robots", file, "--agent", "Desk"] + urls)
        #expect(named.ending == .status(0))
        #expect(named.output == "allow \(urls[0])\ndeny \(urls[1])\nallow \(urls[2])\n")
        let star = try await copydesk(["robots", file, "--agent", "*"] + urls)
        #expect(star.output == "deny \(urls[0])\nallow \(urls[1])\nallow \(urls[2])\n")
    }

    @Test func cleanKeepsTextThatIsClean() async throws {
        let text =
            "The harbour was calm in the morning, and the divers went down early.\n\nThey came up at noon with a drawing.\n"
        let result = try await copydesk(["clean"], input: Array(text.utf8))
        #expect(result.ending == .status(0) && result.output == text)
        let json = try await copydesk(["clean", "--json"], input: Array(text.utf8))
        #expect(try JSONValue.parse(Array(json.output.utf8))["text"]?.string == String(text.dropLast()))
        let binary = try await copydesk(["clean"], input: [0, 1, 2, 3, 0xFF])
        #expect(binary.ending == .status(65) && binary.output == "")
    }
}
