import Fetching
import Ledger
import Logging
import Scheduling
import Worker
import WorkerPool

/// A delivered article's way: looked at again, less and less often ▶ worker ▶ a further revision where its text has changed.
extension Pipeline {
    var lookPolicy: LookPolicy { LookPolicy(first: firstLookAfter, until: configuration.revisions.lookAgain) }

    /// The first look at an article that is about to be delivered; nil where nobody wants any.
    func firstLook(at article: WaitingArticle, _ validators: SourceValidators) -> PlannedLook? {
        let now = stages.now
        guard let next = lookPolicy.next(delivered: now, now: now) else { return nil }
        return PlannedLook(
            article: article.id, source: article.source, url: article.url, deliveredMilliseconds: now.milliseconds,
            nextMilliseconds: next.milliseconds, validators: validators)
    }

    /// Takes up the looks that the ledger has.
    func takeUpLooks() throws {
        var last: Int64 = 0
        while true {
            let page = try stages.ledger.looks(limit: Self.takenUpAtOnce, after: last)
            for look in page { add(look) }
            guard let end = page.last else { return }
            last = end.article
        }
    }

    /// Puts a look into the frontier, behind everything new of the same server.
    func add(_ look: PlannedLook) {
        looks.insert(look.article, look)
        _ = frontier.add(
            FrontierTask(
                id: look.article, host: groups.key(for: look.url), kind: .article, priority: -1,
                notBefore: Instant(milliseconds: look.nextMilliseconds)))
    }

    /// The whole way of one look.
    func lookAgain(_ task: FrontierTask) {
        guard let look = looks[task.id] else { return }
        let validators = Fetching.Validators(etag: look.validators.etag, lastModified: look.validators.lastModified)
        let source = configuration.source(named: look.source)
        fetch(look.url, task, for: source, accept: Self.acceptPage, validators: validators) { [self] in
            self.look($0, look, mayLeadOn: true)
        }
    }

    /// - Parameter mayLeadOn: as for the article's first fetch.
    private func look(_ result: Result<FetchResponse, FetchError>, _ look: PlannedLook, mayLeadOn: Bool) {
        switch result {
        case .failure(let error) where error.kind == .cancelled: break
        case .failure(let error): looked(look, "cannot be fetched: \(error.message)")
        case .success(let response) where response.status == 304:
            keep(response, look)
            looked(look, "not modified")
        case .success(let response) where (200..<300).contains(response.status):
            keep(response, look)
            read(response, look, mayLeadOn: mayLeadOn)
        case .success(let response) where response.status == 410: looked(look, "gone", again: false)
        case .success(let response): looked(look, "the server answers \(response.status)")
        }
    }

    /// Has a worker read the page. Whatever it cannot make an article of changes nothing: the article is delivered.
    private func read(_ response: FetchResponse, _ look: PlannedLook, mayLeadOn: Bool) {
        extract(look, response) { [self] extracted in
            if mayLeadOn, let next = elsewhere(extracted, response) {
                return lead(to: next, for: configuration.source(named: look.source)) { [self] in
                    self.look($0, look, mayLeadOn: false)
                }
            }
            guard extracted.isArticle else { return looked(look, "the page holds no article") }
            goOn(
                ArticlePages(
                    join: PageJoin(first: extracted, url: response.url, key: ArticleKey.of(look.url) ?? look.url),
                    origin: PageOrigin(response, isAtOwnAddress: mayLeadOn, now: stages.clock()), purpose: .look(look)))
        }
    }

    /// - Parameter first: the address of the article's first page, for a further one.
    func extract(
        _ look: PlannedLook, _ response: FetchResponse, first: String? = nil,
        completion: @escaping @Sendable (ExtractedArticle) -> Void
    ) {
        work(extractionJob(response, first: first), for: groups.key(for: response.url)) { [self] result in
            do throws(CommandFailure) {
                guard case .success(let reply) = result, reply.outcome == .ok else {
                    return looked(look, "the page cannot be read")
                }
                completion(try ExtractedArticle(json: reply.body))
            } catch {
                looked(look, error.message)
            }
        }
    }

    /// Delivers a further revision where the article has changed.
    func revise(_ look: PlannedLook, _ origin: PageOrigin, _ extracted: ExtractedArticle) {
        var look = look
        look.validators = origin.validators
        let fetch = RevisedArticle.Fetch(
            timeMilliseconds: origin.timeMilliseconds, status: origin.status, url: origin.url)
        let terms = RevisionTerms(smallChanges: configuration.revisions.smallChanges)
        let host = groups.key(for: look.url)
        enter(host)
        let start = ContinuousClock.now
        stages.desk.revise(RevisedArticle(extracted, fetch), number: look.article, terms: terms) {
            [self, look] outcome in
            queue.async { [self] in
                defer { leave(host) }
                stageTimes.delivery.add(ContinuousClock.now - start)
                switch outcome {
                case .unchanged: looked(look, "the same text")
                case .noted: looked(look, "a small change, noted")
                case .lesser(let reason):
                    stages.log.info("not revised", metadata: ["url": "\(look.url)", "reason": "\(reason)"])
                    looked(look, reason)
                case .delivered(let path, let revision):
                    counts.delivered += 1
                    lastArticle = StatusSentence.LastArticle(source: look.source, instant: stages.now)
                    stages.log.info(
                        "revised", metadata: ["url": "\(look.url)", "path": "\(path)", "rev": "\(revision)"])
                    looked(look, "revision \(revision)")
                case .failed(let reason):
                    stages.log.error("cannot be revised", metadata: ["url": "\(look.url)", "reason": "\(reason)"])
                    // With the old validators the change is seen again.
                    looked(looks[look.article] ?? look, reason)
                }
            }
        }
    }

    /// The end of a look, however it went: plans the next one, or none.
    func looked(_ look: PlannedLook, _ what: String, again: Bool = true) {
        looks.remove(look.article)
        var next = look
        let instant = lookPolicy.next(
            delivered: Instant(milliseconds: look.deliveredMilliseconds), now: stages.now)
        if let instant { next.nextMilliseconds = instant.milliseconds }
        let isOver = !again || instant == nil
        stages.log.debug(
            "looked again",
            metadata: [
                "url": "\(look.url)", "what": "\(what)", "again": "\(isOver ? "never" : "\(next.nextMilliseconds)")",
            ])
        do {
            try stages.ledger.plan(look: isOver ? nil : next, of: look.article)
        } catch {
            // The look stays planned as it was, and comes again after a restart.
            stages.log.error("the ledger cannot be written", metadata: ["url": "\(look.url)", "reason": "\(error)"])
        }
        if !isOver { add(next) }
    }

    private func keep(_ response: FetchResponse, _ look: PlannedLook) {
        guard stages.archive != nil else { return }
        do {
            guard let record = try stages.ledger.article(look.article) else { return }
            keep(response, article: record.key, source: record.source)
        } catch {
            stages.log.error("the ledger cannot be read", metadata: ["url": "\(look.url)", "reason": "\(error)"])
        }
    }
}

extension SourceValidators {
    init(_ response: FetchResponse) {
        self.init(etag: response.validators?.etag, lastModified: response.validators?.lastModified)
    }
}
