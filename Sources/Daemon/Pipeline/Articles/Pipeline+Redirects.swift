import Fetching
import Scheduling

/// A redirect on its way through the frontier.
struct FollowUp {
    /// Made to go on where the redirect leads.
    let request: FetchRequest
    let target: String
    /// Whose request it is; nil for a robots.txt of nobody's in particular.
    let source: Configuration.Source?
    let completion: Pipeline.Completion
}

/// Redirects: each target is asked in its own host's turn, with that host's delay and limits, and only where its robots.txt
/// allows it.
extension Pipeline {
    /// - Parameter task: the one that met the redirect, and is over.
    func enqueue(_ followUp: FollowUp, _ task: FrontierTask) {
        let next = newTask()
        followUps[next] = followUp
        // Before other tasks of its host: a chain that has begun holds on to cookies and to somebody's turn.
        _ = frontier.add(
            FrontierTask(id: next, host: groups.key(for: followUp.target), kind: task.kind, priority: .max - 1)
        )
    }

    /// Where a page that holds no article sends its reader; from https to http no more than a redirect may.
    func elsewhere(_ extracted: ExtractedArticle, _ response: FetchResponse) -> String? {
        extracted.elsewhere(than: response.url).flatMap { target in
            let isDowngrade = response.url.hasPrefix("https:") && target.hasPrefix("http:")
            return isDowngrade && !configuration.fetch.allowDowngrade ? nil : target
        }
    }

    /// Takes an address that a page sends its reader to like one that a server does.
    func lead(to target: String, for source: Configuration.Source?, completion: @escaping Completion) {
        let request = request(target, for: source, accept: Self.acceptPage)
        let task = newTask()
        followUps[task] = FollowUp(request: request, target: target, source: source, completion: completion)
        _ = frontier.add(FrontierTask(id: task, host: groups.key(for: target), kind: .article, priority: .max - 1))
        advance()
    }

    /// The turn of a redirect's target.
    func follow(_ task: FrontierTask) {
        guard let followUp = followUps[task.id], isAtItsHost(task, followUp.target) else { return }
        // A robots.txt may be read wherever it is (RFC 9309, section 2.3.1.2).
        let permission =
            task.kind == .robots ? .allowed : permission(for: followUp.target, followUp.source)
        switch permission {
        case .unknown(let robots): askFirst(robots, task)
        case .denied(let reason, _): give(up: followUp, task, for: false, reason)
        case .unreadable(let reason, _, _): give(up: followUp, task, for: true, reason)
        case .allowed:
            followUps[task.id] = nil
            fetch(followUp.request, task, for: followUp.source, completion: followUp.completion)
        }
    }

    private func give(up followUp: FollowUp, _ task: FrontierTask, for now: Bool, _ reason: String) {
        followUps[task.id] = nil
        _ = frontier.finished(task.id, now: stages.now)
        followUp.completion(.failure(FetchError(notFollowing: followUp.target, for: now, reason)))
    }
}
