import Dispatch
import Synchronization

/// A sign of life that is worth something: each beat passes through every station in order, and only a beat that came through
/// counts. A station that does not move holds it, and no other is sent meanwhile.
///
/// A `Mutex` owns whether a beat is under way; stations call back on their own queues.
final class Heartbeat: Sendable {
    /// Passes a beat on as soon as it moves.
    typealias Station = @Sendable (_ next: @escaping @Sendable () -> Void) -> Void

    private let stations: [Station]
    private let arrived: @Sendable () -> Void
    private let isUnderWay = Mutex(false)

    /// - Parameter arrived: called behind the last station, on its queue.
    init(through stations: [Station], arrived: @escaping @Sendable () -> Void) {
        self.stations = stations
        self.arrived = arrived
    }

    /// Sends a beat, unless one has not arrived yet.
    func beat() {
        let isFree = isUnderWay.withLock { isUnderWay in
            defer { isUnderWay = true }
            return !isUnderWay
        }
        if isFree { pass(through: stations[...]) }
    }

    private func pass(through rest: ArraySlice<Station>) {
        guard let station = rest.first else {
            isUnderWay.withLock { $0 = false }
            return arrived()
        }
        station { [self] in pass(through: rest.dropFirst()) }
    }
}

extension Stages {
    /// Every queue that an article passes through, the pipeline's last.
    func stations(pipeline: DispatchQueue) -> [Heartbeat.Station] {
        [fetcher.echo, workers.echo, desk.echo] + (archive.map { [$0.drain] } ?? [])
            + [{ next in pipeline.async(execute: next) }]
    }
}
