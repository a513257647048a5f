/// `URLs` reads, resolves and writes URLs as browsers do for http and https (WHATWG URL) and as RFC 3986 does for all
/// other schemes. In go texts from pages and feeds, out come values; it opens nothing and imports nothing.

/// An absolute URL, normalised: scheme and host in lower case, the default port dropped, dot segments removed, spaces
/// and non-ASCII percent-encoded, a non-ASCII host in Punycode.
///
/// Whether an address may be dialled is not decided here: `http://2130706433/` keeps its host as written.
public struct WebURL: Sendable, Hashable, CustomStringConvertible {
    /// Without the colon, lower-case.
    public let scheme: String
    /// `user:password` before the host, percent-encoded.
    public let userinfo: String?
    /// Lower-case; an IPv6 address stands in its brackets. Never empty for http and https.
    public let host: String?
    /// Nil for the default port of the scheme.
    public let port: Int?
    /// Percent-encoded; begins with a slash for http and https.
    public let path: String
    /// Without the question mark, percent-encoded.
    public let query: String?
    /// Without the number sign, percent-encoded.
    public let fragment: String?

    /// Reads an absolute URL. Nil where the text has no scheme, or no valid host where http and https need one.
    public static func parse(_ text: String) -> WebURL? {
        URLParts(text).flatMap { $0.absolute(base: nil) }
    }

    /// Reads a reference as it stands in a document whose URL this is (RFC 3986, 5.2).
    public func resolve(_ reference: String) -> WebURL? {
        URLParts(reference).flatMap { $0.absolute(base: self) }
    }

    /// Whether the scheme is http or https.
    public var isWeb: Bool { Self.isWeb(scheme) }

    /// The same resource without the place in it.
    public var withoutFragment: WebURL {
        WebURL(
            scheme: scheme, userinfo: userinfo, host: host, port: port, path: path, query: query, fragment: nil)
    }

    /// `scheme://host:port`, as robots.txt and politeness count servers. Nil where there is no host.
    public var origin: String? {
        host.map { scheme + "://" + $0 + portSuffix }
    }

    /// The URL as text, ASCII only.
    public var description: String {
        var text = scheme + ":"
        if let host { text += "//" + (userinfo.map { $0 + "@" } ?? "") + host + portSuffix }
        // Without a host, a path of two slashes would read as one.
        if host == nil, path.utf8.starts(with: "//".utf8) { text += "/." }
        text += path
        if let query { text += "?" + query }
        if let fragment { text += "#" + fragment }
        return text
    }

    private var portSuffix: String { port.map { ":\($0)" } ?? "" }

    static func isWeb(_ scheme: String) -> Bool { scheme == "http" || scheme == "https" }
}
