/// A task in a host's queue: what is left of a `FrontierTask` when the host is known. 32 bytes.
struct WaitingTask: Sendable {
    let id: Int64
    /// In steady time.
    let notBefore: Instant
    /// Order of insertion, over all hosts; tells a task from an older one with the same id.
    let sequence: UInt64
    let priority: Int32
    let kind: FrontierTask.Kind
}

/// Order of what is not due yet.
struct ByMoment: Comparable, Sendable {
    let task: WaitingTask

    static func == (left: ByMoment, right: ByMoment) -> Bool { left.task.sequence == right.task.sequence }

    static func < (left: ByMoment, right: ByMoment) -> Bool {
        if left.task.notBefore != right.task.notBefore { return left.task.notBefore < right.task.notBefore }
        if left.task.priority != right.task.priority { return left.task.priority > right.task.priority }
        return left.task.sequence < right.task.sequence
    }
}

/// Order of what is due.
struct ByRank: Comparable, Sendable {
    let task: WaitingTask

    static func == (left: ByRank, right: ByRank) -> Bool { left.task.sequence == right.task.sequence }

    static func < (left: ByRank, right: ByRank) -> Bool {
        if left.task.priority != right.task.priority { return left.task.priority > right.task.priority }
        if left.task.notBefore != right.task.notBefore { return left.task.notBefore < right.task.notBefore }
        return left.task.sequence < right.task.sequence
    }
}

/// What the frontier knows of one host. All moments are in steady time.
struct FrontierHost: Sendable {
    let key: HostKey
    /// The operator's terms.
    var delay: Duration
    var connections: Int
    /// What robots.txt asks for, already cut to the ceiling.
    var crawlDelay: Duration = .zero

    /// The last start or end of a transfer; nil before the first.
    var lastTransfer: Instant?
    /// Set by Retry-After or a back-off.
    var pausedUntil = Instant.distantPast
    /// The last time anything was said about the host; an old one is forgotten.
    var lastMention = Instant.distantPast

    var running = 0
    /// Answers that are still worked on.
    var unfinished = 0
    /// Tasks that really wait; the heaps may also hold removed ones.
    var waiting = 0
    var later = Heap<ByMoment>()
    var due = Heap<ByRank>()

    /// Its place in the queue of hosts, if it stands there.
    var queuedAt: Instant?
    var ticket: UInt64 = 0
    /// When it last had its turn, counted in starts.
    var lastTurn: UInt64 = 0

    init(key: HostKey, terms: (delay: Duration, connections: Int)) {
        self.key = key
        delay = terms.delay
        connections = terms.connections
    }

    /// When the host may be asked again, whatever waits.
    var gate: Instant {
        guard let lastTransfer else { return pausedUntil }
        return max(lastTransfer + max(delay, crawlDelay), pausedUntil)
    }

    /// Whether one more transfer is within its terms.
    func mayRun(_ policy: PolitenessPolicy) -> Bool {
        running < connections && running + unfinished < max(connections, policy.unfinishedPerHost)
    }

    /// Tasks that one step moves at most. A million due at once on one host took 1.6 s in one step.
    static let promotionLimit = 1000

    /// Moves what has become due to the queue where priority counts, the longest due first. What a huge backlog leaves
    /// over follows with the next steps.
    mutating func promote(now: Instant) {
        for _ in 0..<Self.promotionLimit {
            guard let first = later.first, first.task.notBefore <= now else { return }
            due.insert(ByRank(task: first.task))
            _ = later.popFirst()
        }
    }
}

/// A host's place in the queue of hosts: by the moment it may start, then by whose turn is longest ago.
struct HostTurn: Comparable, Sendable {
    let moment: Instant
    let lastTurn: UInt64
    let ticket: UInt64
    let host: Int

    static func == (left: HostTurn, right: HostTurn) -> Bool { left.ticket == right.ticket }

    static func < (left: HostTurn, right: HostTurn) -> Bool {
        if left.moment != right.moment { return left.moment < right.moment }
        if left.lastTurn != right.lastTurn { return left.lastTurn < right.lastTurn }
        return left.ticket < right.ticket
    }
}
