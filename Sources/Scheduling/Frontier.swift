// Scheduling: when what is asked of whom.
//
// In: tasks, the moment, what came of a transfer, the bytes of a robots.txt. Out: the next task to start or how long to
// wait, whether a path is allowed, when to poll a source again and why. It never reads a clock, never draws a random
// number of its own, never does I/O and imports nothing, not even Foundation; every rule here is tested without waiting.

/// All requests that are to be made, and whose turn it is.
///
/// Promises: at most one transfer per host (or as many as the policy says) and its delay between them; hosts take
/// turns in the order in which they may be asked again, so none starves another; within a host what is due goes by
/// priority, then by moment, then as inserted. Each step is O(log n), amortised. A wall clock that jumps back delays
/// nothing (`SteadyClock`). A value with one owner; the caller guards it.
public struct Frontier: Sendable {
    private var policy: PolitenessPolicy
    private var clock = SteadyClock()
    private var hosts = HostTable()
    private var queue = Heap<HostTurn>()
    /// Hosts that stand in `queue`; the rest of its entries are outdated.
    private var queuedHosts = 0
    private var places: [Int64: Place] = [:]
    private var transfers: [Int64: Int] = [:]
    private var sequence: UInt64 = 0
    private var tickets: UInt64 = 0
    private var turns: UInt64 = 0

    private struct Place {
        let sequence: UInt64
        let host: Int
    }

    public init(policy: PolitenessPolicy) {
        self.policy = policy
    }

    /// Tasks that wait.
    public var count: Int { places.count }

    /// Tasks that run.
    public var running: Int { transfers.count }

    /// Whether the task waits or runs.
    public func contains(_ id: Int64) -> Bool {
        places[id] != nil || transfers[id] != nil
    }

    /// Tasks of one host that wait.
    public func waiting(host: HostKey) -> Int {
        hosts.number(of: host).map { hosts[$0].waiting } ?? 0
    }

    /// Takes a task in. One whose id already waits or runs is ignored; to move it, `remove` it first.
    ///
    /// `notBefore` is read by the clock that the latest `next` or `finished` saw.
    /// - Returns: whether it was new.
    @discardableResult
    public mutating func add(_ task: FrontierTask) -> Bool {
        guard !contains(task.id) else { return false }
        sequence += 1
        let host = hosts.intern(task.host, policy: policy, now: clock.now)
        places[task.id] = Place(sequence: sequence, host: host)
        let entry = WaitingTask(
            id: task.id, notBefore: clock.steady(task.notBefore), sequence: sequence, priority: task.priority,
            kind: task.kind)
        hosts[host].later.insert(ByMoment(task: entry))
        hosts[host].waiting += 1
        requeue(host)
        return true
    }

    /// What to do now. After `.start`, ask again; after anything else, wait for the moment named or for an event.
    public mutating func next(now wall: Instant) -> FrontierStep {
        let now = clock.observe(wall)
        guard transfers.count < policy.maximumTransfers else { return .full }
        while let head = firstTurn() {
            guard head.moment <= now else { return .wait(until: clock.wall(head.moment)) }
            if let task = takeTask(of: head.host, now: now) { return .start(task) }
            requeue(head.host)
        }
        return .idle
    }

    /// A transfer has ended, in whatever way. An unknown id is ignored.
    /// - Parameters:
    ///   - id: of the task.
    ///   - wall: when it ended.
    ///   - pause: rest for the whole host, as Retry-After or a back-off demands it.
    /// - Returns: whether it was running.
    @discardableResult
    public mutating func finished(_ id: Int64, now wall: Instant, pause: Duration? = nil) -> Bool {
        let now = clock.observe(wall)
        guard let host = transfers.removeValue(forKey: id) else { return false }
        hosts[host].running -= 1
        hosts[host].lastTransfer = now
        hosts[host].lastMention = now
        if let pause {
            hosts[host].pausedUntil = max(hosts[host].pausedUntil, now + min(pause, policy.pauseCeiling))
        }
        requeue(host)
        return true
    }

    /// Work on what a host has sent begins; its end is told by ``endWork(host:)``. With too much of it the host is asked for
    /// no more.
    public mutating func beginWork(host key: HostKey) {
        let host = hosts.intern(key, policy: policy, now: clock.now)
        hosts[host].unfinished += 1
        requeue(host)
    }

    /// The end of what ``beginWork(host:)`` told of.
    public mutating func endWork(host key: HostKey) {
        guard let host = hosts.number(of: key), hosts[host].unfinished > 0 else { return }
        hosts[host].unfinished -= 1
        requeue(host)
    }

    /// What robots.txt asks for (Crawl-delay), honoured up to the policy's ceiling; nil if it asks for nothing. It never
    /// shortens the operator's delay. Counts from the last transfer, so also for the very next one.
    public mutating func setDelay(_ delay: Duration?, host key: HostKey) {
        let host = hosts.intern(key, policy: policy, now: clock.now)
        hosts[host].crawlDelay = min(delay ?? .zero, policy.crawlDelayCeiling)
        requeue(host)
    }

