import Fetching
import Ledger
import Logging
import Scheduling
import Worker
import WorkerPool

/// A source's way: poll ▶ worker ▶ ledger ▶ frontier, again and again.
extension Pipeline {
    static let accept =
        "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, text/plain;q=0.7, */*;q=0.1"

    func wait(_ source: PolledSource, until instant: Instant) {
        guard let url = source.url else { return }
        _ = frontier.add(
            FrontierTask(id: source.task, host: groups.key(for: url), kind: .poll, priority: 1, notBefore: instant))
    }

    /// The whole way of one poll.
    func poll(_ task: FrontierTask) {
        guard let source = sources[task.id], let url = source.url else { return }
        // Without validators the source is sent whole, which costs a transfer and loses nothing.
        let record = try? stages.ledger.source(source.configuration.name)
        if source.rhythm == nil {
            sources[task.id]?.rhythm = plan(for: source.configuration, record, among: 1).rhythm
        }
        let validators = (record?.validators).map { Fetching.Validators(etag: $0.etag, lastModified: $0.lastModified) }
        counts.polls += 1
        fetch(url, task, for: source.configuration, accept: Self.accept, validators: validators) { [self] result in
            switch result {
            case .failure(let error) where error.kind == .cancelled: break
            case .failure(let error): pollFailed(task.id, SourceFailure(error))
            case .success(let response) where response.status == 304:
                pollEnded(task.id, .notModified, recorded: .notModified, response)
            case .success(let response) where (200..<300).contains(response.status): read(response, task.id)
            case .success(let response): pollFailed(task.id, SourceFailure(response, now: stages.now))
            }
        }
    }

    /// Has a worker read the source's document, and does what it turns out to be good for.
    private func read(_ response: FetchResponse, _ task: Int64) {
        guard let source = sources[task], let address = source.url else { return }
        // A feed that a page names is one, whatever the page is.
        let kind = source.feed == nil ? source.configuration.kind : .auto
        readList(response, address: address, source: source.configuration.name, kind: kind) { [self] result in
            guard let source = sources[task]?.configuration else { return }
            do throws(CommandFailure) {
                let reply = try result.get()
                note(reply, source.name)
                switch PollFinding(reply, kind: source.kind, url: response.url) {
                case .items: discover(reply, task, response)
                case .article: discover(FeedReply(urls: [response.url]), task, response, as: .article)
                case .sitemaps: readIndex(reply, task, response)
                case .feed(let url): follow(url, task)
                case .nothing(let reason): pollFailed(task, SourceFailure(.unreadable, reason))
                }
            } catch {
                pollFailed(task, SourceFailure(.unreadable, error.message))
            }
        }
    }

    /// Has a worker read a document that lists articles. One that it does not survive is kept, and not read again.
    /// - Parameter completion: on the queue; not called when the daemon is stopping.
    func readList(
        _ response: FetchResponse, address: String, source: String, kind: Configuration.SourceKind,
        completion: @escaping @Sendable (Result<FeedReply, CommandFailure>) -> Void
    ) {
        if let reason = refusal(of: response.body, url: address) {
            return completion(.failure(CommandFailure(.dataError, reason)))
        }
        work(.list(response, kind: kind), for: groups.key(for: address)) { [self] result in
            switch result {
            case .failure(.shutDown): break
            case .failure(let failure):
                quarantine(.feed, url: address, source: source, bytes: response.body, failure)
                completion(.failure(CommandFailure(.dataError, "reading it \(failure)")))
            case .success(let reply):
                release(url: address)
                if case .refused(_, let message) = reply.outcome {
                    return completion(.failure(CommandFailure(.dataError, message)))
                }
                completion(Result { () throws(CommandFailure) in try FeedReply(jsonLines: reply.body) })
            }
        }
    }

    /// Keeps for `copydesk status` what the document is.
    private func note(_ reply: FeedReply, _ source: String) {
        do {
            try stages.ledger.setDetected(reply.isArticle ? "article" : reply.kind, source: source)
        } catch {
            ledgerFailed(error, source)
        }
    }

    /// Enters what is new into the ledger, then notes the validators: in this order nothing is lost in between.
    /// - Parameter outcome: what the poll has come to, where that is not the number of what is new.
    private func discover(_ feed: FeedReply, _ task: Int64, _ response: FetchResponse, as outcome: PollOutcome? = nil) {
        guard let source = sources[task]?.configuration else { return }
        do {
            sources[task]?.rhythm?.hints = feed.hints
            let new = try enter(feed, source, limit: source.maxItems).new
            sources[task]?.rhythm?.profile.note(
                newItems: new.count, published: new.compactMap { $0.published.flatMap(PublishedInstant.of) },
                now: stages.now)
            let validators = SourceValidators(
                etag: response.validators?.etag, lastModified: response.validators?.lastModified)
            let came = outcome ?? (new.isEmpty ? .nothingNew : .newItems(new.count))
            pollEnded(task, came, recorded: .changed(validators), response)
        } catch {
            pollFailed(task, SourceFailure(.other, "\(error)"))
        }
    }

