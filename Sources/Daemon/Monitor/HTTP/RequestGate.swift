/// Which requests are let in. Pure.
///
/// What changes something is for the control socket alone, which the file system guards. On a TCP port the Host header must
/// name this machine: else a page that a browser has open could have its own name lead here (DNS rebinding) and read along.
struct RequestGate: Equatable, Sendable {
    /// Nil for the control socket.
    var address: LoopbackAddress?

    /// - Parameter methods: of the address that is asked for; empty where there is none.
    /// - Returns: the answer to what is not let in.
    func refusal(of request: MonitorRequest, methods: [String]) -> MonitorResponse? {
        if let address, !Self.names(of: address).contains(request.host?.lowercased() ?? "") {
            return .text(421, "This is \(address); the request's Host header names another.")
        }
        guard !methods.isEmpty else { return .text(404, "There is nothing at this address.") }
        if !methods.contains(request.method) {
            var refused = MonitorResponse.text(405, "This address knows \(methods.joined(separator: ", ")).")
            refused.allowed = methods.joined(separator: ", ")
            return refused
        }
        if address != nil, !request.isSafe {
            return .text(403, "This changes something, which only the control socket may.")
        }
        return nil
    }

    /// What may stand in a Host header; 80 is left out by browsers.
    private static func names(of address: LoopbackAddress) -> Set<String> {
        var hosts: Set = ["localhost", "127.0.0.1", "[::1]"]
        if case .v4(let own) = address.host { hosts.insert(own) }
        let named = hosts.map { "\($0):\(address.port)" }
        return address.port == 80 ? hosts.union(named) : Set(named)
    }
}
