import Extraction
import JSON
import Scheduling
import Worker

/// WorkerJobs: what a worker does with each job.
///
/// Everything that reads foreign bytes is called from here and nowhere else, so that it runs in a worker's process. A thing a page
/// can cause is a refusal, never a trap: a worker holds nobody else's work, but its death costs the page.
///
/// | operation | fields | body | result |
/// |---|---|---|---|
/// | extract | url, charset, gzip, json_string, paragraphs, delivery, favor, site, pages, first_page, feed_text | a page | the article as one JSON object |
/// | explain | url, charset, gzip, json_string, favor, site | a page | the article with `origins` and `blocks`, as one JSON object |
/// | clean | charset | plain text | the cleaned text as one JSON object |
/// | feed | url, charset, poll, kind | a feed, sitemap, list or, when polled, a web page, also gzipped | JSON lines: the feed, then its items |
/// | robots | agent | a robots.txt | the rules for that agent, `RobotsRules.compiled` |
public struct WorkerJobs {
    /// Nil when the bundled model does not fit the program; every page is then refused with that reason.
    let extractor: Extractor?

    public init() {
        // The reason is known: `unusableModel` is the only error, and `page` states it for each job.
        extractor = try? Extractor()
    }

    /// Does one job.
    public func handle(_ job: Job) -> Reply {
        var meter = WorkMeter(job)
        var reply: Reply
        do throws(Refusal) {
            reply = Reply(id: job.id, body: try result(of: job, &meter))
        } catch {
            reply = .refused(job, code: error.code, message: error.message)
        }
        reply.work = meter.work
        return reply
    }

    private func result(of job: Job, _ meter: inout WorkMeter) throws(Refusal) -> [UInt8] {
        switch job.operation {
        case .extract, .explain: try page(job, &meter)
        case .clean: try clean(job)
        case .feed: try feed(job)
        case .robots: try robots(job)
        default:
            throw Refusal(code: "unknown-operation", message: "operation \(job.operation.rawValue) is not known")
        }
    }

    private func page(_ job: Job, _ meter: inout WorkMeter) throws(Refusal) -> [UInt8] {
        guard let extractor else { throw Refusal(.unusableModel) }
        let page = Page(bytes: try content(job), url: job["url"], charset: job["charset"])
        meter.bytes = page.bytes.count
        let options = try options(job)
        var json = JSONWriter(reservingCapacity: 16 << 10)
        do throws(ExtractionError) {
            let analysis = try extractor.analyse(page, options, &meter.watch)
            json.beginObject()
            var article = analysis.article(&meter.watch)
            let comparison = job["feed_text"].flatMap { FeedText($0, improving: &article, with: extractor) }
            if job["feed_text"] != nil { meter.watch.end(.feedText) }
            if job["delivery"] != nil {
                article.writeForDelivery(to: &json, url: page.url)
            } else {
                article.write(to: &json, url: page.url, paragraphs: job["paragraphs"] != nil)
            }
            comparison?.write(to: &json)
            // A feed carries all pages of an article in one.
            if job["pages"] != nil, comparison?.isTaken != true {
                analysis.pageLinks(first: job["first_page"]).write(to: &json)
            }
            if job.operation == .explain {
                article.writeSiteRules(to: &json)
                analysis.writeOrigins(of: article, to: &json)
                analysis.writeBlocks(to: &json)
            }
            json.endObject()
            meter.watch.end(.serialisation)
        } catch {
            throw Refusal(error)
        }
        return json.bytes
    }

    /// What the operator decided.
    private func options(_ job: Job) throws(Refusal) -> ExtractionOptions {
        var options = ExtractionOptions()
        if let word = job["favor"] {
            guard let favor = Favor(rawValue: word) else {
                throw Refusal(code: "unknown-favor", message: "favor \(word) is not known")
            }
            options.favor = favor
        }
        if let rules = job["site"] {
            do throws(SiteRulesError) {
                options.siteRules = try SiteRules(json: Array(rules.utf8))
            } catch {
                throw Refusal(code: "bad-site-rules", message: error.message)
            }
        }
        return options
    }

    /// The job's body, inflated where the field `gzip` says so, and decoded where `json_string` says that it is one.
    private func content(_ job: Job) throws(Refusal) -> [UInt8] {
        if job["json_string"] != nil {
            guard let bytes = JSONValue.bytes(ofString: job.body) else {
                throw Refusal(code: "bad-line", message: "the page is no JSON string")
            }
            return bytes
        }
        guard job["gzip"] != nil else { return job.body }
        guard let bytes = Gzip.inflate(job.body, limit: Self.inflatedLimitBytes) else {
            throw Refusal(
                code: "not-gzip", message: "damaged gzip, or more than \(Self.inflatedLimitBytes) bytes inflated")
        }
        return bytes
    }

    /// Beyond it no page is read anyway.
    private static let inflatedLimitBytes = 32 << 20

    private func clean(_ job: Job) throws(Refusal) -> [UInt8] {
        do throws(ExtractionError) {
            var json = JSONWriter(reservingCapacity: 16 << 10)
            let text = try PlainText.clean(job.body, charset: job["charset"])
            json.beginObject()
            json.nullableMember("title", text.title)
            json.member("text", text.text)
            json.nullableMember("syndicated_from", text.syndicatedFrom)
            Article.write(text.removed, to: &json)
            json.endObject()
            return json.bytes
        } catch {
            throw Refusal(error)
        }
    }

    private func robots(_ job: Job) throws(Refusal) -> [UInt8] {
        guard let agent = job["agent"] else { throw Refusal(code: "no-agent", message: "no agent is named") }
        return RobotsRules.parse(job.body).compiled(for: agent)
    }
}

/// Why a job has no result.
struct Refusal: Error {
    let code: String
    let message: String

    init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    init(_ error: ExtractionError) {
        switch error {
        case .notAPage(let reason): self.init(code: "not-a-page", message: reason)
        case .tooLarge(let reason): self.init(code: "too-large", message: reason)
        case .unusableModel:
            self.init(code: "unusable-model", message: "the bundled model does not belong to this program")
        }
    }
}
