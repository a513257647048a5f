import Fetching
import Ledger
import Scheduling

/// Whose task it is that has its turn, and what it is owed.
extension Pipeline {
    /// Whether robots.txt lets a source have an address; its operator may have a reason not to ask.
    func permission(for address: String, _ source: Configuration.Source?) -> HostRobots.Permission {
        source?.robotsOverride == nil ? robots.permission(for: address, now: stages.now) : .allowed
    }

    /// The source that a task is for; nil for a robots.txt, and for the articles of a source that has left the configuration.
    func source(of task: Int64) -> Configuration.Source? {
        if let source = sources[task]?.configuration { return source }
        if let sitemap = sitemapTasks[task] { return sources[sitemap.source]?.configuration }
        if let followUp = followUps[task] { return followUp.source }
        return (articles[task]?.source ?? looks[task]?.source).flatMap { configuration.source(named: $0) }
    }

    func address(of task: Int64) -> String? {
        sources[task]?.url ?? sitemapTasks[task]?.sitemap.url ?? joins[task]?.join.next ?? articles[task]?.url
            ?? looks[task]?.url
    }

    /// Has what is known of a waiting article or look at hand, before its turn.
    /// - Returns: false where it cannot be read: then it has its turn later.
    func takeUp(_ task: FrontierTask) -> Bool {
        do {
            if articles.contains(task.id), articles[task.id] == nil {
                let article = try stages.ledger.waiting(article: task.id)
                // It may have been settled meanwhile.
                if let article { articles.takeUp(task.id, article) } else { articles.remove(task.id) }
            } else if looks.contains(task.id), looks[task.id] == nil {
                let look = try stages.ledger.look(at: task.id)
                if let look { looks.takeUp(task.id, look) } else { looks.remove(task.id) }
            }
            return true
        } catch {
            stages.log.error(
                "the ledger cannot be read", metadata: ["article": "\(task.id)", "reason": "\(error)"])
            _ = frontier.finished(task.id, now: stages.now)
            _ = frontier.add(
                FrontierTask(
                    id: task.id, host: task.host, kind: task.kind, priority: task.priority,
                    notBefore: stages.now + attempts.backoff.first))
            return false
        }
    }

    /// Puts a task back that has had no turn after all.
    func putBack(_ task: FrontierTask) {
        // Of an article of several pages the others are under way.
        if joins[task.id] == nil {
            articles.putBack(task.id)
            looks.putBack(task.id)
        }
        _ = frontier.add(task)
    }

    /// Whether a task stands in its host's queue. What was learned about the host meanwhile may send it to another one.
    func isAtItsHost(_ task: FrontierTask, _ address: String) -> Bool {
        let host = groups.key(for: address)
        guard host != task.host else { return true }
        _ = frontier.finished(task.id, now: stages.now)
        putBack(FrontierTask(id: task.id, host: host, kind: task.kind, priority: task.priority))
        return false
    }
}

extension Configuration.FetchSettings {
    var limits: FetchLimits {
        var limits = FetchLimits()
        limits.bodyBytes = bodyLimitBytes
        limits.redirects = maxRedirects
        limits.connect = connectTimeout
        limits.total = totalTimeout
        limits.firstByte = totalTimeout
        return limits
    }
}

extension FetchRequest {
    /// What a source's options add to a request.
    mutating func apply(_ source: Configuration.Source, to address: String) {
        headers += source.headers(for: address)
        // RFC 9110, section 12.5.4: any other language is better than none.
        if let language = source.language { headers.append(("Accept-Language", "\(language), *;q=0.5")) }
        userAgent = source.requests.userAgent
        proxy = source.requests.proxy
    }
}
