import Extraction
import Feeds
import Worker

/// What lists articles.
extension WorkerJobs {
    func feed(_ job: Job) throws(Refusal) -> [UInt8] {
        let isPolled = job["poll"] != nil
        let input = FeedInput(bytes: try listBytes(job), url: job["url"], charset: job["charset"])
        let feed = isPolled ? try polled(input, kind: job["kind"]) : try read(input)
        return Array(feed.jsonLines(polled: isPolled).joined(separator: [0x0A]))
    }

    /// A source's document: what it is by itself, or what the configuration says that it is.
    private func polled(_ input: FeedInput, kind: String?) throws(Refusal) -> Feed {
        if kind == "site" || kind == "section" { return try page(input) }
        let feed: Feed
        do throws(FeedError) {
            feed = try Feeds.read(input)
        } catch {
            guard kind == nil, error == .webPage || error == .notAFeed else { throw Refusal(error) }
            let page = try page(input)
            guard error == .webPage || !page.items.isEmpty || !page.feeds.isEmpty else { throw Refusal(error) }
            return page
        }
        if let kind, !feed.kind.isCalled(kind) {
            throw Refusal(code: "wrong-kind", message: "it is of the kind \(feed.kind.rawValue), not \(kind)")
        }
        return feed
    }

    private func read(_ input: FeedInput) throws(Refusal) -> Feed {
        do throws(FeedError) {
            return try Feeds.read(input)
        } catch {
            throw Refusal(error)
        }
    }

    /// More links to articles than a page that is one itself has around its text, unless it says that it is one.
    private static let linksOfSection = 8

    private func page(_ input: FeedInput) throws(Refusal) -> Feed {
        var page: Feed
        do throws(FeedError) {
            page = try Feeds.readPage(input)
        } catch {
            throw Refusal(error)
        }
        guard let extractor else { return page }
        do throws(ExtractionError) {
            let analysis = try extractor.analyse(Page(bytes: input.bytes, url: input.url, charset: input.charset))
            let isMeant = analysis.saysItIsArticle || page.items.count < Self.linksOfSection
            let article = analysis.article()
            page.isArticle = isMeant && article.kind == .article
            page.refresh = article.metadata.refreshURL
        } catch {
            // What extraction cannot read is no article; its links may still be some.
        }
        return page
    }

    /// The document, inflated where it is gzip: sitemaps often are, and say so only by their name.
    private func listBytes(_ job: Job) throws(Refusal) -> [UInt8] {
        guard job.body.starts(with: [0x1F, 0x8B]) else { return job.body }
        guard let bytes = Gzip.inflate(job.body, limit: FeedLimits.bytes) else {
            throw Refusal(code: "not-gzip", message: "damaged gzip, or more than \(FeedLimits.bytes) bytes inflated")
        }
        return bytes
    }
}

extension Refusal {
    fileprivate init(_ error: FeedError) {
        let message =
            switch error {
            case .empty: "it is empty, not a feed"
            case .webPage: "it is a web page, not a feed"
            case .tooLarge(let limit): "it is larger than the \(limit) bytes that are read"
            case .notAFeed: "it is not a feed"
            }
        self.init(code: "not-a-feed", message: message)
    }
}

extension Feed.Kind {
    /// Whether a configuration's word for the kind of a source names this one.
    fileprivate func isCalled(_ word: String) -> Bool {
        switch self {
        case .rss, .rdf: word == "rss"
        case .sitemap, .sitemapIndex, .newsSitemap: word == "sitemap"
        case .linkList: word == "list"
        case .jsonFeed: word == "json"
        case .page: word == "site" || word == "section"
        case .atom, .opml: word == rawValue
        }
    }
}
