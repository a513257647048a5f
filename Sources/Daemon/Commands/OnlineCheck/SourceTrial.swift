import Fetching
import Scheduling
import Worker

/// Tries a source as a poll would, up to what it lists; nothing is written. It waits for the answers.
struct SourceTrial: Sendable {
    let fetcher: PoliteFetcher
    let workers: CommandWorkers
    let options: PageOptions
    let now: Instant

    /// From a page to the next and to its feed, as a poll goes.
    private static let stepLimit = 2

    func run(_ source: Configuration.Source) -> TrialResult {
        if let reason = source.missingSecret { return .fails(SourceFailure(.other, reason)) }
        do throws(SourceFailure) {
            switch source.origin {
            case .articles(let urls): return .works(try article(urls[0], of: urls.count, source))
            case .url(let url): return .works(try list(url, source))
            }
        } catch {
            return .fails(error)
        }
    }

    /// Of a source that is articles itself, the first stands for all.
    private func article(
        _ url: String, of count: Int, _ source: Configuration.Source
    ) throws(SourceFailure) -> TrialFinding {
        let response = try fetcher.get(url, accept: Pipeline.acceptPage, for: source)
        var job = Job(id: 1, operation: .extract, body: response.body)
        job["url"] = response.url
        job["charset"] = response.charset
        job["delivery"] = "yes"
        job.apply(options)
        let article: ExtractedArticle
        do throws(CommandFailure) {
            article = try ExtractedArticle(json: try workers.run(job))
        } catch {
            throw SourceFailure(.unreadable, error.message)
        }
        guard article.isArticle else { throw SourceFailure(.unreadable, "the page holds no article: \(response.url)") }
        return .articles(count)
    }

    private func list(_ url: String, _ source: Configuration.Source) throws(SourceFailure) -> TrialFinding {
        var (address, kind) = (url, source.kind)
        for _ in 0...Self.stepLimit {
            let response = try fetcher.get(address, accept: Pipeline.accept, for: source)
            let reply = try read(response, kind)
            let feed = address == url ? nil : address
            switch PollFinding(reply, kind: source.kind, url: response.url) {
            case .items: return .list(ListSummary(reply, source, now: now), feed: feed)
            case .article: return .articles(1)
            case .sitemaps: return try sitemap(of: reply, source)
            case .nothing(let reason): throw SourceFailure(.unreadable, reason)
            case .feed(let next):
                guard next != address else { break }
                // A feed that a page names is one, whatever the page is.
                (address, kind) = (next, .auto)
                continue
            }
            break
        }
        throw SourceFailure(.unreadable, "the page names a feed that is a page again: \(address)")
    }

    /// Reads the sitemap of an index that changed last.
    private func sitemap(of index: FeedReply, _ source: Configuration.Source) throws(SourceFailure) -> TrialFinding {
        let count = index.items.count
        var reply = index
        for depth in 1...SitemapRound.depthLimit {
            var round = SitemapRound(items: source.maxItems)
            let oldest = source.maxAge.map { now - $0 }
            let listed = SitemapRound.sitemaps(of: reply, depth: depth)
            guard let latest = round.take(listed, known: [:], oldest: oldest).first else { break }
            let response = try fetcher.get(latest.url, accept: Pipeline.accept, for: source)
            reply = try read(response, .sitemap)
            guard reply.kind == "sitemapIndex" else { return .index(count, ListSummary(reply, source, now: now)) }
        }
        throw SourceFailure(.unreadable, "the index of sitemaps leads to none that is wanted")
    }

    private func read(
        _ response: FetchResponse, _ kind: Configuration.SourceKind
    ) throws(SourceFailure) -> FeedReply {
        do throws(CommandFailure) {
            return try FeedReply(jsonLines: try workers.run(.list(response, kind: kind)))
        } catch {
            throw SourceFailure(.unreadable, error.message)
        }
    }
}
