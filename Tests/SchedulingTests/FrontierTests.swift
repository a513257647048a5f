import Testing

@testable import Scheduling

private let start = Instant(milliseconds: 1_700_000_000_000)

private func task(
    _ id: Int64, _ host: String = "a", after: Duration = .zero, priority: Int32 = 0, kind: FrontierTask.Kind = .article
) -> FrontierTask {
    FrontierTask(id: id, host: HostKey(host), kind: kind, priority: priority, notBefore: start + after)
}

@Suite struct FrontierTests {
    private let frontier = DrivenFrontier(PolitenessPolicy(maximumTransfers: 4, defaultDelay: .seconds(2)))

    @Test func emptyIsIdle() {
        #expect(frontier.next(start) == .idle)
        #expect(frontier.value.count == 0 && frontier.value.running == 0)
    }

    @Test func handsTheTaskBackUnchanged() {
        let poll = task(7, after: .seconds(-3), priority: 9, kind: .poll)
        frontier.add(poll)
        #expect(frontier.next(start) == .start(poll))
        #expect(frontier.value.running == 1 && frontier.value.count == 0 && frontier.value.contains(7))
    }

    @Test func waitsForTheTask() {
        frontier.add(task(1, after: .seconds(5)))
        #expect(frontier.next(start) == .wait(until: start + .seconds(5)))
        #expect(frontier.next(start + .milliseconds(4999)) == .wait(until: start + .seconds(5)))
        #expect(frontier.start(start + .seconds(5)) == 1)
    }

    @Test func oneAtATimeAndTheDelayCountsFromTheEnd() {
        frontier.add(task(1))
        frontier.add(task(2))
        #expect(frontier.start(start) == 1)
        #expect(frontier.next(start + .seconds(60)) == .idle)
        frontier.finish(1, start + .seconds(60))
        #expect(frontier.next(start + .seconds(60)) == .wait(until: start + .seconds(62)))
        #expect(frontier.start(start + .seconds(62)) == 2)
    }

    @Test func aHostWhoseAnswersAreNotWorkedOnIsAskedForNoMore() {
        var policy = PolitenessPolicy(connectionsPerHost: 2, unfinishedPerHost: 3, defaultDelay: .zero)
        let frontier = DrivenFrontier(policy)
        for id in 1...6 { frontier.add(task(Int64(id))) }
        for id in Int64(1)...2 {
            #expect(frontier.start(start) == id)
            frontier.finish(id, start)
            frontier.change { $0.beginWork(host: "a") }
        }
        frontier.add(task(9, "b"))
        #expect([frontier.start(start), frontier.start(start)] == [9, 3])
        #expect(frontier.next(start) == .idle)
        frontier.change { $0.endWork(host: "a") }
        #expect(frontier.start(start) == 4 && frontier.next(start) == .idle)
        policy.unfinishedPerHost = 8
        frontier.change { $0.setPolicy(policy) }
        frontier.finish(3, start)
        #expect(frontier.start(start) == 5)
    }

    @Test func moreEndsThanBeginningsAndStrangersChangeNothing() {
        frontier.change { $0.endWork(host: "stranger") }
        frontier.change { $0.beginWork(host: "a") }
        for _ in 0..<3 { frontier.change { $0.endWork(host: "a") } }
        frontier.add(task(1))
        #expect(frontier.start(start) == 1)
    }

