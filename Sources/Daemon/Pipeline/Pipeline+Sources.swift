import Fetching
import Ledger
import Logging
import Scheduling
import Worker
import WorkerPool

/// A source's way: poll ▶ worker ▶ ledger ▶ frontier, again and again.
extension Pipeline {
    private static let accept =
        "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, text/plain;q=0.7, */*;q=0.1"

    /// Enters sources into the ledger and the frontier.
    func register(_ added: [Configuration.Source]) throws {
        let now = stages.clock()
        try stages.ledger.register(
            sources: configuration.sources.map { SourceSeed(id: $0.name, url: $0.address, kind: $0.kind.rawValue) },
            now: now)
        for source in added {
            if case .articles(let urls) = source.origin {
                let items = FeedReply(urls: urls).discovered(source, now: stages.now)
                for article in try stages.ledger.discover(items, source: source.name, now: now) { add(article) }
            }
            try schedule(source, among: added.count)
        }
    }

    /// Forgets a source's polls; its waiting articles are still fetched.
    func unregister(_ name: String) {
        for (task, source) in sources where source.configuration.name == name {
            _ = frontier.remove(task)
            sources[task] = nil
        }
    }

    private func schedule(_ source: Configuration.Source, among count: Int) throws {
        let policy = configuration.polling.policy(for: source)
        let record = try stages.ledger.source(source.name)
        let plan =
            if let record, record.lastPollMilliseconds != nil {
                policy.resume(
                    next: Instant(milliseconds: record.nextPollMilliseconds),
                    rhythm: PollRhythm(interval: policy.usual, failures: record.failures), source: source.name,
                    now: stages.now,
                    among: count)
            } else {
                policy.firstPoll(of: source.name, now: stages.now, among: count)
            }
        let polled = PolledSource(
            configuration: source, task: newTask(), rhythm: plan.rhythm, loggedFailure: record?.lastError)
        guard polled.url != nil else { return }
        sources[polled.task] = polled
        wait(polled, until: plan.next)
    }

    private func wait(_ source: PolledSource, until instant: Instant) {
        guard let url = source.url else { return }
        _ = frontier.add(
            FrontierTask(id: source.task, host: HostKey(address: url), kind: .poll, priority: 1, notBefore: instant))
    }

    /// The whole way of one poll.
    func poll(_ task: FrontierTask) {
        guard let source = sources[task.id], let url = source.url else { return }
        let name = source.configuration.name
        // Without validators the source is sent whole, which costs a transfer and loses nothing.
        let known = (try? stages.ledger.source(name))?.validators
        let validators = known.map { Fetching.Validators(etag: $0.etag, lastModified: $0.lastModified) }
        counts.polls += 1
        fetch(url, task, accept: Self.accept, validators: validators) { [self] result in
            switch result {
            case .failure(let error) where error.kind == .cancelled: break
            case .failure(let error): pollFailed(task.id, reason: error.message, retryAfter: nil)
            case .success(let response) where response.status == 304:
                pollEnded(task.id, .notModified, recorded: .notModified)
            case .success(let response) where (200..<300).contains(response.status): read(response, task.id)
            case .success(let response):
                let asked = response.retryAfter.flatMap { RetryAfter.parse($0, now: stages.now) }
                pollFailed(task.id, reason: "the server answers \(response.status)", retryAfter: asked)
            }
        }
    }

    /// Has a worker read the feed.
    private func read(_ response: FetchResponse, _ task: Int64) {
        guard let source = sources[task], let address = source.url else { return }
        if let reason = refusal(of: response.body, url: address) {
            return pollFailed(task, reason: reason, retryAfter: nil)
        }
        var job = Job(id: 0, operation: .feed, body: response.body)
        job["url"] = response.url
        job["charset"] = response.charset
        job["poll"] = "yes"
        if let kind = sources[task]?.configuration.kind, kind != .auto { job["kind"] = kind.rawValue }
        enter()
        stages.workers.submit(job) { [self] result in
            queue.async { [self] in
                defer { leave() }
                switch result {
                case .failure(.shutDown): break
                case .failure(let failure):
                    quarantine(
                        .feed, url: address, source: source.configuration.name, bytes: response.body, failure)
                    pollFailed(task, reason: "reading it \(failure)", retryAfter: nil)
                case .success(let reply):
                    release(url: address)
                    if case .refused(_, let message) = reply.outcome {
                        return pollFailed(task, reason: message, retryAfter: nil)
                    }
                    discover(reply.body, task, response)
                }
            }
        }
    }

    /// Enters what is new into the ledger, then notes the validators: in this order nothing is lost in between.
    private func discover(_ body: [UInt8], _ task: Int64, _ response: FetchResponse) {
        guard let source = sources[task]?.configuration else { return }
        do {
            let feed = try FeedReply(jsonLines: body)
            let new = try stages.ledger.discover(
                feed.discovered(source, now: stages.now), source: source.name, now: stages.clock())
            for article in new { add(article) }
            let validators = SourceValidators(
                etag: response.validators?.etag, lastModified: response.validators?.lastModified)
            stages.log.info(
                "polled", metadata: ["source": "\(source.name)", "items": "\(feed.items.count)", "new": "\(new.count)"])
            pollEnded(task, new.isEmpty ? .nothingNew : .newItems(new.count), recorded: .changed(validators))
        } catch let failure as CommandFailure {
            pollFailed(task, reason: failure.message, retryAfter: nil)
        } catch {
            pollFailed(task, reason: "\(error)", retryAfter: nil)
        }
    }

    /// A source that cannot be polled says so once, and is tried again after a back-off.
    func pollFailed(_ task: Int64, reason: String, retryAfter: Duration?) {
        if let source = sources[task], source.loggedFailure != reason {
            stages.log.warning(
                "source failed", metadata: ["source": "\(source.configuration.name)", "reason": "\(reason)"])
        }
        sources[task]?.loggedFailure = reason
        pollEnded(task, .failed(retryAfter: retryAfter), recorded: .failed(reason: reason))
    }

    private func pollEnded(_ task: Int64, _ outcome: PollOutcome, recorded: RecordedPoll) {
        guard var source = sources[task] else { return }
        let policy = configuration.polling.policy(for: source.configuration)
        let plan = policy.plan(
            after: outcome, rhythm: source.rhythm, source: source.configuration.name, now: stages.now)
        if plan.rhythm.failures == 0, source.loggedFailure != nil {
            stages.log.notice("source works again", metadata: ["source": "\(source.configuration.name)"])
            source.loggedFailure = nil
        }
        source.rhythm = plan.rhythm
        sources[task] = source
        stages.log.debug("poll planned", metadata: ["source": "\(source.configuration.name)", "why": "\(plan.reason)"])
        do {
            try stages.ledger.recordPoll(
                source: source.configuration.name, outcome: recorded, nextPoll: plan.next.milliseconds,
                now: stages.clock())
        } catch {
            stages.log.error(
                "the ledger cannot be written",
                metadata: ["source": "\(source.configuration.name)", "reason": "\(error)"])
        }
        wait(source, until: plan.next)
        advance()
    }
}

extension Configuration.Source {
    /// What the ledger keeps as the source's address.
    var address: String {
        switch origin {
        case .url(let url): url
        case .articles: "urn:copydesk:articles:\(name)"
        }
    }
}
