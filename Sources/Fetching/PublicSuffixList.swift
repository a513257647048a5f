internal import CPSL

/// Which part of a host name somebody registered, by the public-suffix list that the system keeps up to date.
public enum PublicSuffixList {
    /// "example.co.uk" for "news.example.co.uk"; nil for a public suffix itself, an address, or a name of one label.
    /// - Parameter host: in lower case, an international name in Punycode.
    public static func registrableDomain(of host: String) -> String? {
        var name = Substring(host)
        while name.hasSuffix(".") { name = name.dropLast() }
        guard let list, name.contains("."), !isAddress(name) else { return nil }
        // The result points into the name.
        return String(name).withCString { psl_registrable_domain(list, $0).map { String(cString: $0) } }
    }

    private static func isAddress(_ name: Substring) -> Bool {
        IPAddress(String(name)) != nil || name.hasPrefix("[")
    }

    /// Read once and never changed; nil leaves every host by itself.
    nonisolated(unsafe) private static let list = psl_latest(nil)
}