    @Test func fullUntilOneFinishes() {
        for id in 1...6 { frontier.add(task(Int64(id), "host\(id)")) }
        for id in 1...4 { #expect(frontier.start(start) == Int64(id)) }
        #expect(frontier.next(start) == .full)
        frontier.finish(3, start)
        #expect(frontier.start(start) == 5)
        #expect(frontier.next(start) == .full)
    }

    @Test func addIsIdempotentWhileWaitingAndRunning() {
        #expect(frontier.add(task(1)))
        #expect(!frontier.add(task(1, "b")))
        #expect(frontier.value.count == 1 && frontier.value.waiting(host: "b") == 0)
        #expect(frontier.start(start) == 1)
        #expect(!frontier.add(task(1)))
        frontier.finish(1, start)
        #expect(frontier.add(task(1)))
    }

    @Test func finishingTwiceOrAStrangerChangesNothing() {
        frontier.add(task(1))
        #expect(!frontier.finish(1, start))
        _ = frontier.start(start)
        #expect(frontier.finish(1, start))
        #expect(!frontier.finish(1, start, pause: .seconds(99)))
        frontier.add(task(2))
        #expect(frontier.next(start) == .wait(until: start + .seconds(2)))
    }

    @Test func withinAHostByPriorityMomentInsertion() {
        let tasks = [
            task(1, after: .seconds(-5)), task(2, after: .seconds(-9)), task(3, after: .seconds(-9)),
            task(4, after: .seconds(-1), priority: 5), task(5, after: .seconds(600), priority: 99),
            task(6, after: .seconds(-1), priority: -1),
        ]
        #expect(order(of: tasks) == [4, 2, 3, 1, 6, 5])
    }

    @Test func whatIsNotDueNeverGoesFirst() {
        frontier.add(task(1, after: .seconds(9), priority: 100))
        frontier.add(task(2, after: .seconds(10), priority: 200))
        frontier.add(task(3, after: .seconds(3)))
        #expect(frontier.start(start + .seconds(4)) == 3)
        frontier.finish(3, start + .seconds(9))
        #expect(frontier.start(start + .seconds(30)) == 2)
    }

    private func order(of tasks: [FrontierTask]) -> [Int64] {
        for task in tasks { frontier.add(task) }
        var now = start
        var ids: [Int64] = []
        while true {
            switch frontier.next(now) {
            case .start(let task):
                ids.append(task.id)
                frontier.finish(task.id, now)
            case .wait(let moment): now = moment
            case .idle, .full: return ids
            }
        }
    }

    @Test func aPauseHoldsTheWholeHostAndNoOther() {
        for id in 1...3 { frontier.add(task(Int64(id))) }
        frontier.add(task(9, "b"))
        #expect(frontier.start(start) == 1)
        frontier.finish(1, start, pause: .seconds(3600))
        #expect(frontier.start(start) == 9)
        #expect(frontier.next(start) == .wait(until: start + .seconds(3600)))
        frontier.finish(9, start)
        #expect(frontier.start(start + .seconds(3600)) == 2)
        frontier.finish(2, start + .seconds(3600), pause: .seconds(0))
        #expect(frontier.next(start + .seconds(3600)) == .wait(until: start + .seconds(3602)))
    }

    @Test func anEndlessPauseIsCut() {
        frontier.add(task(1))
        frontier.add(task(2))
        _ = frontier.start(start)
        frontier.finish(1, start, pause: .seconds(Int64.max / 2))
        #expect(frontier.next(start) == .wait(until: start + .seconds(7 * 86_400)))
    }

    @Test(arguments: [(10, 10), (1, 2), (0, 2), (9999, 60)])
    func crawlDelayCountsUpToTheCeilingAndNeverShortens(_ asked: Int, kept: Int) {
        frontier.add(task(1))
        frontier.add(task(2))
        _ = frontier.start(start)
        frontier.finish(1, start)
        #expect(frontier.next(start) == .wait(until: start + .seconds(2)))
        frontier.change { $0.setDelay(.seconds(asked), host: "a") }
        #expect(frontier.next(start) == .wait(until: start + .seconds(kept)))
        frontier.change { $0.setDelay(nil, host: "a") }
        #expect(frontier.next(start) == .wait(until: start + .seconds(2)))
    }

    @Test func exceptionsByHostPattern() {
        let exceptions = [
            PolitenessPolicy.HostException(pattern: "api.example.org", delay: .seconds(30)),
            .init(pattern: "*.example.org", delay: .zero, connections: 2),
        ]
        let policy = PolitenessPolicy(defaultDelay: .seconds(5), exceptions: exceptions)
        #expect(policy.terms(for: "api.example.org").delay == .seconds(30))
        #expect(policy.terms(for: "www.example.org").connections == 2)
        #expect(policy.terms(for: "example.org").delay == .zero)
        #expect(policy.terms(for: "badexample.org").delay == .seconds(5))
        let frontier = DrivenFrontier(policy)
        for id in 1...3 { frontier.add(task(Int64(id), "www.example.org")) }
        #expect(frontier.start(start) == 1)
        #expect(frontier.start(start) == 2)
        #expect(frontier.next(start) == .idle)
    }

    @Test(arguments: [
        ("example.org:8080", true), ("example.org", true), ("a.example.org:1", true), ("an-example.org", false),
        ("example.org.net:80", false), ("[::1]:80", false),
    ])
    func aPatternHoldsOnEveryPort(_ host: String, isMatched: Bool) {
        #expect(PolitenessPolicy.HostException(pattern: "*.example.org").matches(HostKey(host)) == isMatched)
    }

    @Test func aNewPolicyHoldsAtOnce() {
        frontier.add(task(1))
        frontier.add(task(2))
        _ = frontier.start(start)
        frontier.finish(1, start)
        frontier.change { $0.setPolicy(PolitenessPolicy(maximumTransfers: 1, defaultDelay: .seconds(20))) }
        #expect(frontier.next(start + .seconds(2)) == .wait(until: start + .seconds(20)))
        frontier.change { $0.setPolicy(PolitenessPolicy(maximumTransfers: 1, defaultDelay: .seconds(1))) }
        #expect(frontier.start(start + .seconds(2)) == 2)
    }

    @Test func removedTasksDoNotRun() {
        for id in 1...3 { frontier.add(task(Int64(id))) }
        #expect(frontier.remove(1))
        #expect(!frontier.remove(1))
        #expect(frontier.add(task(1, after: .seconds(50))), "the same id may come again")
        #expect(frontier.start(start) == 2)
        #expect(!frontier.remove(2), "running")
        frontier.remove(3)
        frontier.finish(2, start)
        #expect(frontier.next(start) == .wait(until: start + .seconds(50)))
        #expect(frontier.value.count == 1 && frontier.value.waiting(host: "a") == 1)
    }

    @Test func removingTheFirstShowsTheNext() {
        frontier.add(task(1, after: .seconds(10)))
        frontier.add(task(2, after: .seconds(20)))
        #expect(frontier.next(start) == .wait(until: start + .seconds(10)))
        frontier.remove(1)
        #expect(frontier.next(start) == .wait(until: start + .seconds(20)))
        frontier.remove(2)
        #expect(frontier.next(start) == .idle)
    }

    @Test func removeAllOfAHost() {
        for id in 1...10 { frontier.add(task(Int64(id), id % 2 == 0 ? "even" : "odd")) }
        frontier.change { $0.removeAll(host: "even") }
        frontier.change { $0.removeAll(host: "unknown") }
        #expect(
            frontier.value.count == 5 && frontier.value.waiting(host: "even") == 0
                && frontier.value.waiting(host: "odd") == 5)
        #expect(frontier.add(task(2, "even")))
    }

