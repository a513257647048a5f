import Dispatch
import Fetching
import JSON
import Scheduling
import Synchronization
import Worker

/// `copydesk try URL`: the whole story of one address, and nothing written.
public enum TryCommand {
    /// DESIGN promises an end within 30 s; reading the page may take a part of them.
    private static let fetchLimit = Duration.seconds(18)

    public static func run(
        url: String, configuration path: String?, options: PageOptions = PageOptions()
    ) throws(CommandFailure) {
        var settings = Configuration.FetchSettings()
        if let path { settings = try CheckCommand.load(path).fetch }
        let response = try fetch(url, settings)
        for redirect in response.redirects {
            StandardStreams.complain("\(redirect.status) \(redirect.from) → \(redirect.to)")
        }
        let size = "\(response.body.count) bytes, \(response.mediaType ?? "no media type")"
        StandardStreams.complain(
            "\(response.status) \(response.url) from \(response.remoteAddress), \(size), \(response.timing.total)")
        try check(response)
        let workers = try CommandWorkers()
        defer { workers.end() }
        try show(response, workers, options)
    }

    /// The page at an address with its blocks, as JSON.
    static func explanation(of url: String, _ options: PageOptions) throws(CommandFailure) -> [UInt8] {
        let response = try fetch(url, Configuration.FetchSettings())
        try check(response)
        let workers = try CommandWorkers()
        defer { workers.end() }
        return try workers.run(job(.explain, response, options))
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
        job["paragraphs"] = "yes"
        job.apply(options)
        return job
    }

    /// Fetches and waits.
    /// - Throws: "unavailable" with the reason in words.
    private static func fetch(
        _ url: String, _ settings: Configuration.FetchSettings
    ) throws(CommandFailure) -> FetchResponse {
        var settings = settings
        settings.totalTimeout = min(settings.totalTimeout, fetchLimit)
        settings.connectTimeout = min(settings.connectTimeout, fetchLimit)
        let fetcher = try Opening.fetcher(settings)
        var request = FetchRequest(url: url)
        request.limits = settings.limits
        let result = Mutex<Result<FetchResponse, FetchError>?>(nil)
        let done = DispatchSemaphore(value: 0)
        fetcher.fetch(request) { answer in
            result.withLock { $0 = answer }
            done.signal()
        }
        done.wait()
        fetcher.shutdown { done.signal() }
        done.wait()
        switch result.withLock({ $0 }) {
        case .success(let response): return response
        case .failure(let error):
            throw CommandFailure(.unavailable, "\(error.url.isEmpty ? url : error.url): \(error.message)")
        case nil: throw CommandFailure(.bug, "a transfer ended without an answer")
        }
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
