import Fetching
import Logging
import Scheduling

/// A server's robots.txt (RFC 9309): asked for before anything else of that server, and obeyed.
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
    func postpone(_ task: FrontierTask, until instant: Instant, _ reason: String) {
        _ = frontier.finished(task.id, now: stages.now)
        if sources[task.id] != nil { return pollFailed(task.id, reason: reason, retryAfter: nil) }
        _ = frontier.add(
            FrontierTask(
                id: task.id, host: task.host, kind: task.kind, priority: task.priority, notBefore: instant))
    }

    func deny(_ task: FrontierTask, _ reason: String) {
        _ = frontier.finished(task.id, now: stages.now)
        if sources[task.id] != nil {
            pollFailed(task.id, reason: reason, retryAfter: nil)
        } else {
            settle(task.id, as: .setAside, reason: reason)
        }
    }

    func readRobots(_ address: String, _ task: FrontierTask) {
        fetch(address, task, accept: "text/plain, */*;q=0.5", bodyLimit: RobotsRules.sizeLimitBytes) { [self] result in
            var (outcome, failure) = (RobotsOutcome.unreachable, FetchError?.none)
            switch result {
            case .success(let response): outcome = .response(status: response.status, body: response.body)
            case .failure(let error) where error.kind == .tooManyRedirects: outcome = .redirectsExhausted
            case .failure(let error): failure = error
            }
            let delay = robots.answer(address, outcome, failure: failure, now: stages.now)
            frontier.setDelay(delay, host: task.host)
            if let failure {
                stages.log.notice(
                    "robots.txt unreadable", metadata: ["url": "\(address)", "reason": "\(failure.message)"])
            }
            robotsTasks[task.id] = nil
            for waiting in awaitingRobots.removeValue(forKey: address) ?? [] { _ = frontier.add(waiting) }
        }
    }
}