    /// Drops a waiting task. One that runs is not touched.
    /// - Returns: whether it was waiting.
    @discardableResult
    public mutating func remove(_ id: Int64) -> Bool {
        guard let place = places.removeValue(forKey: id) else { return false }
        hosts[place.host].waiting -= 1
        dropOutdatedTasks(of: place.host)
        requeue(place.host)
        return true
    }

    /// Drops all waiting tasks of a host. What runs is not touched.
    public mutating func removeAll(host key: HostKey) {
        guard let host = hosts.number(of: key) else { return }
        let tasks = hosts[host].later.unordered.map(\.task) + hosts[host].due.unordered.map(\.task)
        for task in tasks where isWaiting(task) {
            places[task.id] = nil
        }
        hosts[host].later = Heap()
        hosts[host].due = Heap()
        hosts[host].waiting = 0
        requeue(host)
    }

    /// Puts a new policy in force, as after a reload. What runs goes on.
    public mutating func setPolicy(_ policy: PolitenessPolicy) {
        self.policy = policy
        for host in hosts.numbers {
            (hosts[host].delay, hosts[host].connections) = policy.terms(for: hosts[host].key)
            hosts[host].crawlDelay = min(hosts[host].crawlDelay, policy.crawlDelayCeiling)
            requeue(host)
        }
    }
}

extension Frontier {
    /// Starts the best due task of a host and sends the host to the end of the queue.
    private mutating func takeTask(of host: Int, now: Instant) -> FrontierTask? {
        hosts[host].promote(now: now)
        leaveQueue(host)
        while let task = hosts[host].due.popFirst()?.task {
            guard isWaiting(task) else { continue }
            turns += 1
            places[task.id] = nil
            transfers[task.id] = host
            hosts[host].waiting -= 1
            hosts[host].running += 1
            hosts[host].lastTurn = turns
            hosts[host].lastTransfer = now
            hosts[host].lastMention = now
            requeue(host)
            return FrontierTask(
                id: task.id, host: hosts[host].key, kind: task.kind, priority: task.priority,
                notBefore: clock.wall(task.notBefore))
        }
        return nil
    }

    /// Puts a host where it now belongs in the queue. One that may already start keeps its place.
    private mutating func requeue(_ host: Int) {
        guard let earliest = earliestStart(of: host) else { return leaveQueue(host) }
        if let queuedAt = hosts[host].queuedAt {
            if queuedAt == earliest || max(queuedAt, earliest) <= clock.now { return }
        }
        leaveQueue(host)
        tickets += 1
        queuedHosts += 1
        // Whoever comes now with something old queues up behind those who have been waiting.
        let moment = max(earliest, clock.now)
        hosts[host].queuedAt = moment
        hosts[host].ticket = tickets
        queue.insert(HostTurn(moment: moment, lastTurn: hosts[host].lastTurn, ticket: tickets, host: host))
        dropOutdatedTurns()
    }

    private mutating func leaveQueue(_ host: Int) {
        guard hosts[host].queuedAt != nil else { return }
        hosts[host].queuedAt = nil
        queuedHosts -= 1
    }

    /// When a host may start its next task; nil while it has none, or as many connections or answers under way as it may.
    private mutating func earliestStart(of host: Int) -> Instant? {
        guard hosts[host].waiting > 0, hosts[host].mayRun(policy) else { return nil }
        while let task = hosts[host].due.first?.task {
            if isWaiting(task) { return hosts[host].gate }
            _ = hosts[host].due.popFirst()
        }
        while let task = hosts[host].later.first?.task {
            if isWaiting(task) { return max(hosts[host].gate, task.notBefore) }
            _ = hosts[host].later.popFirst()
        }
        return nil
    }

    private mutating func firstTurn() -> HostTurn? {
        while let turn = queue.first {
            if isInForce(turn) { return turn }
            _ = queue.popFirst()
        }
        return nil
    }

    private func isInForce(_ turn: HostTurn) -> Bool {
        hosts[turn.host].queuedAt != nil && hosts[turn.host].ticket == turn.ticket
    }

    private func isWaiting(_ task: WaitingTask) -> Bool {
        places[task.id]?.sequence == task.sequence
    }

    /// Removed tasks stay in the heaps until they surface; here they go before they outnumber the others.
    private mutating func dropOutdatedTasks(of host: Int) {
        guard hosts[host].later.count + hosts[host].due.count > 2 * hosts[host].waiting + 16 else { return }
        let places = places
        hosts[host].later.keepOnly { places[$0.task.id]?.sequence == $0.task.sequence }
        hosts[host].due.keepOnly { places[$0.task.id]?.sequence == $0.task.sequence }
    }

    private mutating func dropOutdatedTurns() {
        guard queue.count > 2 * queuedHosts + 64 else { return }
        let hosts = hosts
        queue.keepOnly { hosts[$0.host].queuedAt != nil && hosts[$0.host].ticket == $0.ticket }
    }
}

extension Frontier {
    /// Entries in all heaps, outdated ones too. For tests of what it keeps in memory.
    var footprint: Int {
        hosts.numbers.reduce(queue.count) { $0 + hosts[$1].later.count + hosts[$1].due.count }
    }

    /// Hosts it remembers. For the same tests.
    var knownHosts: Int { hosts.numbers.count }
}
