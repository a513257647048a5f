import Fetching
import Logging
import Scheduling
import Worker
import WorkerPool

/// A server's robots.txt (RFC 9309): asked for before anything else of that server, read by a worker, and obeyed.
extension Pipeline {
    /// Holds a task back until the robots.txt of its server has been read. It leaves the frontier, which would hand it out
    /// again at once.
    func askFirst(_ address: String, _ task: FrontierTask) {
        _ = frontier.finished(task.id, now: stages.now)
        guard awaitingRobots[address]?.append(task) == nil else { return }
        awaitingRobots[address] = [task]
        let question = newTask()
        robotsTasks[question] = address
        _ = frontier.add(FrontierTask(id: question, host: task.host, kind: .robots, priority: .max))
    }

    /// A server that cannot say what it allows is left alone (RFC 9309, section 2.3.1.4): its articles wait, none is lost.
    func postpone(_ task: FrontierTask, until instant: Instant, _ reason: String, _ kind: SourceFailure.Kind) {
        _ = frontier.finished(task.id, now: stages.now)
        if sources[task.id] != nil { return pollFailed(task.id, SourceFailure(kind, reason)) }
        if sitemapTasks[task.id] != nil { return sitemapFailed(task.id, reason: reason) }
        putBack(
            FrontierTask(
                id: task.id, host: task.host, kind: task.kind, priority: task.priority, notBefore: instant))
    }

    func deny(_ task: FrontierTask, _ reason: String, _ kind: SourceFailure.Kind) {
        _ = frontier.finished(task.id, now: stages.now)
        if sources[task.id] != nil {
            pollFailed(task.id, SourceFailure(kind, reason))
        } else if sitemapTasks[task.id] != nil {
            sitemapFailed(task.id, reason: reason)
        } else if let pages = joins.removeValue(forKey: task.id) {
            missing(pages, reason)
        } else if let look = looks[task.id] {
            looked(look, reason)
        } else {
            settle(task.id, as: .setAside, reason: reason)
        }
    }

    func readRobots(_ address: String, _ task: FrontierTask) {
        // By the way that the pages will be asked for: a proxy may be the only one.
        let owner = awaitingRobots[address]?.first.flatMap { source(of: $0.id) }
        fetch(
            address, task, for: owner, accept: "text/plain, */*;q=0.5", bodyLimit: RobotsRules.sizeLimitBytes
        ) { [self] result in
            switch result {
            case .success(let response) where (200..<300).contains(response.status):
                let lifetime = response.lifetime(now: stages.now)
                parseRobots(address, response.body) { [self] in answer(address, task, $0, lifetime: lifetime) }
            case .success(let response):
                answer(address, task, .status(response.status), lifetime: response.lifetime(now: stages.now))
            case .failure(let error) where error.kind == .tooManyRedirects: answer(address, task, .redirectsExhausted)
            case .failure(let error): answer(address, task, .unreachable, error)
            }
        }
    }

    /// Has a worker read the file. One that it does not survive forbids everything, for as long as it is there.
    private func parseRobots(
        _ address: String, _ body: [UInt8], completion: @escaping @Sendable (RobotsOutcome) -> Void
    ) {
        // Without an agent the file would not have been asked for.
        guard let agent = robots.agent else { return completion(.unreachable) }
        if let reason = refusal(of: body, url: address) { return completion(.unreadable(reason)) }
        var job = Job(id: 0, operation: .robots, body: body)
        job["agent"] = agent
        work(job, for: groups.key(for: address)) { [self] result in
            switch result {
            case .failure(.shutDown): break
            case .failure(let failure):
                quarantine(.robots, url: address, bytes: body, failure)
                completion(.unreadable("reading it \(failure)"))
            case .success(let reply):
                release(url: address)
                if case .refused(_, let message) = reply.outcome { return completion(.unreadable(message)) }
                let rules = RobotsRules(compiled: reply.body)
                completion(rules.map { .rules($0) } ?? .unreadable("a worker's answer holds no rules"))
            }
        }
    }

    /// What came of asking a server; whatever waited for it goes back into the frontier.
    private func answer(
        _ address: String, _ task: FrontierTask, _ outcome: RobotsOutcome, _ failure: FetchError? = nil,
        lifetime: Duration? = nil
    ) {
        let delay = robots.answer(address, outcome, failure: failure, lifetime: lifetime, now: stages.now)
        frontier.setDelay(groups.delay(delay, askedBy: address, host: task.host), host: task.host)
        var reason = failure?.message
        if case .unreadable(let cause) = outcome { reason = cause }
        if let reason {
            stages.log.notice("robots.txt unreadable", metadata: ["url": "\(address)", "reason": "\(reason)"])
        }
        robotsTasks[task.id] = nil
        for waiting in awaitingRobots.removeValue(forKey: address) ?? [] { putBack(waiting) }
    }
}
