import Delivery
import Ledger
import Scheduling
import Synchronization
import Testing

@testable import Daemon

/// Lines of the journal on their way to a hook that works now and then.
@Suite struct HookRunnerTests {
    private let scratch: ScratchDirectory
    private let store: ArticleStore
    private let ledger: Ledger

    init() throws {
        scratch = try ScratchDirectory()
        store = try ArticleStore(directory: scratch.path + "/output")
        ledger = try Ledger(directory: scratch.path + "/state")
    }

    private func append(_ sequences: ClosedRange<Int64>, on day: String = "2026-05-02") throws {
        _ = try store.append(
            sequences.map { JournalEntry(sequence: $0, day: day, event: "\"op\":\"add\",\"path\":\"p\"}") })
    }

    /// One run of the daemon: registers the hook, hands over, and ends once `isDone`.
    private func run(_ target: ScriptedTarget, until isDone: @escaping @Sendable (HookRecord?) -> Bool) async throws {
        let record = try #require(try ledger.register(hooks: ["hook"]).first)
        let runner = HookRunner(
            record, target: target, output: scratch.path + "/output", ledger: ledger,
            clock: LogWriter.systemMilliseconds,
            backoff: Backoff(first: .milliseconds(1), ceiling: .milliseconds(3), jitter: 0)
        ) { _, _ in }
        runner.wake()
        try await eventually("it is done: \(target.taken)") { [ledger] in isDone(try? ledger.hooks().first) }
        await withCheckedContinuation { continuation in runner.stop { continuation.resume() } }
    }

    @Test func everyLineComesInOrderThoughTheHookFails() async throws {
        // Of 250 lines lots are refused, taken in part, and taken.
        let target = ScriptedTarget([.nothing, .part(3), .nothing, .nothing, .all, .part(1), .all, .nothing])
        try await run(ScriptedTarget([])) { $0?.position == 0 }
        try append(1...130)
        try append(131...250, on: "2026-05-03")
        try await run(target) { $0?.position == 250 }
        #expect(target.taken == Array(1...250))
        #expect(target.lots.allSatisfy { $0 <= 100 })
    }

    @Test func aRestartGoesOnWhereTheLedgerIsAndSaysHowItStands() async throws {
        try await run(ScriptedTarget([])) { $0?.position == 0 }
        try append(1...20)
        let failing = ScriptedTarget([.part(5)], otherwise: .nothing)
        try await run(failing) { ($0?.failures ?? 0) >= 3 }
        let record = try #require(try ledger.hooks().first)
        #expect(record.position == 5 && record.lastError == "not now" && record.failingSinceMilliseconds != nil)
    }

    @Test func afterARestartNothingIsSkipped() async throws {
        try await run(ScriptedTarget([])) { $0?.position == 0 }
        try append(1...20)
        let failing = ScriptedTarget([.part(5)], otherwise: .nothing)
        try await run(failing) { ($0?.failures ?? 0) >= 1 }
        let target = ScriptedTarget([])
        try await run(target) { $0?.position == 20 }
        #expect(failing.taken == Array(1...5) && target.taken == Array(6...20))
    }

    @Test func aNewHookBeginsBehindTheJournalAndOneThatIsGoneIsForgotten() throws {
        try ledger.raiseJournal(to: 41, day: "2026-05-02")
        #expect(try ledger.register(hooks: ["a", "b"]).map(\.position) == [41, 41])
        var record = HookRecord(name: "a", position: 30)
        record.fail("reason", now: 5, backoff: HookDesk.backoff, random: 0)
        try ledger.note(hook: record)
        try ledger.raiseJournal(to: 50, day: "2026-05-02")
        #expect(try ledger.register(hooks: ["a", "c"]) == [record, HookRecord(name: "c", position: 50)])
    }
}

/// Takes lots of lines as a script says.
private final class ScriptedTarget: HookTarget {
    enum Answer: Sendable {
        case all, nothing
        case part(Int)
    }

    private let state: Mutex<(answers: [Answer], taken: [Int64], lots: [Int])>
    private let otherwise: Answer

    init(_ answers: [Answer], otherwise: Answer = .all) {
        state = Mutex((answers, [], []))
        self.otherwise = otherwise
    }

    var taken: [Int64] { state.withLock { $0.taken } }
    var lots: [Int] { state.withLock { $0.lots } }

    func hand(_ lines: [HookLine], completion: @escaping @Sendable (HookOutcome) -> Void) {
        let outcome = state.withLock { state in
            let answer = state.answers.isEmpty ? otherwise : state.answers.removeFirst()
            state.lots.append(lines.count)
            switch answer {
            case .all:
                state.taken += lines.map(\.sequence)
                return HookOutcome(taken: lines.last?.sequence)
            case .nothing: return HookOutcome(failure: "not now")
            case .part(let count):
                state.taken += lines.prefix(count).map(\.sequence)
                return HookOutcome(taken: lines.prefix(count).last?.sequence, failure: "not now")
            }
        }
        completion(outcome)
    }

    func cancel() {}
}
