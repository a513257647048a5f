import Foundation
import SampleWeb
import Testing

/// The whole way, over the three bundled sites.
@Suite struct SampleSitesTests {
    @Test func everyArticleIsDeliveredOnceAndTheSitesAreTreatedPolitely() async throws {
        let web = try await SampleSites.start()
        let desk = try NewsDesk()
        try desk.configure(
            fetch: "delay = \"100ms\"\nuser_agent = \"pierwatch/3\"\ncontact_url = \"https://example.org/bot\"",
            // One feed's ttl asks for half an hour, which is obeyed up to the longest interval.
            polling: "interval = \"1s\"\nmin_interval = \"1s\"\nmax_interval = \"2s\"",
            sources: web.sites.map { ($0.name, "url = \"\($0.feedURL)\"") })
        let daemon = try desk.run()
        try await eventually("all articles: \(daemon.errors)") {
            // The articles, a section page and a forbidden page are delivered, or not.
            daemon.lines(with: "info", "delivered").count == web.articleCount + 2
        }
        // The second poll of each site is answered 304.
        for site in web.sites {
            let feed = String(site.feedURL.dropFirst(site.web.origin.count))
            try await eventually("a second poll of \(site.name)") {
                site.web.requests(for: feed).count { $0.request.header("If-None-Match") != nil } >= 1
            }
        }
        #expect(try await desk.stop(daemon) == .status(0))

        try checkDeliveries(desk, web)
        for site in web.sites { checkManners(of: site) }
        let records = try desk.records()
        #expect(records.count { $0.state == .delivered } == desk.files(".txt").count)
        #expect(records.filter { $0.state == .waiting }.isEmpty)
        #expect(records.filter { $0.state != .delivered }.allSatisfy { $0.reason?.isEmpty == false })
        await web.stop()
    }

    private func checkDeliveries(_ desk: NewsDesk, _ web: SampleSites) throws {
        let texts = desk.files(".txt")
        // A section page is no article; telling them apart is extraction's business and tested there.
        let sections = Set(web.sites.flatMap(\.sectionURLs))
        #expect(desk.files(".json") == texts.map { $0.dropLast(3) + "json" })
        #expect(desk.staged == [])
        let canonical = try desk.deliveries().map { $0["canonical_url"]?.string ?? $0["url"]?.string ?? "" }
        let found = canonical.filter { !sections.contains($0) }
        #expect(found.sorted() == web.articles.map(\.url).sorted())
        let delivered = try desk.deliveries().map { Words($0["text"]?.string ?? "") }
        for article in web.articles {
            let expected = Words(article.expectedText)
            #expect((delivered.map(expected.likeness).max() ?? 0) >= 0.9, "\(article.url)")
        }
    }

    private func checkManners(of site: SampleSite) {
        let requests = site.web.requests
        #expect(requests.first?.request.path == "/robots.txt")
        #expect(requests.allSatisfy { $0.concurrent == 1 }, "one connection at a time")
        #expect(requests.allSatisfy { $0.request.header("User-Agent") == "pierwatch/3 (+https://example.org/bot)" })
        for url in site.forbiddenURLs {
            #expect(site.web.requests(for: String(url.dropFirst(site.web.origin.count))).isEmpty)
        }
        for (one, next) in zip(requests, requests.dropFirst()) {
            // A redirect is followed at once: it is the same request.
            guard let answered = one.answered, !one.request.path.hasPrefix("/r/") else { continue }
            #expect(next.arrived - answered >= .milliseconds(90), "\(one.request.target) → \(next.request.target)")
        }
        let pages = requests.filter { $0.request.header("If-None-Match") == nil }.map(\.request.path)
        #expect(Set(pages).count == pages.count, "no page is asked for twice: \(pages)")
    }
}

/// The words of a text, each as often as it occurs.
private struct Words {
    private let counts: [Substring: Int]

    init(_ text: String) {
        counts = text.split { !$0.isLetter && !$0.isNumber }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    private var total: Int { counts.values.reduce(0, +) }

    /// The F1 of the words they share: 1 for the same text.
    func likeness(_ other: Words) -> Double {
        let shared = counts.reduce(0) { $0 + min($1.value, other.counts[$1.key] ?? 0) }
        return 2 * Double(shared) / Double(max(1, total + other.total))
    }
}
