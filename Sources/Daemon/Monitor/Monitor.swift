import Dispatch
import Logging

/// What a running daemon tells about itself, and the one thing it is told: on the control socket, and over TCP where the
/// configuration says so.
///
/// It only reads, and never keeps the pipeline waiting; when it fails, deliveries go on.
final class Monitor: Sendable {
    let phase: ServicePhase
    private let servers: [MonitorServer]

    /// What the routes need of the service.
    struct Links: Sendable {
        /// The queue that has to move for the daemon to be well.
        let pipeline: DispatchQueue
        /// Reads the configuration anew.
        let reload: @Sendable () async -> ReloadAnswer
        let pages: PageRoutes.Sources
    }

    init(_ configuration: Configuration, _ links: Links, phase: ServicePhase, log: Logger) {
        self.phase = phase
        var places: [MonitorServer.Place] = [.socket(configuration.controlSocket)]
        if let address = configuration.monitor.listen { places.append(.tcp(address)) }
        servers = places.map { place in
            let routes = MonitorRoutes(gate: RequestGate(place), phase: phase, links: links)
            return MonitorServer(place, log: log) { await routes.answer($0) }
        }
    }

    /// Returns at once: nothing waits for it.
    func start() {
        for server in servers { server.start() }
    }

    func stop() {
        for server in servers { server.stop() }
    }
}

extension RequestGate {
    init(_ place: MonitorServer.Place) {
        if case .tcp(let address) = place { self.init(address: address) } else { self.init() }
    }
}
