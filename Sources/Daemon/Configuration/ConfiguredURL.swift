import FoundationEssentials

/// What the configuration asks of a URL; the fetcher judges it again, with the address it leads to.
enum ConfiguredURL {
    /// What is wrong with the URL, or `nil`.
    static func problem(_ text: String) -> String? {
        guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && !(0x7F...0x9F).contains($0.value) }) else {
            return "must be a URL without spaces or control characters, not \(quoted(text))"
        }
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
            return "must be an http or https URL, not \(quoted(text))\(hint(for: text))"
        }
        guard scheme == "http" || scheme == "https" else {
            return "must be an http or https URL, not \(quoted(text))\(schemeHint(scheme, text))"
        }
        guard let host = parts.host, !host.isEmpty, host != "." else {
            return "must have a host, unlike \(quoted(text))"
        }
        guard parts.user == nil, parts.password == nil else {
            return "must not carry a user name or password"
        }
        guard parts.port.map({ (1...65535).contains($0) }) ?? true else {
            return "must have a port from 1 to 65535, unlike \(quoted(text))"
        }
        return nil
    }

    /// The host that names a source: lower case, without `www.`, with the port where one is given.
    static func displayHost(_ text: String) -> String? {
        guard let parts = URLComponents(string: text), var host = parts.host?.lowercased() else { return nil }
        if host.hasSuffix(".") { host.removeLast() }
        if host.hasPrefix("www."), host.utf8.count > 4 { host.removeFirst(4) }
        guard let port = parts.port else { return host }
        return "\(host)-\(port)"
    }

    /// Host and path as words joined by dashes, for a suggested name.
    static func displayPath(_ text: String) -> String? {
        guard let host = displayHost(text), let path = URLComponents(string: text)?.path else { return nil }
        return SourceName.sanitized(([host] + path.split(separator: "/").map(String.init)).joined(separator: "-"))
    }

    private static func hint(for text: String) -> String {
        let completed = "https://" + text.drop { $0 == "/" }
        return text.contains(".") && !text.contains("://") && problem(completed) == nil
            ? " (did you mean \(quoted(completed))?)" : ""
    }

    private static func schemeHint(_ scheme: String, _ text: String) -> String {
        if scheme == "feed" || scheme == "htps" || scheme == "htpps" || scheme == "hhttps" {
            let rest = text.dropFirst(scheme.utf8.count + 1).drop { $0 == "/" }
            return " (did you mean \(quoted("https://" + rest))?)"
        }
        return hint(for: text)
    }
}
