/// `user:password@host:port`, checked and normalised.
struct URLAuthority {
    let userinfo: String?
    let host: String
    let port: Int?

    /// Nil for a host that is empty where the scheme needs one, holds a forbidden character, or has a bad port.
    init?(_ bytes: ArraySlice<UInt8>, scheme: String) {
        var rest = bytes
        if let at = bytes.lastIndex(of: UInt8(ascii: "@")) {
            let user = PercentEncoding.userinfo
            let parts = bytes[..<at].split(separator: 0x3A, maxSplits: 1, omittingEmptySubsequences: false)
            let text = parts.map(user.encoded).joined(separator: ":")
            userinfo = text.isEmpty || text == ":" ? nil : text
            rest = bytes[(at + 1)...]
        } else {
            userinfo = nil
        }
        let hostEnd = Self.hostEnd(of: rest)
        guard let host = Self.host(rest[..<hostEnd], isWeb: WebURL.isWeb(scheme)),
            let port = Self.port(rest[hostEnd...], scheme: scheme)
        else { return nil }
        self.host = host
        self.port = port
    }

    private static func hostEnd(of bytes: ArraySlice<UInt8>) -> Int {
        let searched = bytes.lastIndex(of: UInt8(ascii: "]")) ?? bytes.startIndex
        return bytes[searched...].firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
    }

    /// The outer optional says whether the port is valid, the inner one whether it differs from the default.
    private static func port(_ bytes: ArraySlice<UInt8>, scheme: String) -> Int?? {
        let digits = bytes.dropFirst()
        guard !digits.isEmpty else { return .some(nil) }
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let value = digits.drop { $0 == 0x30 }.prefix(6).reduce(0) { $0 * 10 + Int($1 & 0x0F) }
        guard value <= 65_535 else { return nil }
        return .some(value == ["http": 80, "https": 443][scheme] ? nil : value)
    }

    private static func host(_ bytes: ArraySlice<UInt8>, isWeb: Bool) -> String? {
        if bytes.first == UInt8(ascii: "[") {
            let address = bytes.dropFirst().dropLast()
            guard bytes.last == UInt8(ascii: "]"), address.contains(UInt8(ascii: ":")),
                address.allSatisfy({ "0123456789abcdefABCDEF:.".utf8.contains($0) })
            else { return nil }
            return String(decoding: bytes, as: UTF8.self).lowercased()
        }
        let decoded = isWeb ? PercentEncoding.decoded(bytes) : Array(bytes)
        guard !decoded.isEmpty || !isWeb, !decoded.contains(where: isForbidden) else { return nil }
        return Punycode.host(String(decoding: decoded, as: UTF8.self).lowercased())
    }

    /// WHATWG URL, 3.1: forbidden domain code points.
    private static func isForbidden(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x7F || "#/:<>?@[\\]^|%".utf8.contains(byte)
    }
}
