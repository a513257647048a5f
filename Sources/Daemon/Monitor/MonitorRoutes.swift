import Dispatch

/// Which answer belongs to which address.
struct MonitorRoutes: Sendable {
    let gate: RequestGate
    let phase: ServicePhase
    let links: Monitor.Links

    /// A queue that has not moved for so long is stuck; systemd's watchdog takes longer to act.
    private static let patience = DispatchTimeInterval.seconds(5)

    private static let reading = ["GET", "HEAD"]
    /// The addresses and the methods that they know.
    static let methods: [String: [String]] = [
        "/": reading, "/status.json": reading, "/metrics": reading, "/healthz": reading, "/readyz": reading,
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
        case "/copydesk.css": return MonitorResponse(200, "text/css; charset=utf-8", PageFiles.style)
        case "/copydesk.js": return MonitorResponse(200, "text/javascript; charset=utf-8", PageFiles.script)
        case "/icon.svg": return MonitorResponse(200, "image/svg+xml", PageFiles.icon)
        case "/metrics":
            return await shown { MonitorResponse(200, OpenMetrics.type, OpenMetrics.text(Metrics.families($0))) }
        case "/status.json":
            return await shown { MonitorResponse(200, "application/json", String(decoding: $0.json, as: UTF8.self)) }
        default:
            return await shown { MonitorResponse(200, "text/html; charset=utf-8", StatusPage.html($0)) }
        }
    }

    private func shown(_ show: (Snapshot) -> MonitorResponse) async -> MonitorResponse {
        do {
            return show(try await links.snapshot())
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
