import Testing

@testable import Scheduling

/// Drives a frontier with a clock of its own and transfers that take a random time, and notes what happened.
private struct Simulation {
    struct Transfer {
        let task: FrontierTask
        let start: Instant
        let end: Instant
    }

    static let epoch = Instant(milliseconds: 1_700_000_000_000)
    var frontier: Frontier
    var now = epoch
    var random: SeededGenerator
    var transfers: [Transfer] = []
    var peak = 0
    var longestTransferMilliseconds: Int64 = 3000

    private var running: [(end: Instant, id: Int64)] = []

    init(policy: PolitenessPolicy, seed: UInt64) {
        frontier = Frontier(policy: policy)
        random = SeededGenerator(seed: seed)
    }

    /// Until nothing waits and nothing runs. False if the frontier got stuck.
    mutating func run() -> Bool {
        while true {
            switch frontier.next(now: now) {
            case .start(let task):
                let end = now + .milliseconds(Int64.random(in: 1...longestTransferMilliseconds, using: &random))
                transfers.append(Transfer(task: task, start: now, end: end))
                running.append((end, task.id))
                peak = max(peak, running.count)
            case .wait(let moment):
                guard moment > now else { return false }
                finishFirst(before: moment)
            case .idle:
                if running.isEmpty { return frontier.count == 0 }
                finishFirst(before: .distantFuture)
            case .full:
                finishFirst(before: .distantFuture)
            }
        }
    }

    /// Lets time pass to the first end of a transfer, or to the moment if that comes first.
    private mutating func finishFirst(before moment: Instant) {
        guard let first = running.indices.min(by: { running[$0].end < running[$1].end }), running[first].end < moment
        else {
            now = moment
            return
        }
        now = max(now, running[first].end)
        frontier.finished(running.remove(at: first).id, now: now)
    }

    var byHost: [[Transfer]] {
        Array(Dictionary(grouping: transfers, by: \.task.host).values)
    }
}

@Suite struct FrontierSimulationTests {
    @Test(arguments: [(1, 1), (3, 2), (16, 3), (64, 4)])
    func politeWhateverComes(_ maximumTransfers: Int, seed: Int) {
        let policy = PolitenessPolicy(maximumTransfers: maximumTransfers, defaultDelay: .milliseconds(700))
        var simulation = Simulation(policy: policy, seed: UInt64(seed))
        for id in 0..<1500 {
            let skewed =
                Int.random(in: 0..<40, using: &simulation.random) * Int.random(in: 0..<40, using: &simulation.random)
            simulation.frontier.add(
                FrontierTask(
                    id: Int64(id), host: HostKey("host\(skewed / 40)"), kind: .article,
                    priority: .random(in: 0...3, using: &simulation.random),
                    notBefore: Simulation.epoch + .seconds(Int.random(in: 0...60, using: &simulation.random))))
        }
        simulation.frontier.setDelay(.seconds(5), host: "host3")
        let isDone = simulation.run()
        #expect(isDone)
        #expect(Set(simulation.transfers.map(\.task.id)).count == 1500)
        #expect(simulation.transfers.count == 1500)
        #expect(simulation.peak == maximumTransfers || (maximumTransfers > 40 && simulation.peak < 41))
        #expect(simulation.transfers.allSatisfy { $0.start >= $0.task.notBefore })
        for transfers in simulation.byHost {
            let delay = transfers[0].task.host == "host3" ? Duration.seconds(5) : .milliseconds(700)
            for (earlier, later) in zip(transfers, transfers.dropFirst()) {
                #expect(later.start >= earlier.end + delay)
            }
        }
    }

    @Test func noHostStartsTwiceWhileAnotherWaits() {
        var simulation = Simulation(policy: PolitenessPolicy(maximumTransfers: 2, defaultDelay: .zero), seed: 9)
        for id in 0..<900 {
            // Host 0 has two thirds of everything and the highest priority.
            let host = id % 3 == 0 ? id % 20 : 0
            simulation.frontier.add(
                FrontierTask(
                    id: Int64(id), host: HostKey("h\(host)"), kind: .article, priority: host == 0 ? 9 : 0,
                    notBefore: Simulation.epoch))
        }
        let isDone = simulation.run()
        #expect(isDone)
        var eligible: [HostKey: Instant] = [:]
        for transfer in simulation.transfers {
            let since = eligible[transfer.task.host] ?? Simulation.epoch
            let overtaking = simulation.transfers.filter {
                $0.task.host != transfer.task.host && $0.start > since && $0.start < transfer.start
            }
            let most = Dictionary(grouping: overtaking, by: \.task.host).values.map(\.count).max() ?? 0
            #expect(most <= 1)
            eligible[transfer.task.host] = transfer.end
        }
    }

    @Test func newcomersQueueUpBehindThoseWhoWait() {
        let frontier = DrivenFrontier(PolitenessPolicy(maximumTransfers: 1, defaultDelay: .zero))
        let now = Simulation.epoch
        frontier.add(FrontierTask(id: 1, host: "busy", kind: .article))
        #expect(frontier.start(now) == 1)
        frontier.add(FrontierTask(id: 2, host: "patient", kind: .article))
        #expect(frontier.next(now + .seconds(5)) == .full)
        for id in Int64(10)..<20 {
            frontier.add(FrontierTask(id: id, host: HostKey("new\(id)"), kind: .article, priority: 9))
        }
        frontier.finish(1, now + .seconds(6))
        #expect(frontier.start(now + .seconds(6)) == 2)
    }

