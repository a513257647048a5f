import Dispatch

/// Which answer belongs to which address.
struct MonitorRoutes: Sendable {
    let gate: RequestGate
    let phase: ServicePhase
    let links: Monitor.Links

    private var pages: PageRoutes { PageRoutes(sources: links.pages) }

    /// A queue that has not moved for so long is stuck; systemd's watchdog takes longer to act.
    private static let patience = DispatchTimeInterval.seconds(5)

    private static let reading = ["GET", "HEAD"]
    /// The addresses and the methods that they know.
    static let methods: [String: [String]] = [
        "/": reading, "/source": reading, "/article": reading, "/search": reading, "/status.json": reading,
        "/metrics": reading, "/healthz": reading, "/readyz": reading,
        "/copydesk.css": reading, "/copydesk.js": reading, "/icon.svg": reading,
        "/reload": ["POST"],
    ]

    func answer(_ request: MonitorRequest) async -> MonitorResponse {
        let methods = Self.methods[request.path] ?? []
        if let refusal = gate.refusal(of: request, methods: methods) { return refusal }
        switch request.path {
        case "/healthz": return await health()
        case "/readyz": return readiness()
        case "/reload": return await reload()
        case "/copydesk.css": return MonitorResponse(200, "text/css; charset=utf-8", PageFiles.sheet)
        case "/copydesk.js": return MonitorResponse(200, "text/javascript; charset=utf-8", PageFiles.script)
        case "/icon.svg": return MonitorResponse(200, "image/svg+xml", PageFiles.icon)
        case "/metrics":
            return await looking {
                MonitorResponse(
                    200, OpenMetrics.type, OpenMetrics.text(Metrics.families(try await links.pages.snapshot())))
            }
        case "/status.json":
            return await looking {
                let json = try await links.pages.snapshot().json
                return MonitorResponse(200, "application/json", String(decoding: json, as: UTF8.self))
            }
        default: return await looking { try await pages.answer(request) }
        }
    }

    private func looking(_ look: () async throws -> MonitorResponse) async -> MonitorResponse {
        do {
            return try await look()
        } catch {
            return .text(503, "the daemon cannot look at its ledger: \(error)")
        }
    }

    private func health() async -> MonitorResponse {
        let moves = await links.pipeline.answer(within: Self.patience) { true }
        return moves == true ? .text(200, "ok") : .text(503, "the pipeline has not moved for five seconds")
    }

    private func readiness() -> MonitorResponse {
        phase.now == .ready ? .text(200, "ready") : .text(503, phase.now.rawValue)
    }

    private func reload() async -> MonitorResponse {
        guard phase.now == .ready else { return .text(503, "the daemon is \(phase.now.rawValue)") }
        return await links.reload().response
    }
}
