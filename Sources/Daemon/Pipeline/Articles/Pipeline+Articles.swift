import Archive
import Delivery
import Fetching
import Ledger
import Logging
import Scheduling
import Worker
import WorkerPool

/// An article's way: fetch ▶ worker ▶ delivery, and what becomes of it when a step fails.
extension Pipeline {
    static let acceptPage = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"

    /// Puts an article of the ledger into the frontier.
    func add(_ article: WaitingArticle) {
        articles.insert(article.id, article)
        let notBefore = Instant(milliseconds: article.nextAttemptMilliseconds)
        _ = frontier.add(
            FrontierTask(id: article.id, host: groups.key(for: article.url), kind: .article, notBefore: notBefore))
    }

    /// The whole way of one article.
    func process(_ task: FrontierTask) {
        guard let article = articles[task.id] else { return }
        fetch(article.url, task, for: configuration.source(named: article.source), accept: Self.acceptPage) { [self] in
            take($0, of: article, mayLeadOn: true)
        }
    }

    /// - Parameter mayLeadOn: whether a page that holds no article may send its reader to another address: once.
    private func take(
        _ result: Result<FetchResponse, FetchError>, of article: WaitingArticle, mayLeadOn: Bool
    ) {
        guard let response = page(article, result) else { return }
        keep(response, article: article.key, source: article.source)
        extract(article, response) { [self] extracted in
            if mayLeadOn, let next = elsewhere(extracted, response) {
                return lead(to: next, for: configuration.source(named: article.source)) { [self] in
                    take($0, of: article, mayLeadOn: false)
                }
            }
            guard extracted.isArticle else {
                return settle(article.id, as: .notArticle, reason: "the page holds no article")
            }
            goOn(
                ArticlePages(
                    join: PageJoin(first: extracted, url: response.url, key: article.key),
                    origin: PageOrigin(response, isAtOwnAddress: mayLeadOn, now: stages.clock()),
                    purpose: .delivery(article)))
        }
    }

    /// Puts a raw page into the archive, where there is one.
    func keep(_ response: FetchResponse, article key: String, source: String) {
        guard let archive = stages.archive else { return }
        let host = groups.key(for: response.url)
        enter(host)
        archive.keep(Exchange(response, article: key, source: source, time: stages.clock())) { [self] in
            queue.async { [self] in leave(host) }
        }
    }

    /// The response that holds the article's page; otherwise the article is settled or waits for another attempt.
    private func page(_ article: WaitingArticle, _ result: Result<FetchResponse, FetchError>) -> FetchResponse? {
        let outcome = AttemptPolicy.outcome(of: result)
        guard case .page(let response) = outcome else {
            apply(outcome, article)
            return nil
        }
        guard let key = ArticleKey.of(response.url), key != article.key else { return response }
        do {
            // The address it redirects to is the same article, and so is whatever else leads there.
            guard let known = try stages.ledger.alias(article: article.id, key: key) else { return response }
            settle(article.id, as: .duplicate, reason: "the same as article \(known): both lead to \(key)")
        } catch {
            ledgerFailed(error, article)
        }
        return nil
    }

    /// Has a worker extract a page of an article.
    /// - Parameters:
    ///   - first: the address of the article's first page, for a further one.
    ///   - refused: told why it is no page; without it the article is settled.
    func extract(
        _ article: WaitingArticle, _ response: FetchResponse, first: String? = nil,
        refused: (@Sendable (String) -> Void)? = nil, completion: @escaping @Sendable (ExtractedArticle) -> Void
    ) {
        var job = extractionJob(response, first: first)
        // Without it the page's own text has to do. Further pages are joined to what was compared.
        if first == nil { job["feed_text"] = try? stages.ledger.feedText(of: article.id) }
        work(job, for: groups.key(for: response.url)) { [self] result in
            do throws(CommandFailure) {
                switch result {
                case .failure(let failure) where failure.isJobsFault:
                    quarantine(article.id, response.body, failure)
                case .failure(.shutDown): break
                case .failure(let failure): postpone(article, reason: "\(failure)")
                case .success(let reply):
                    if case .refused(_, let message) = reply.outcome {
                        if let refused { return refused(message) }
                        return settle(article.id, as: .notArticle, reason: message)
                    }
                    completion(try ExtractedArticle(json: reply.body))
                }
            } catch {
                settle(article.id, as: .setAside, reason: error.message)
            }
        }
    }

    /// What a worker is to do with an article's page.
    /// - Parameter first: the address of the article's first page, for a further one.
    func extractionJob(_ response: FetchResponse, first: String? = nil) -> Job {
        var job = Job(id: 0, operation: .extract, body: response.body)
        job["url"] = response.url
        job["charset"] = response.charset
        job["delivery"] = "yes"
        job["pages"] = "yes"
        job["first_page"] = first
        job.apply(PageOptions(configuration))
        return job
    }

