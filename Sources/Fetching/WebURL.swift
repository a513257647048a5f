internal import CCurl
import Glibc

/// An absolute http or https URL as libcurl reads it, so that what is checked is what is dialled.
///
/// libcurl's URL API (<https://curl.se/libcurl/c/libcurl-url.html>) normalises the spelling: dot segments, IPv4 in
/// octal, hexadecimal or as one number, international names to Punycode. User name, password and fragment are dropped.
struct WebURL: Sendable, Equatable {
    let text: String
    /// `http` or `https`.
    let scheme: String
    /// In lower case and without the brackets of an IPv6 address.
    let host: String
    let port: Int

    /// Reads an absolute URL.
    init(_ text: String) throws(FetchError) {
        self = try Self.read(text, base: nil)
    }

    /// Resolves a Location against this URL (RFC 3986 section 5).
    func resolving(_ location: String) throws(FetchError) -> WebURL {
        try Self.read(location, base: text)
    }

    /// Host and port: what connections are counted by.
    var authority: String { "\(host):\(port)" }

    var isSecure: Bool { scheme == "https" }

    /// Whether a secret meant for `origin` may be sent here: the same origin, or its host over https.
    func mayReceiveSecrets(of origin: WebURL) -> Bool {
        guard host == origin.host else { return false }
        if scheme == origin.scheme { return port == origin.port }
        return isSecure && port == 443 && origin.port == 80
    }

    private init(text: String, scheme: String, host: String, port: Int) {
        self.text = text
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    private static func read(_ text: String, base: String?) throws(FetchError) -> WebURL {
        let text = text.trimmedBlanks
        guard text.utf8.count <= 16_384 else { throw FetchError(.badURL, "the URL is longer than 16384 bytes") }
        let parser = try URLParser()
        if let base { try parser.set(CURLUPART_URL, base) }
        try parser.set(CURLUPART_URL, text)
        let scheme = parser.get(CURLUPART_SCHEME) ?? ""
        guard scheme == "http" || scheme == "https" else {
            throw FetchError(.unsupportedScheme(scheme), "only http and https are fetched, not \(scheme)")
        }
        for part in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_FRAGMENT] {
            try parser.set(part, nil)
        }
        guard let host = parser.asciiHost() else { throw FetchError(.badURL, "the URL's host is not a valid name") }
        try parser.set(CURLUPART_HOST, host)
        guard let normal = parser.get(CURLUPART_URL), let port = parser.get(CURLUPART_PORT).flatMap({ Int($0) }) else {
            throw FetchError(.badURL, "the URL has no host")
        }
        return WebURL(text: normal, scheme: scheme, host: host.bareHost, port: port)
    }
}

extension String {
    /// A host in lower case, without the brackets of an IPv6 address.
    fileprivate var bareHost: String {
        let name = asciiLowercase
        return name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : name
    }
}

/// One libcurl URL handle, used on one thread for one URL.
private final class URLParser {
    private let handle: OpaquePointer

    init() throws(FetchError) {
        guard let handle = curl_url() else { throw FetchError(.system, "no memory left for a URL") }
        self.handle = handle
    }

    deinit { curl_url_cleanup(handle) }

    /// Sets a part; a relative URL is resolved against the one set before, nil clears a part.
    func set(_ part: CURLUPart, _ text: String?) throws(FetchError) {
        let flags = part == CURLUPART_URL ? UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE | CURLU_ALLOW_SPACE) : 0
        let code = curl_url_set(handle, part, text, flags)
        guard code == CURLUE_OK else {
            throw FetchError(.badURL, "the URL cannot be read: \(String(cString: curl_url_strerror(code)))")
        }
    }

    func get(_ part: CURLUPart, flags: Int32 = CURLU_DEFAULT_PORT) -> String? {
        // Only the port is wanted where the URL leaves it out; in the URL itself it would be noise.
        let flags = part == CURLUPART_PORT ? UInt32(flags) : UInt32(flags & ~CURLU_DEFAULT_PORT)
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }

    /// The host with an international name as Punycode. libidn2 reads the name in the thread's locale, and a
    /// program that never calls `setlocale` is in the "C" locale, where every such name is invalid.
    func asciiHost() -> String? {
        let previous = Self.utf8Locale.map { uselocale($0) }
        defer { if let previous { uselocale(previous) } }
        return get(CURLUPART_HOST, flags: Int32(CURLU_PUNYCODE))
    }

    /// Made once and kept for the life of the process; nil leaves international names unread.
    nonisolated(unsafe) private static let utf8Locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
}