    @Test func aHugeBacklogIsTakenOverInSteps() {
        let backlog = FrontierHost.promotionLimit * 3
        for id in 0..<backlog { frontier.add(task(Int64(id), after: .milliseconds(id - backlog))) }
        frontier.add(task(-1, after: .seconds(-99), priority: 9, kind: .robots))
        #expect(frontier.start(start) == -1)
        var now = start
        for id in 0..<backlog {
            frontier.finish(Int64(id) - 1, now)
            now = now + .seconds(2)
            #expect(frontier.start(now) == Int64(id))
        }
        #expect(frontier.value.count == 0)
    }

    @Test func addingAndRemovingForYearsStaysSmall() {
        for id in 0..<20_000 {
            frontier.add(task(Int64(id), after: .seconds(id)))
            if id >= 10 { frontier.remove(Int64(id - 10)) }
        }
        #expect(frontier.value.count == 10)
        #expect(frontier.value.footprint <= 200)
    }

    @Test func hostsOfLongAgoAreForgotten() {
        for id in 0..<10_000 {
            let now = start + .seconds(id * 3600)
            frontier.add(task(Int64(id), "host\(id)"))
            #expect(frontier.start(now) == Int64(id))
            frontier.finish(Int64(id), now)
        }
        #expect(frontier.value.knownHosts <= 1100)
    }
}
