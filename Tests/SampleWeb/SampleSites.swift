import Foundation

/// The three bundled news sites, each on a loopback address of its own.
///
/// They announce 13 articles: one site by RSS 2.0, one by Atom, one by a news sitemap. Between them stand what real
/// feeds hold besides: a section page, one article twice (once with tracking parameters), one behind a redirect, and
/// a page that robots.txt forbids.
public struct SampleSites: Sendable {
    /// In this order: RSS, Atom, sitemap.
    public let sites: [SampleSite]

    /// The addresses of the three feeds.
    public var feedURLs: [String] { sites.map(\.feedURL) }
    /// Every article of the three sites.
    public var articles: [SampleArticle] { sites.flatMap(\.articles) }
    /// How many different articles a reader of the feeds finds.
    public var articleCount: Int { articles.count }

    /// Starts the three servers on 127.0.0.1, 127.0.0.2 and 127.0.0.3, on one port: the given one, or any free one.
    ///
    /// Linux answers for all of 127.0.0.0/8. Where an address or the common port is not to be had, the site moves to
    /// 127.0.0.1 and a free port.
    public static func start(port: UInt16 = 0) async throws(SampleWebError) -> SampleSites {
        var sites: [SampleSite] = []
        for (number, plan) in SitePlan.all.enumerated() {
            let files = try SiteFiles(plan: plan)
            let common = sites.first?.web.port ?? port
            let web: LoopbackWeb
            do {
                web = try await .start(host: "127.0.0.\(number + 1)", port: common, route: files.answer)
            } catch {
                web = try await .start(route: files.answer)
            }
            sites.append(SampleSite(plan: plan, web: web, files: files))
        }
        return SampleSites(sites: sites)
    }

    /// Stops the three servers.
    public func stop() async {
        for site in sites { await site.web.stop() }
    }
}

/// One bundled site while it is being served.
public struct SampleSite: Sendable {
    /// How a site announces its articles.
    public enum Announcement: String, Sendable {
        case rss
        case atom
        case sitemap
    }

    /// The folder's name, fit for a source's name in a configuration: `tarnhaven-courier`.
    public let name: String
    public let announcement: Announcement
    /// The server, with its record of requests.
    public let web: LoopbackWeb
    /// The address of the feed or sitemap.
    public let feedURL: String
    public let articles: [SampleArticle]
    /// What the feed announces that is no article.
    public let sectionURLs: [String]
    /// What the feed announces and robots.txt forbids: nobody may ask for it.
    public let forbiddenURLs: [String]

    init(plan: SitePlan, web: LoopbackWeb, files: SiteFiles) {
        name = plan.folder
        announcement = plan.announcement
        self.web = web
        feedURL = web.origin + plan.feedPath
        sectionURLs = plan.sectionPaths.map { web.origin + $0 }
        forbiddenURLs = plan.forbiddenPaths.map { web.origin + $0 }
        articles = files.expectedTexts.sorted { $0.key < $1.key }
            .map { path, text in
                let page = files.answer(path: path, origin: web.origin)
                return SampleArticle(
                    url: web.origin + path, page: String(decoding: page.body, as: UTF8.self), expectedText: text)
            }
    }
}

/// One article and what extraction should make of it.
public struct SampleArticle: Sendable {
    /// The article's own address: its canonical link, behind redirects and without tracking parameters.
    public let url: String
    /// The page's HTML as it is served.
    public let page: String
    /// The text a reader would call the article: standfirst, subheads, paragraphs, quotes and who said them, list
    /// items and table rows (cells separated by a space), each a paragraph, separated by one blank line.
    public let expectedText: String

    /// The expected text's paragraphs.
    public var expectedParagraphs: [String] { expectedText.components(separatedBy: "\n\n") }
}