    /// Enters what is new of a list into the ledger and the frontier.
    /// - Returns: how many were taken, and those of them that are new.
    func enter(
        _ feed: FeedReply, _ source: Configuration.Source, limit: Int
    ) throws(LedgerError) -> (taken: Int, new: [WaitingArticle]) {
        let items = feed.discovered(source, limit: limit, now: stages.now)
        let new = try stages.ledger.discover(items, source: source.name, now: stages.clock())
        for article in new { add(article) }
        stages.log.info(
            "polled", metadata: ["source": "\(source.name)", "items": "\(feed.items.count)", "new": "\(new.count)"])
        return (items.count, new)
    }

    /// From a page to the next and to its feed; with more they may lead in a circle, as a feed that redirects to the page that
    /// names it.
    private static let stepLimit = 2

    /// Polls the feed that a page names instead of the page, from now on.
    private func follow(_ feed: String, _ task: Int64) {
        guard var source = sources[task] else { return }
        guard source.steps < Self.stepLimit, feed != source.url else {
            return pollFailed(
                task, SourceFailure(.unreadable, "the page names a feed that is a page again: \(feed)"))
        }
        source.steps += 1
        setFeed(feed, of: &source)
        sources[task] = source
        stages.log.notice(
            "feed found", metadata: ["source": "\(source.configuration.name)", "feed": "\(feed)"])
        wait(source, until: stages.now)
    }

    /// After so many failures a feed that was found is looked for anew.
    private static let feedFailureLimit = 3

    private func setFeed(_ feed: String?, of source: inout PolledSource) {
        source.feed = feed
        // What was learnt of moves is of the address that was polled before.
        source.move = SourceMove()
        do {
            try stages.ledger.setFeed(feed, source: source.configuration.name)
        } catch {
            ledgerFailed(error, source.configuration.name)
        }
    }

    func ledgerFailed(_ error: any Error, _ source: String) {
        stages.log.error("the ledger cannot be written", metadata: ["source": "\(source)", "reason": "\(error)"])
    }

    /// A source that cannot be polled says so once, and is tried again after a back-off.
    func pollFailed(_ task: Int64, _ failure: SourceFailure) {
        if let source = sources[task], source.loggedFailure != failure.reason {
            stages.log.warning(
                "source failed", metadata: ["source": "\(source.configuration.name)", "reason": "\(failure.reason)"])
        }
        sources[task]?.loggedFailure = failure.reason
        counts.failedPolls += 1
        pollEnded(
            task, failure.kind == .gone ? .gone : .failed(retryAfter: failure.retryAfter),
            recorded: .failed(reason: failure.reason, kind: failure.kind.rawValue))
    }

    /// - Parameter response: what the source answered, unless the poll failed.
    func pollEnded(
        _ task: Int64, _ outcome: PollOutcome, recorded: RecordedPoll, _ response: FetchResponse? = nil
    ) {
        guard var source = sources[task] else { return }
        let name = source.configuration.name
        let policy = configuration.polling.policy(for: source.configuration)
        let plan = policy.plan(
            after: outcome, rhythm: source.rhythm ?? rhythm(of: source.configuration), source: name, now: stages.now,
            hint: response?.lifetime(now: stages.now))
        if plan.rhythm.failures == 0, source.loggedFailure != nil {
            stages.log.notice("source works again", metadata: ["source": "\(name)"])
            source.loggedFailure = nil
        }
        source.steps = 0
        follow(&source, response, failures: plan.rhythm.failures)
        if plan.rhythm.failures >= Self.feedFailureLimit, source.feed != nil { setFeed(nil, of: &source) }
        source.rhythm = nil
        stages.log.debug("poll planned", metadata: ["source": "\(name)", "why": "\(plan.reason)"])
        do {
            try stages.ledger.recordPoll(
                source: name, outcome: recorded,
                plan: RecordedPlan(
                    nextPoll: plan.next.milliseconds, reason: plan.reason, rhythm: plan.rhythm.text,
                    move: RecordedMove(source.move)),
                now: stages.clock())
        } catch {
            source.rhythm = plan.rhythm
            ledgerFailed(error, name)
        }
        sources[task] = source
        wait(source, until: plan.next)
        advance()
    }

    /// Notes where the source's server says that it has moved.
    private func follow(_ source: inout PolledSource, _ response: FetchResponse?, failures: Int) {
        let before = source.url
        source.move =
            response.map { source.move.after($0.redirects.map { ($0.status, $0.to) }) }
            ?? source.move.afterFailures(failures)
        guard let before, let now = source.url, now != before else { return }
        stages.log.notice(
            "source moved", metadata: ["source": "\(source.configuration.name)", "from": "\(before)", "to": "\(now)"])
    }
}
