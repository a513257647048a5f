import Dispatch
import Fetching
import Ledger
import Logging
import Scheduling
import Worker
import WorkerPool

/// The way of the data: source ▶ frontier ▶ fetch ▶ worker ▶ ledger ▶ delivery.
///
/// `begin` and the functions it names tell the story; this type alone knows every stage. Decisions are taken by pure types
/// (`Frontier`, `PollPolicy`, `RobotsRules`, `AttemptPolicy`), lasting state is in the ledger, and everything else here can be lost at any
/// moment: the next start takes up from the ledger.
final class Pipeline: @unchecked Sendable {  // All state is touched on `queue` only.
    let queue = DispatchQueue(label: "copydesk.pipeline")
    let stages: Stages
    let attempts: AttemptPolicy
    let firstLookAfter: Duration
    var configuration: Configuration
    var frontier: Frontier
    var robots: HostRobots
    var groups: HostGroups
    var sources: [Int64: PolledSource] = [:]
    /// Articles that are waiting or under way.
    var articles: Backlog<WaitingArticle>
    /// Sitemaps of indexes in the frontier or under way, by task.
    var sitemapTasks: [Int64: SitemapTask] = [:]
    /// Readings of sitemap indexes that are not over, by the task of their source.
    var sitemapRounds: [Int64: SitemapReading] = [:]
    /// Delivered articles that are looked at again.
    var looks = Backlog<PlannedLook>(room: 0)
    /// Articles of several pages whose next page is in the frontier, by their number.
    var joins: [Int64: ArticlePages] = [:]
    /// Addresses of robots.txt files in the frontier or under way, by task.
    var robotsTasks: [Int64: String] = [:]
    /// Tasks that wait for a robots.txt, by its address.
    var awaitingRobots: [String: [FrontierTask]] = [:]
    /// Redirects that wait for their target's turn, by task.
    var followUps: [Int64: FollowUp] = [:]
    var counts = Counts()
    var stageTimes = StageTimes()
    /// The latest delivery.
    var lastArticle: StatusSentence.LastArticle?
    /// How often in a row our own disk or workers failed.
    var ownFailures = 0

    typealias Completion = @Sendable (Result<FetchResponse, FetchError>) -> Void

    private var overload = OverloadBackoff()
    private var lastTask: Int64 = 0
    private var timer: (any DispatchSourceTimer)?
    private var isStopping = false
    /// Whether everything waits for the ledger to be looked over.
    private var isHeld = false
    private(set) var floor: DiskFloor
    private var floorTimer: (any DispatchSourceTimer)?
    var retention: RetentionDesk?
    private static let floorInterval = DispatchTimeInterval.seconds(2)
    /// Articles and polls between their fetch's start and their end.
    private(set) var underWay = 0

    /// After how long a source whose secret is not there is looked at again.
    private static let secretInterval = Duration.seconds(3600)
    /// What the ledger has of so many is in memory at a time.
    static let takenUpAtOnce = 500
    /// Fetched pages wait for a worker in memory; with this many, fetching waits.
    private static let underWayLimit = 128

    /// - Parameter attempts: how often and after how long a failed article is tried again.
    ///   - firstLook: how long after its delivery an article is first looked at again.
    ///   - articlesAtHand: of so many articles that wait what the ledger has of them is kept in memory. What is new has its turn
    ///     soon as a rule, and need not be read again.
    init(
        _ stages: Stages, _ configuration: Configuration, attempts: AttemptPolicy = AttemptPolicy(),
        firstLook: Duration = .seconds(3600), articlesAtHand: Int = 1000
    ) {
        articles = Backlog(room: articlesAtHand)
        firstLookAfter = firstLook
        self.stages = stages
        self.attempts = attempts
        self.configuration = configuration
        frontier = Frontier(policy: configuration.politeness)
        groups = HostGroups(grouping: configuration.fetch.groupHosts)
        floor = DiskFloor(limitBytes: configuration.delivery.minFreeBytes)
        robots = HostRobots(agent: configuration.fetch.respectRobots ? configuration.fetch.robotsToken : nil)
    }

