extension Configuration {
    /// `[monitor]`: where a running daemon answers.
    public struct MonitorSettings: Equatable, Sendable {
        /// The control socket; `nil` means where `Configuration.controlSocket` says.
        public var control: String?
        /// Where the status page and the metrics are served over TCP; `nil` means nowhere.
        public var listen: LoopbackAddress?
        /// Whether delivered articles can be searched for; `nil` means where there is a page to do it on.
        public var search: Bool?

        public init() {}

        var isSearchable: Bool { search ?? (listen != nil) }
    }

    /// Where the daemon's control socket is: what the daemon and the commands that talk to it agree on.
    var controlSocket: String {
        if let control = monitor.control { return control }
        // The unit makes /run/copydesk for the installed daemon; any other has its state directory.
        let isInstalled = paths.state == PathSettings().state
        return isInstalled ? "/run/copydesk/control.sock" : paths.state + "/control.sock"
    }

    /// What the address of a Unix socket holds (unix(7)), less the byte that ends it.
    static let socketPathLimitBytes = 107
}

/// A TCP address that only this machine reaches.
public struct LoopbackAddress: Equatable, Sendable, CustomStringConvertible {
    /// The loopback block of IPv4, or the address of IPv6 (RFC 6890).
    public enum Host: Equatable, Sendable {
        /// An address in 127.0.0.0/8.
        case v4(String)
        /// `::1`
        case v6
    }

    public var host: Host
    /// From 1 on.
    public var port: UInt16

    /// `127.0.0.1:8017`, `[::1]:8017` or `localhost:8017`.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits),
            port > 0
        else { return nil }
        self.port = port
        switch text[..<colon] {
        case "[::1]": host = .v6
        case "localhost": host = .v4("127.0.0.1")
        case let address where Self.isLoopback(address): host = .v4(String(address))
        default: return nil
        }
    }

    public var description: String {
        switch host {
        case .v4(let address): "\(address):\(port)"
        case .v6: "[::1]:\(port)"
        }
    }

    private static func isLoopback(_ address: Substring) -> Bool {
        let parts = address.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            // Nothing but plain decimal: inet_aton(3) reads a leading zero as octal.
            UInt8(part).flatMap { String($0) == part ? $0 : nil }
        }
        return parts.count == 4 && numbers.count == 4 && numbers[0] == 127
    }
}
