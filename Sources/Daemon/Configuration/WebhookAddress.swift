import Delivery
import FoundationEssentials

/// Addresses that are posted to. What they hold is often what lets one in, so they are shown in part only.
enum WebhookAddress {
    /// What is wrong with an address, or nil. User name and password may stand in it.
    static func problem(_ url: String) -> String? {
        guard var parts = URLComponents(string: url), parts.user != nil || parts.password != nil else {
            return ConfiguredURL.problem(url)
        }
        parts.user = nil
        parts.password = nil
        return ConfiguredURL.problem(parts.string ?? "")
    }

    /// The server, and a digest in the place of the path and the query, which tells addresses apart.
    static func shown(_ url: String) throws(DeliveryError) -> String {
        "\(server(of: url)) [\(try PublicID.make(key: url))]"
    }

    static func server(of url: String) -> String {
        let parts = URLComponents(string: url)
        let port = parts?.port.map { ":\($0)" } ?? ""
        return "\(parts?.scheme ?? "")://\(parts?.host ?? "")\(port)"
    }
}