    /// Takes up where the ledger stands: sources are polled when they are due, waiting articles are fetched.
    /// - Parameter held: whether nothing is begun before ``release()``.
    func start(held: Bool = false) throws {
        try queue.sync {
            isHeld = held
            try register(configuration.sources)
            var last: Int64 = 0
            while true {
                let page = try stages.ledger.waiting(limit: Self.takenUpAtOnce, after: last)
                for article in page { add(soon(article)) }
                guard let end = page.last else { break }
                last = end.id
            }
            try takeUpLooks()
            lastArticle = try stages.ledger.recentDeliveries(limit: 1).first.map {
                StatusSentence.LastArticle(
                    source: $0.source, instant: Instant(milliseconds: $0.deliveredMilliseconds))
            }
            watchFloor()
            if !held { startRetention() }
            advance()
        }
    }

    /// Begins what ``start(held:)`` has held back.
    func release() {
        queue.async { [self] in
            guard isHeld, !isStopping else { return }
            isHeld = false
            startRetention()
            advance()
        }
    }

    /// Looks at the disk now and then; fetching pauses while it is too full.
    private func watchFloor() {
        lookAtDisk()
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + Self.floorInterval, repeating: Self.floorInterval)
        timer.setEventHandler { [weak self] in self?.lookAtDisk() }
        timer.activate()
        floorTimer = timer
    }

    private func lookAtDisk() {
        floor.limitBytes = configuration.delivery.minFreeBytes
        let free = stages.desk.freeBytes
        guard floor.observe(freeBytes: free) else { return }
        let fields: Logger.Metadata = ["free": "\(free ?? 0)", "min_free": "\(floor.limitBytes)"]
        if floor.isReached {
            stages.log.error("the disk is too full, fetching pauses", metadata: fields)
        } else {
            stages.log.notice("there is room on the disk again, fetching goes on", metadata: fields)
            advance()
        }
    }

    /// An attempt that lies further ahead than any back-off goes was planned by a clock that was wrong.
    private func soon(_ article: WaitingArticle) -> WaitingArticle {
        var article = article
        let furthest = stages.now + attempts.backoff.ceiling * 2
        if article.nextAttemptMilliseconds > furthest.milliseconds { article.nextAttemptMilliseconds = stages.clock() }
        return article
    }

    /// Starts nothing more. What is under way is dropped or finished by the stages' own ends.
    func stop() {
        queue.sync {
            isStopping = true
            timer?.cancel()
            timer = nil
            floorTimer?.cancel()
            floorTimer = nil
            retention?.stop()
        }
    }

    /// To be asked for on the queue.
    var status: String {
        let failing = sources.values.count { $0.loggedFailure != nil }
        return StatusSentence(
            sources: sources.count, failing: failing, waiting: articles.count, lastArticle: lastArticle,
            isPaused: floor.isReached, isHeld: isHeld
        ).description
    }

    /// A number that no other task has; negative, since articles' are positive.
    func newTask() -> Int64 {
        lastTask -= 1
        return lastTask
    }

    /// Starts everything that is due, and sets the timer for what is due next.
    func advance() {
        dispatchPrecondition(condition: .onQueue(queue))
        guard !isStopping, !isHeld, !floor.isReached else { return }
        while underWay < Self.underWayLimit {
            switch frontier.next(now: stages.now) {
            case .start(let task): begin(task)
            case .wait(let instant): return wake(at: instant)
            case .idle, .full: return
            }
        }
    }

    /// One task of the frontier: what its address needs first, then the address itself.
    private func begin(_ task: FrontierTask) {
        if let robots = robotsTasks[task.id] { return readRobots(robots, task) }
        if followUps[task.id] != nil { return follow(task) }
        guard takeUp(task) else { return }
        guard let address = address(of: task.id) else {
            _ = frontier.finished(task.id, now: stages.now)
            return
        }
        guard isAtItsHost(task, address) else { return }
        let owner = source(of: task.id)
        if let reason = owner?.missingSecret {
            return postpone(task, until: stages.now + Self.secretInterval, reason, .login)
        }
        switch permission(for: address, owner) {
        case .unknown(let robots): askFirst(robots, task)
        case .denied(let reason, let kind): deny(task, reason, kind)
        case .unreadable(let reason, let kind, let instant): postpone(task, until: instant, reason, kind)
        case .allowed where sources[task.id] != nil: poll(task)
        case .allowed where sitemapTasks[task.id] != nil: readSitemap(task)
        case .allowed where joins[task.id] != nil: readNextPage(task)
        case .allowed: articles.contains(task.id) ? process(task) : lookAgain(task)
        }
    }

    /// Fetches for a task of the frontier; the completion runs on the queue, with the task over.
    func fetch(
        _ address: String, _ task: FrontierTask, for source: Configuration.Source?, accept: String,
        bodyLimit: Int? = nil, validators: Fetching.Validators? = nil, completion: @escaping Completion
    ) {
        var request = request(address, for: source, accept: accept)
        request.validators = validators
        if let bodyLimit {
            request.limits.bodyBytes = bodyLimit
            request.cutsBody = true
            // Five are followed, whatever the operator allows to pages (RFC 9309, section 2.3.1.2).
            request.limits.redirects = 5
        }
        fetch(request, task, for: source, completion: completion)
    }

    /// What is asked of an address, as the operator settled it.
    func request(_ address: String, for source: Configuration.Source?, accept: String) -> FetchRequest {
        var request = FetchRequest(url: address)
        request.accept = accept
        request.limits = configuration.fetch.limits
        request.allowsDowngrade = configuration.fetch.allowDowngrade
        request.leavesRedirects = true
        if let source { request.apply(source, to: address) }
        return request
    }

    /// One request. A redirect becomes a task of its own, since its target is owed what every address is.
    func fetch(
        _ request: FetchRequest, _ task: FrontierTask, for source: Configuration.Source?,
        completion: @escaping Completion
    ) {
        underWay += 1
        let start = ContinuousClock.now
        stages.fetcher.fetch(request) { [self] result in
            queue.async { [self] in
                underWay -= 1
                stageTimes.fetch.add(ContinuousClock.now - start)
                guard !isStopping else { return }
                _ = frontier.finished(task.id, now: stages.now, pause: pause(of: task.host, after: result))
                // A proxy's address says nothing of the host.
                if case .success(let response) = result, request.proxy == nil { groups.learn(response) }
                if case .success(let response) = result, let pending = response.pending {
                    let followUp = FollowUp(
                        request: request.continued(pending), target: pending.target, source: source,
                        completion: completion)
                    enqueue(followUp, task)
                } else {
                    completion(result)
                }
                advance()
            }
        }
    }

    /// Has a worker read what a host sent; the completion runs on the queue. Hosts take turns at the workers.
    func work(
        _ job: Job, for host: HostKey, completion: @escaping @Sendable (Result<Reply, WorkerFailure>) -> Void
    ) {
        enter(host)
        stages.workers.submit(job, lane: host.name) { [self] result in
            queue.async { [self] in
                defer { leave(host) }
                completion(result)
            }
        }
    }

    /// Work outside the queue that holds a host's page in memory; `advance` waits while there is too much of it, and the host
    /// while there is too much of its own.
    func enter(_ host: HostKey) {
        underWay += 1
        frontier.beginWork(host: host)
    }

    /// The end of such work, on the queue.
    func leave(_ host: HostKey) {
        underWay -= 1
        frontier.endWork(host: host)
        advance()
    }

    /// How long a server that is overloaded is left alone (RFC 9110, section 10.2.3).
    private func pause(of host: HostKey, after result: Result<FetchResponse, FetchError>) -> Duration? {
        // Without an answer nothing is known of the load; the failure is dealt with by its task.
        let response = try? result.get()
        let asked = response?.retryAfter.flatMap { RetryAfter.parse($0, now: stages.now) }
        return overload.pause(
            of: host, status: response?.status, retryAfter: asked, random: .random(in: 0..<1), now: stages.now)
    }

    private func wake(at instant: Instant) {
        timer?.cancel()
        let timer = DispatchSource.makeTimerSource(queue: queue)
        let milliseconds = max(1, min((instant - stages.now) / .milliseconds(1), 3_600_000))
        timer.schedule(deadline: .now() + .milliseconds(Int(milliseconds)))
        timer.setEventHandler { [weak self] in self?.advance() }
        timer.activate()
        self.timer = timer
    }
}
