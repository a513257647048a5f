@testable import Scheduling

/// A frontier held by reference, as `#expect` cannot call mutating methods.
final class DrivenFrontier {
    private(set) var value: Frontier

    init(_ policy: PolitenessPolicy) {
        value = Frontier(policy: policy)
    }

    @discardableResult
    func add(_ task: FrontierTask) -> Bool { value.add(task) }

    func next(_ now: Instant) -> FrontierStep { value.next(now: now) }

    /// The id of the task that starts now, if one does.
    func start(_ now: Instant) -> Int64? {
        if case .start(let task) = value.next(now: now) { task.id } else { nil }
    }

    @discardableResult
    func finish(_ id: Int64, _ now: Instant, pause: Duration? = nil) -> Bool {
        value.finished(id, now: now, pause: pause)
    }

    @discardableResult
    func remove(_ id: Int64) -> Bool { value.remove(id) }

    func change(_ change: (inout Frontier) -> Void) { change(&value) }
}
