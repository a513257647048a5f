/// A reference cut at its delimiters (RFC 3986, appendix B), nothing decoded or encoded yet.
struct URLParts {
    let scheme: String?
    let authority: ArraySlice<UInt8>?
    let path: ArraySlice<UInt8>
    let query: ArraySlice<UInt8>?
    let fragment: ArraySlice<UInt8>?

    /// Browsers strip the ends of C0 controls and spaces and drop tabs and line breaks anywhere.
    init?(_ text: String) {
        let bytes = text.utf8.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        var rest = bytes.drop { $0 <= 0x20 }
        while let last = rest.last, last <= 0x20 { rest.removeLast() }
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
            fragment = rest[(hash + 1)...]
            rest = rest[..<hash]
        } else {
            fragment = nil
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            query = rest[(mark + 1)...]
            rest = rest[..<mark]
        } else {
            query = nil
        }
        scheme = Self.scheme(of: rest)
        if let scheme { rest = rest.dropFirst(scheme.utf8.count + 1) }
        // Which slashes count depends on the scheme, for references on the base's: see `absolute`.
        authority = Self.authority(of: rest)
        path = rest
    }

    /// The characters up to the first colon, if they may be a scheme.
    private static func scheme(of bytes: ArraySlice<UInt8>) -> String? {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), let first = bytes.first, isLetter(first),
            bytes[..<colon].allSatisfy({ isLetter($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0) })
        else { return nil }
        return String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20)
    }

    /// What stands between two slashes and the next one.
    private static func authority(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard bytes.starts(with: "//".utf8) else { return nil }
        return bytes.dropFirst(2).prefix { $0 != UInt8(ascii: "/") }
    }
}

extension URLParts {
    /// The URL that the reference names, seen from `base`.
    func absolute(base: WebURL?) -> WebURL? {
        guard let scheme = scheme ?? base?.scheme else { return nil }
        // "http:g" is relative to a base of its own scheme (RFC 3986, 5.2.2, for backward compatibility).
        let isRelative = self.scheme == nil || (scheme == base?.scheme && WebURL.isWeb(scheme) && !hasSlashes)
        if WebURL.isWeb(scheme) {
            let slashed = withForwardSlashes()
            return isRelative ? slashed.relativeWeb(base: base) : slashed.absoluteWeb(scheme: scheme)
        }
        return isRelative ? relativeOther(base: base) : absoluteOther(scheme: scheme)
    }

    private var hasSlashes: Bool {
        path.prefix(2).count == 2 && path.prefix(2).allSatisfy { $0 == 0x2F || $0 == 0x5C }
    }

    private func withForwardSlashes() -> URLParts {
        let forward = path.map { $0 == 0x5C ? 0x2F : $0 }
        return URLParts(scheme: scheme, path: forward[...], query: query, fragment: fragment)
    }

    private init(scheme: String?, path: ArraySlice<UInt8>, query: ArraySlice<UInt8>?, fragment: ArraySlice<UInt8>?) {
        self.scheme = scheme
        self.path = path
        self.query = query
        self.fragment = fragment
        authority = Self.authority(of: path)
    }

    /// Any number of slashes leads to the host, as browsers read "http:example.com" and "https:///example.com".
    private func absoluteWeb(scheme: String) -> WebURL? {
        let rest = path.drop { $0 == 0x2F }
        let authority = rest.prefix { $0 != 0x2F }
        return web(scheme: scheme, authority: authority, path: rest[authority.endIndex...])
    }

    private func relativeWeb(base: WebURL?) -> WebURL? {
        guard let base, base.isWeb else { return nil }
        if authority != nil { return absoluteWeb(scheme: base.scheme) }
        return relative(base: base, isWeb: true)
    }

    private func web(scheme: String, authority bytes: ArraySlice<UInt8>, path: ArraySlice<UInt8>) -> WebURL? {
        guard let authority = URLAuthority(bytes, scheme: scheme) else { return nil }
        return WebURL(
            scheme: scheme, userinfo: authority.userinfo, host: authority.host, port: authority.port,
            path: URLPath.normalised(path, isWeb: true), query: encodedQuery(isWeb: true), fragment: encodedFragment)
    }
}

/// Schemes other than http and https, and what both share.
extension URLParts {
    private func absoluteOther(scheme: String) -> WebURL? {
        guard let bytes = authority else {
            let isOpaque = path.first != 0x2F
            let text = isOpaque ? PercentEncoding.control.encoded(path) : URLPath.normalised(path, isWeb: false)
            return url(scheme: scheme, base: nil, path: text)
        }
        guard let authority = URLAuthority(bytes, scheme: scheme) else { return nil }
        let path = URLPath.normalised(path[bytes.endIndex...], isWeb: false)
        return WebURL(
            scheme: scheme, userinfo: authority.userinfo, host: authority.host, port: authority.port, path: path,
            query: encodedQuery(isWeb: false), fragment: encodedFragment)
    }

    private func relativeOther(base: WebURL?) -> WebURL? {
        guard let base else { return nil }
        if authority != nil { return absoluteOther(scheme: base.scheme) }
        // A base such as "mailto:a@b" has no hierarchy; only a fragment can be relative to it.
        let isOpaque = base.host == nil && !base.path.utf8.starts(with: "/".utf8)
        guard !isOpaque || (path.isEmpty && query == nil) else { return nil }
        return relative(base: base, isWeb: false)
    }

    private func relative(base: WebURL, isWeb: Bool) -> WebURL {
        if path.isEmpty {
            let query = query == nil ? base.query : encodedQuery(isWeb: isWeb)
            return WebURL(
                scheme: base.scheme, userinfo: base.userinfo, host: base.host, port: base.port, path: base.path,
                query: query, fragment: encodedFragment)
        }
        if path.first == 0x2F {
            return url(scheme: base.scheme, base: base, path: URLPath.normalised(path, isWeb: isWeb))
        }
        let merged = URLPath.merged(path, onto: base.path)
        return url(scheme: base.scheme, base: base, path: URLPath.normalised(merged[...], isWeb: isWeb))
    }

    private func url(scheme: String, base: WebURL?, path: String) -> WebURL {
        WebURL(
            scheme: scheme, userinfo: base?.userinfo, host: base?.host, port: base?.port, path: path,
            query: encodedQuery(isWeb: WebURL.isWeb(scheme)), fragment: encodedFragment)
    }

    private func encodedQuery(isWeb: Bool) -> String? {
        query.map { (isWeb ? PercentEncoding.webQuery : .query).encoded($0) }
    }

    private var encodedFragment: String? {
        fragment.map { PercentEncoding.fragment.encoded($0) }
    }
}