    func deliver(_ article: WaitingArticle, _ origin: PageOrigin, _ extracted: ExtractedArticle) {
        let fetch = DeliveredArticle.Fetch(
            timeMilliseconds: origin.timeMilliseconds, status: origin.status, url: origin.url)
        var delivered = extracted.delivered(source: article.source, key: article.key, url: article.url, fetch: fetch)
        delivered.guid = article.guid
        if extracted.isOfFeed {
            do { try stages.ledger.takeFeedText(of: article.id) } catch { return ledgerFailed(error, article) }
        }
        // The page has less, which would be taken for a change.
        let look = extracted.isOfFeed ? nil : firstLook(at: article, origin.validators)
        let terms = DeliveryTerms(
            duplicates: configuration.duplicates(ofSource: article.source),
            canonicalKey: canonicalKey(delivered), look: look)
        let host = groups.key(for: article.url)
        enter(host)
        let start = ContinuousClock.now
        stages.desk.deliver(delivered, number: article.id, terms: terms) { [self] outcome in
            queue.async { [self] in
                defer { leave(host) }
                stageTimes.delivery.add(ContinuousClock.now - start)
                switch outcome {
                case .delivered(let path):
                    articles.remove(article.id)
                    if let look = terms.look { add(look) }
                    counts.delivered += 1
                    lastArticle = StatusSentence.LastArticle(source: article.source, instant: stages.now)
                    ownFailures = 0
                    stages.log.info(
                        "delivered",
                        metadata: ["source": "\(article.source)", "path": "\(path)", "url": "\(article.url)"])
                case .duplicate(let reason):
                    articles.remove(article.id)
                    noteSettled(article, .duplicate, reason)
                case .setAside(let reason): settle(article.id, as: .setAside, reason: reason)
                case .later(let reason): postpone(article, reason: reason)
                }
            }
        }
    }

    /// The key of the address that the page calls its own, where that is another one of the same site: on other sites stands
    /// the original of what is only a copy here.
    private func canonicalKey(_ article: DeliveredArticle) -> String? {
        guard let key = article.canonicalURL.flatMap(ArticleKey.of), key != article.key else { return nil }
        return ArticleKey.site(of: key) == ArticleKey.site(of: article.key) ? key : nil
    }

    private func apply(_ outcome: AttemptPolicy.Outcome, _ article: WaitingArticle) {
        switch outcome {
        case .page: break
        case .gone(let reason): settle(article.id, as: .gone, reason: reason)
        case .refused(let reason): settle(article.id, as: .setAside, reason: reason)
        case .again(let reason): retry(article, reason: reason)
        case .abandoned: break
        }
    }

    /// Closes an article for good, with its reason.
    func settle(_ id: Int64, as verdict: Verdict, reason: String) {
        guard let article = articles.remove(id) else { return }
        do {
            try stages.ledger.settle(article: id, as: verdict, reason: reason, now: stages.clock())
            noteSettled(article, verdict, reason)
        } catch {
            articles.insert(id, article)
            ledgerFailed(error, article)
        }
    }

    private func noteSettled(_ article: WaitingArticle, _ verdict: Verdict, _ reason: String) {
        counts.setAside += 1
        stages.log.info(
            "not delivered",
            metadata: [
                "source": "\(article.source)", "url": "\(article.url)", "state": "\(verdict.state.rawValue)",
                "reason": "\(reason)",
            ])
    }

    /// Sets an article aside whose page no worker survived, and keeps the page.
    private func quarantine(_ id: Int64, _ page: [UInt8], _ failure: WorkerFailure) {
        guard let article = articles.remove(id) else { return }
        let reason = "extraction \(failure)"
        do {
            try stages.quarantine.add(
                article: id, page: page, failure: failure, reason: reason, now: stages.clock())
        } catch let error as LedgerError {
            articles.insert(id, article)
            return ledgerFailed(error, article)
        } catch {
            // The article is set aside all the same; only its page could not be kept.
            stages.log.error("a page cannot be kept", metadata: ["url": "\(article.url)", "reason": "\(error)"])
        }
        counts.setAside += 1
        stages.log.warning(
            "not delivered",
            metadata: [
                "source": "\(article.source)", "url": "\(article.url)", "state": "setAside", "reason": "\(reason)",
                "quarantine": "\(failure.code)",
            ])
    }

    /// Puts an article back for a later attempt, or gives it up after the last.
    func retry(_ article: WaitingArticle, reason: String) {
        var article = article
        article.attempts += 1
        guard article.attempts < attempts.limit else {
            return settle(article.id, as: .failed, reason: "given up after \(article.attempts) attempts: \(reason)")
        }
        let wait = attempts.backoff.delay(afterFailures: article.attempts, random: .random(in: 0..<1))
        article.nextAttemptMilliseconds = (stages.now + wait).milliseconds
        do {
            try stages.ledger.retryLater(article: article.id, at: article.nextAttemptMilliseconds, reason: reason)
            stages.log.notice(
                "will try again", metadata: ["url": "\(article.url)", "in": "\(wait)", "reason": "\(reason)"])
        } catch {
            ledgerFailed(error, article)
        }
        add(article)
    }

    private func ledgerFailed(_ error: any Error, _ article: WaitingArticle) {
        postpone(article, reason: "the ledger cannot be written: \(error)")
    }

    /// Trouble of our own, such as a full disk, costs no attempt: the article waits in memory, and the ledger still has it.
    private func postpone(_ article: WaitingArticle, reason: String) {
        ownFailures += 1
        let backoff = Backoff(
            first: attempts.backoff.first, ceiling: min(attempts.backoff.ceiling, .seconds(900)), jitter: 0.5)
        let wait = backoff.delay(afterFailures: ownFailures, random: .random(in: 0..<1))
        stages.log.error("will try again", metadata: ["url": "\(article.url)", "in": "\(wait)", "reason": "\(reason)"])
        var article = article
        article.nextAttemptMilliseconds = (stages.now + wait).milliseconds
        add(article)
    }
}
