import URLs

/// Hosts as the names of site files and as addresses have them.
enum SiteHost {
    /// The host of an address, without the dot that may end it.
    static func of(_ address: String) -> String? {
        guard let url = WebURL.parse(address), url.isWeb, let host = url.host else { return nil }
        return host.hasSuffix(".") ? String(host.dropLast()) : host
    }

    /// The host that a file's name without its ending means; nil for what is none.
    static func named(_ name: String) -> String? {
        guard !name.isEmpty, !name.hasPrefix("."), !name.contains("..") else { return nil }
        let isPlain = name.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x80
                || "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_".unicodeScalars
                    .contains(scalar)
        }
        return isPlain ? of("https://\(name)/") : nil
    }

    /// Whether a host is another or lies below it.
    static func isWithin(_ host: String, _ other: String) -> Bool { host == other || host.hasSuffix("." + other) }
}
