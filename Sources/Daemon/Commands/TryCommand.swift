import Fetching
import JSON
import Scheduling
import URLs
import Worker

/// `copydesk try URL`: the whole story of one address, and nothing written. What it is in text goes to standard output, the
/// story of how it was had to standard error.
public enum TryCommand {
    /// DESIGN promises an end within 30 s; robots.txt of another host and reading the page may take a part of them.
    private static let fetchLimit = Duration.seconds(16)
    private static let robotsLimit = Duration.seconds(3)

    /// - Parameters:
    ///   - url: of a page, feed or sitemap; any that the guard lets through.
    ///   - path: of a configuration whose `[fetch]` counts; nil for the defaults.
    ///   - options: how the page is judged.
    /// - Throws: "unavailable" with the reason, or what the answer turns out to be good for.
    public static func run(
        url: String, configuration path: String?, options: PageOptions = PageOptions()
    ) throws(CommandFailure) {
        var settings = Configuration.FetchSettings()
        if let path { settings = try CheckCommand.load(path).fetch }
        let fetcher = try OneShotFetcher(settings, limit: fetchLimit)
        defer { fetcher.end() }
        // Asked for beside the page and not before it: a person wants both, and nothing is decided by it.
        let robots = origin(of: url).map { askRobots($0, fetcher) }
        let response = try page(url, fetcher)
        let workers = try CommandWorkers()
        defer { workers.end() }
        if let robots { try tell(robots, about: url, settings, workers) }
        if let last = origin(of: response.url), last != origin(of: url) {
            try tell(askRobots(last, fetcher), about: response.url, settings, workers)
        }
        for line in TryStory.lines(of: response) { StandardStreams.complain(line) }
        try check(response)
        try show(response, workers, options)
    }

    /// The page at an address with its blocks, as JSON.
    static func explanation(of url: String, _ options: PageOptions) throws(CommandFailure) -> [UInt8] {
        let fetcher = try OneShotFetcher(Configuration.FetchSettings(), limit: fetchLimit)
        defer { fetcher.end() }
        let response = try page(url, fetcher)
        try check(response)
        let workers = try CommandWorkers()
        defer { workers.end() }
        return try workers.run(job(.explain, response, options))
    }

    /// - Throws: "unavailable" with the reason in words.
    private static func page(_ url: String, _ fetcher: OneShotFetcher) throws(CommandFailure) -> FetchResponse {
        do throws(FetchError) {
            return try fetcher.begin(fetcher.request(url)).wait()
        } catch {
            for line in TryStory.lines(of: error.redirects) { StandardStreams.complain(line) }
            throw CommandFailure(.unavailable, "\(error.url.isEmpty ? url : error.url): \(error.message)")
        }
    }

    private static func check(_ response: FetchResponse) throws(CommandFailure) {
        guard !(200..<300).contains(response.status) else { return }
        throw CommandFailure(.unavailable, "\(response.url): the server answers \(response.status)")
    }

    private static func show(
        _ response: FetchResponse, _ workers: CommandWorkers, _ options: PageOptions
    ) throws(CommandFailure) {
        if FeedSniffer.looksLikeFeed(response.body) {
            let lines = try workers.run(job(.feed, response, options))
            StandardStreams.complain("a feed, sitemap or list of links")
            return try StandardStreams.write(lines + [0x0A])
        }
        let article = try ExtractedArticle(json: try workers.run(job(.extract, response, options)))
        StandardStreams.complain(article.isArticle ? "an article" : "no article")
        try StandardStreams.write(Array((article.markdown + "\n").utf8))
    }

    private static func job(
        _ operation: Job.Operation, _ response: FetchResponse, _ options: PageOptions
    ) -> Job {
        var job = Job(id: 1, operation: operation, body: response.body)
        job["url"] = response.url
        job["charset"] = response.charset
        job[operation == .extract ? "delivery" : "paragraphs"] = "yes"
        job.apply(options)
        return job
    }
}

extension TryCommand {
    private static func origin(of url: String) -> String? {
        WebURL.parse(url).flatMap { $0.isWeb ? $0.origin : nil }
    }

    private static func askRobots(_ origin: String, _ fetcher: OneShotFetcher) -> OneShotFetcher.Answer {
        var request = fetcher.robotsRequest(origin + "/robots.txt")
        request.limits.total = min(request.limits.total, robotsLimit)
        return fetcher.begin(request)
    }

    private static func tell(
        _ robots: OneShotFetcher.Answer, about url: String, _ settings: Configuration.FetchSettings,
        _ workers: CommandWorkers
    ) throws(CommandFailure) {
        var cause: String?
        let outcome: RobotsOutcome
        do throws(FetchError) {
            let response = try robots.wait()
            outcome =
                (200..<300).contains(response.status)
                ? workers.robots(response.body, agent: settings.robotsToken) : .status(response.status)
        } catch {
            cause = error.message
            outcome = error.kind == .tooManyRedirects ? .redirectsExhausted : .unreachable
        }
        let answer = RobotsAnswer.after(outcome, now: Instant(milliseconds: LogWriter.systemMilliseconds()))
        let shown = LogText.withoutCredentials(url)
        StandardStreams.complain(TryStory.line(about: shown, answer, agent: settings.robotsToken, cause: cause))
    }
}

/// Whether a body is a feed rather than a page, by its first tag.
enum FeedSniffer {
    static func looksLikeFeed(_ body: [UInt8]) -> Bool {
        let head = String(decoding: body.prefix(1024), as: UTF8.self).lowercased()
        return ["<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex", "<opml"].contains { head.contains($0) }
            && !head.contains("<html")
    }
}
