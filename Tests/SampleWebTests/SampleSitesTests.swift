import Foundation
import FoundationXML
import SampleWeb
import Testing

/// The bundled web keeps what it promises to the demo and to the daemon's tests.
struct SampleSitesTests {
    @Test func announcesThirteenArticlesOnThreeSites() async throws {
        let web = try await SampleSites.start()
        #expect(web.sites.map(\.announcement) == [.rss, .atom, .sitemap])
        #expect(web.sites.map(\.articles.count) == [5, 4, 4])
        #expect(Set(web.sites.map(\.web.origin)).count == 3)
        await web.stop()
    }

    @Test func everyAnnouncementIsWellFormedAndLeadsToEveryArticle() async throws {
        let web = try await SampleSites.start()
        for site in web.sites {
            let links = try announcedLinks(in: try await fetch(site.feedURL).body)
            var reached: [String] = []
            for link in links where !site.forbiddenURLs.contains(link) {
                let page = try await fetch(link)
                #expect(page.status == 200, "\(link)")
                reached.append(canonicalURL(of: page.text) ?? link)
            }
            #expect(Set(reached) == Set(site.articles.map(\.url) + site.sectionURLs), "\(site.name)")
            #expect(Set(site.forbiddenURLs).isSubset(of: links))
        }
        await web.stop()
    }

    @Test func feedsHoldARepetitionWithTrackingParametersAndARedirect() async throws {
        let web = try await SampleSites.start()
        let rss = try announcedLinks(in: try await fetch(web.feedURLs[0]).body)
        let tracked = try #require(rss.first { $0.contains("?utm_source=rss") })
        #expect(rss.contains(String(tracked.prefix { $0 != "?" })))
        let atom = try announcedLinks(in: try await fetch(web.feedURLs[1]).body)
        let known = Set(web.sites[1].articles.map(\.url))
        let redirected = try #require(atom.first { !known.contains($0) })
        #expect(known.contains(try await fetch(redirected).url))
        await web.stop()
    }

    @Test func expectedParagraphsOccurInTheirPageInOrder() async throws {
        let web = try await SampleSites.start()
        for article in web.articles {
            let text = visibleText(of: try await fetch(article.url).text)
            var rest = text[...]
            #expect(article.expectedParagraphs.count >= 8, "\(article.url)")
            for paragraph in article.expectedParagraphs {
                let found = try #require(rest.range(of: paragraph), "\(article.url): \(paragraph)")
                rest = rest[found.upperBound...]
            }
            let words = article.expectedText.split(whereSeparator: \.isWhitespace).count
            #expect((300...700).contains(words), "\(article.url)")
            #expect(text.split(separator: " ").count > words + 200, "\(article.url): too little furniture")
        }
        await web.stop()
    }

    @Test func everyLinkInsideASiteResolves() async throws {
        let web = try await SampleSites.start()
        for site in web.sites {
            var queue = [site.web.origin + "/"] + site.articles.map(\.url)
            var seen = Set(queue)
            while let url = queue.popLast() {
                let page = try await fetch(url)
                #expect(page.status == 200, "\(url)")
                for link in hrefs(in: page.text, base: url) where link.hasPrefix(site.web.origin) {
                    if seen.insert(link).inserted { queue.append(link) }
                }
            }
            #expect(seen.count >= site.articles.count + 6)
        }
        await web.stop()
    }

    @Test func feedsAnswerNotModifiedToTheirOwnValidators() async throws {
        let web = try await SampleSites.start()
        for feed in web.feedURLs {
            let first = try await fetch(feed)
            let tag = try #require(first.headers["etag"])
            let modified = try #require(first.headers["last-modified"])
            #expect(try await fetch(feed, headers: ["If-None-Match": tag]).status == 304)
            #expect(try await fetch(feed, headers: ["If-Modified-Since": modified]).status == 304)
            let other = try await fetch(feed, headers: ["If-None-Match": "\"x\"", "If-Modified-Since": modified])
            #expect(other.status == 200)
            #expect(other.body == first.body)
        }
        await web.stop()
    }

    @Test func unknownPathsExpectedTextsAndTheirOriginsStayHidden() async throws {
        let web = try await SampleSites.start()
        for site in web.sites {
            for path in ["/nothing/here", "/redirects.txt", "/news/night-baker-strike.expected.txt", "/404.html"] {
                #expect(try await fetch(site.web.origin + path).status == 404)
            }
            let robots = try await fetch(site.web.origin + "/robots.txt")
            #expect(robots.status == 200)
            #expect(!robots.text.contains("{{"))
        }
        #expect(try await fetch(web.sites[2].web.origin + "/robots.txt").text.contains("Disallow: /private/\n"))
        await web.stop()
    }
}

/// The link of each item, entry or url of a feed or sitemap; throws where the XML is not well formed.
private func announcedLinks(in xml: Data) throws -> [String] {
    let root = try #require(try XMLDocument(data: xml).rootElement())
    let path =
        switch root.localName {
        case "rss": "channel/item/link"
        case "feed": "*[local-name()='entry']/*[local-name()='link']/@href"
        default: "*[local-name()='url']/*[local-name()='loc']"
        }
    return try root.nodes(forXPath: path).compactMap(\.stringValue)
}

private func canonicalURL(of html: String) -> String? {
    html.firstMatch(of: /<link rel="canonical" href="([^"]+)">/).map { String($0.1) }
}

private func hrefs(in html: String, base: String) -> [String] {
    html.matches(of: /href="([^"#]+)/).compactMap {
        URL(string: String($0.1).replacing("&amp;", with: "&"), relativeTo: URL(string: base))?.absoluteString
    }
}
