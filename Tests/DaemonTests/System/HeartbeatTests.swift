import Dispatch
import Synchronization
import Testing

@testable import Daemon

@Suite struct HeartbeatTests {
    /// A station that holds beats until it is let go.
    private final class Gate: Sendable {
        private let held = Mutex<[@Sendable () -> Void]>([])

        var waiting: Int { held.withLock { $0.count } }

        func pass(_ next: @escaping @Sendable () -> Void) { held.withLock { $0.append(next) } }

        func open() {
            let all = held.withLock { held in
                defer { held = [] }
                return held
            }
            for next in all { next() }
        }
    }

    private final class Arrivals: Sendable {
        private let number = Mutex(0)
        var count: Int { number.withLock { $0 } }
        func add() { number.withLock { $0 += 1 } }
    }

    @Test(arguments: 0..<3) func aStationThatDoesNotMoveHoldsIt(_ stuck: Int) {
        let gates = [Gate(), Gate(), Gate()]
        let arrivals = Arrivals()
        let heartbeat = Heartbeat(through: gates.map { gate in { gate.pass($0) } }) { arrivals.add() }
        heartbeat.beat()
        for gate in gates[..<stuck] { gate.open() }
        // However long it takes, no second beat queues up behind the first.
        for _ in 0..<5 { heartbeat.beat() }
        #expect(gates.map(\.waiting) == (0..<3).map { $0 == stuck ? 1 : 0 })
        #expect(arrivals.count == 0)
        for gate in gates[stuck...] { gate.open() }
        #expect(arrivals.count == 1)
        heartbeat.beat()
        for gate in gates { gate.open() }
        #expect(arrivals.count == 2)
    }

    @Test func aStationMayAnswerAtOnce() {
        let arrivals = Arrivals()
        let heartbeat = Heartbeat(through: [{ $0() }, { $0() }]) { arrivals.add() }
        for _ in 0..<3 { heartbeat.beat() }
        #expect(arrivals.count == 3)
    }
}
