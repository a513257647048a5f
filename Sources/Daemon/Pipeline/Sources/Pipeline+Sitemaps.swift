import Fetching
import Ledger
import Logging
import Scheduling

/// A sitemap of an index, on its way.
struct SitemapTask {
    /// The task of its source.
    let source: Int64
    let sitemap: SitemapRound.Sitemap
    let validators: SourceValidators?
}

/// The reading of one index: its round, and what ends its poll.
struct SitemapReading {
    var round: SitemapRound
    /// Addresses of the index's own sitemaps.
    let listed: Set<String>
    let validators: SourceValidators
    /// When what was new in all of them appeared.
    var published: [Instant] = []
}

/// A sitemap index's way: its changed sitemaps go through the frontier one by one, and the poll ends with the last of them.
extension Pipeline {
    func readIndex(_ index: FeedReply, _ task: Int64, _ response: FetchResponse) {
        guard let source = sources[task]?.configuration else { return }
        let validators = SourceValidators(
            etag: response.validators?.etag, lastModified: response.validators?.lastModified)
        sitemapRounds[task] = SitemapReading(
            round: SitemapRound(items: source.maxItems), listed: Set(index.items.map(\.url)), validators: validators)
        ask(for: SitemapRound.sitemaps(of: index, depth: 1), task)
        endRound(task)
    }

    /// Fetches a sitemap and has a worker read it.
    func readSitemap(_ task: FrontierTask) {
        guard let waiting = sitemapTasks[task.id], let source = sources[waiting.source]?.configuration else { return }
        let validators = waiting.validators.map {
            Fetching.Validators(etag: $0.etag, lastModified: $0.lastModified)
        }
        fetch(waiting.sitemap.url, task, for: source, accept: Self.accept, validators: validators) { [self] result in
            switch result {
            case .failure(let error) where error.kind == .cancelled: break
            case .failure(let error): sitemapFailed(task.id, reason: error.message)
            case .success(let response) where response.status == 304:
                sitemapRead(task.id, nil, waiting.validators ?? SourceValidators())
            case .success(let response) where (200..<300).contains(response.status):
                let validators = SourceValidators(
                    etag: response.validators?.etag, lastModified: response.validators?.lastModified)
                readList(response, address: waiting.sitemap.url, source: source.name, kind: .sitemap) { [self] in
                    switch $0 {
                    case .failure(let failure): sitemapFailed(task.id, reason: failure.message)
                    case .success(let reply): sitemapRead(task.id, reply, validators)
                    }
                }
            case .success(let response):
                sitemapFailed(task.id, reason: "the server answers \(response.status)")
            }
        }
    }

    /// A sitemap that cannot be read costs the others nothing; the next poll tries it again.
    func sitemapFailed(_ id: Int64, reason: String) {
        guard let task = sitemapTasks.removeValue(forKey: id) else { return }
        stages.log.warning("sitemap failed", metadata: ["url": "\(task.sitemap.url)", "reason": "\(reason)"])
        sitemapRounds[task.source]?.round.failed(task.sitemap.url, reason: reason)
        endRound(task.source)
    }

    /// Forgets what waits for a source that is no more.
    func dropSitemaps(of source: Int64) {
        for (id, task) in sitemapTasks where task.source == source {
            _ = frontier.remove(id)
            sitemapTasks[id] = nil
        }
        sitemapRounds[source] = nil
    }

    /// - Parameter reply: nil where the sitemap is as it was.
    private func sitemapRead(_ id: Int64, _ reply: FeedReply?, _ validators: SourceValidators) {
        guard let task = sitemapTasks.removeValue(forKey: id), let source = sources[task.source]?.configuration,
            let left = sitemapRounds[task.source]?.round.itemsLeft
        else { return }
        let url = task.sitemap.url
        do {
            let isIndex = reply?.kind == "sitemapIndex"
            let found = try isIndex ? nil : reply.map { try enter($0, source, limit: left) }
            if let reply, isIndex {
                ask(for: SitemapRound.sitemaps(of: reply, depth: task.sitemap.depth + 1), task.source)
            }
            try stages.ledger.recordSitemap(
                url, source: source.name,
                SitemapRecord(
                    lastModified: task.sitemap.lastModified, validators: validators, readMilliseconds: stages.clock()))
            sitemapRounds[task.source]?.published += (found?.new ?? []).compactMap {
                $0.published.flatMap(PublishedInstant.of)
            }
            sitemapRounds[task.source]?.round.read(url, items: found?.taken ?? 0, new: found?.new.count ?? 0)
        } catch {
            sitemapRounds[task.source]?.round.failed(url, reason: "\(error)")
        }
        endRound(task.source)
    }

    private func ask(for sitemaps: [SitemapRound.Sitemap], _ task: Int64) {
        guard let source = sources[task]?.configuration, var reading = sitemapRounds[task] else { return }
        // Without them every sitemap is read again, which costs transfers and loses nothing.
        let known = (try? stages.ledger.sitemaps(source: source.name)) ?? [:]
        let oldest = source.maxAge.map { stages.now - $0 }
        for sitemap in reading.round.take(sitemaps, known: known, oldest: oldest) {
            let id = newTask()
            sitemapTasks[id] = SitemapTask(
                source: task, sitemap: sitemap, validators: known[sitemap.url]?.validators)
            _ = frontier.add(FrontierTask(id: id, host: groups.key(for: sitemap.url), kind: .poll, priority: 1))
        }
        sitemapRounds[task] = reading
    }

    /// Ends the poll when nothing of it is under way. Only when all was read may the next one be answered by 304.
    private func endRound(_ task: Int64) {
        guard let reading = sitemapRounds[task], reading.round.isOver, let source = sources[task]?.configuration else {
            return
        }
        sitemapRounds[task] = nil
        let round = reading.round
        if let reason = round.failure, !round.hasRead {
            return pollFailed(task, SourceFailure(.unreadable, "a sitemap: \(reason)"))
        }
        do {
            if round.isWhole { try stages.ledger.forgetSitemaps(source: source.name, except: reading.listed) }
        } catch {
            ledgerFailed(error, source.name)
        }
        sources[task]?.rhythm?.profile.note(newItems: round.new, published: reading.published, now: stages.now)
        pollEnded(
            task, round.new == 0 ? .nothingNew : .newItems(round.new),
            recorded: .changed(round.isWhole ? reading.validators : SourceValidators()))
    }
}