    @Test func aStepStaysCheapWithFiftyThousandTasks() {
        var frontier = Frontier(policy: PolitenessPolicy(maximumTransfers: 100, defaultDelay: .zero))
        let hosts = (0..<2000).map { HostKey("host\($0).example") }
        let clock = ContinuousClock()
        let tasks = 50_000
        let time = clock.measure {
            for id in 0..<tasks {
                frontier.add(
                    FrontierTask(id: Int64(id), host: hosts[id % 2000], kind: .article, notBefore: Simulation.epoch))
            }
            var now = Simulation.epoch
            var done = 0
            while case .start(let task) = frontier.next(now: now) {
                now = now + .milliseconds(1)
                frontier.finished(task.id, now: now)
                done += 1
            }
            #expect(done == tasks && frontier.count == 0)
        }
        // A quadratic step would take minutes; the bound leaves a debug build on a busy machine its time.
        #expect(time < .seconds(20), "\(time)")
    }
}

@Suite struct FrontierClockTests {
    private static let noon = Instant(milliseconds: 1_700_000_000_000)
    private static let decade = Duration.seconds(3650 * 86_400)

    private let frontier = DrivenFrontier(PolitenessPolicy(defaultDelay: .seconds(2)))

    private func add(_ id: Int64, _ host: HostKey = "a", at moment: Instant) {
        frontier.add(FrontierTask(id: id, host: host, kind: .poll, notBefore: moment))
    }

    @Test(arguments: [Duration.milliseconds(1), .seconds(3600), Self.decade])
    func whatWasLeftOfASpanSurvivesAJumpBack(_ jump: Duration) {
        add(1, at: Self.noon)
        add(2, at: Self.noon)
        add(3, "b", at: Self.noon + .seconds(30))
        #expect(frontier.start(Self.noon) == 1)
        frontier.finish(1, Self.noon)
        #expect(frontier.next(Self.noon + .seconds(1)) == .wait(until: Self.noon + .seconds(2)))
        let back = Self.noon + .seconds(1) - jump
        #expect(frontier.next(back) == .wait(until: back + .seconds(1)))
        #expect(frontier.start(back + .seconds(1)) == 2)
        #expect(frontier.next(back + .seconds(2)) == .wait(until: back + .seconds(29)))
        #expect(frontier.start(back + .seconds(29)) == 3)
    }

    @Test func aJumpBackDuringATransferKeepsTheDelay() {
        add(1, at: Self.noon)
        add(2, at: Self.noon)
        #expect(frontier.start(Self.noon) == 1)
        let back = Self.noon - Self.decade
        frontier.finish(1, back, pause: .seconds(9))
        #expect(frontier.next(back) == .wait(until: back + .seconds(9)))
        #expect(frontier.start(back + .seconds(9)) == 2)
    }

    @Test func aJumpAheadAndBackStopsNothing() {
        add(1, at: Self.noon)
        #expect(frontier.start(Self.noon) == 1)
        let ahead = Self.noon + Self.decade
        frontier.finish(1, ahead)
        add(2, at: ahead + .seconds(60))
        #expect(frontier.next(ahead + .seconds(10)) == .wait(until: ahead + .seconds(60)))
        let again = Self.noon + .seconds(11)
        #expect(frontier.next(again) == .wait(until: again + .seconds(50)))
        add(3, "b", at: again + .seconds(20))
        #expect(frontier.next(again) == .wait(until: again + .seconds(20)))
        #expect(frontier.start(again + .seconds(20)) == 3)
        #expect(frontier.start(again + .seconds(50)) == 2)
    }

    @Test func aJumpAheadStartsEachHostOnceAndThenKeepsTheDelay() {
        for id in 1...6 { add(Int64(id), id % 2 == 0 ? "a" : "b", at: Self.noon + .seconds(id)) }
        let ahead = Self.noon + Self.decade
        #expect(frontier.next(Self.noon) == .wait(until: Self.noon + .seconds(1)))
        #expect(frontier.start(ahead) == 1)
        #expect(frontier.start(ahead) == 2)
        #expect(frontier.next(ahead) == .idle)
        frontier.finish(1, ahead)
        frontier.finish(2, ahead)
        #expect(frontier.next(ahead) == .wait(until: ahead + .seconds(2)))
    }

    @Test func manyJumpsInEveryDirectionLoseNoTask() {
        var random = SeededGenerator(seed: 11)
        var now = Self.noon
        var done: Set<Int64> = []
        for id in 0..<400 { add(Int64(id), HostKey("h\(id % 7)"), at: now + .seconds(id)) }
        for _ in 0..<20_000 where done.count < 400 {
            if Int.random(in: 0..<50, using: &random) == 0 {
                now = now + .seconds(Int64.random(in: -100_000_000...100_000_000, using: &random))
            }
            switch frontier.next(now) {
            case .start(let task):
                frontier.finish(task.id, now)
                done.insert(task.id)
            case .wait(let moment): now = moment
            case .idle, .full: Issue.record("tasks wait, but the frontier says otherwise")
            }
        }
        #expect(done.count == 400)
    }

    @Test(arguments: [Instant.distantPast, .distantFuture, Instant(milliseconds: 0)])
    func extremeMomentsDoNotTrap(_ now: Instant) {
        add(1, at: .distantPast)
        #expect(frontier.start(now) == 1)
        frontier.finish(1, now, pause: .seconds(Int64.max))
        add(2, "b", at: .distantFuture)
        _ = frontier.next(Self.noon)
        _ = frontier.next(now)
        #expect(frontier.value.count == 1 || frontier.value.running == 1)
    }
}
