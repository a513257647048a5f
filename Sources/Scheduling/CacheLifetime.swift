/// For how long a response may be taken for current (RFC 9111, section 4.2.1), as a private cache reads it.
public enum CacheLifetime {
    /// - Parameters:
    ///   - cacheControl: the values of all Cache-Control fields.
    ///   - expires: the Expires field.
    ///   - age: the Age field.
    ///   - date: the Date field; without it `now` stands in.
    ///   - now: when the response came.
    /// - Returns: nil where the response says nothing, zero where it is not to be kept.
    public static func of(
        cacheControl: [String], expires: String?, age: String?, date: String?, now: Instant
    ) -> Duration? {
        var lifetime: Duration?
        for directive in cacheControl.flatMap({ $0.utf8.split(separator: UInt8(ascii: ",")).map { Array($0) } }) {
            let parts = directive.split(separator: UInt8(ascii: "="), maxSplits: 1)
            guard let first = parts.first else { continue }
            let name = ASCII.trimmed(first)
            if ASCII.equalIgnoringCase(name, "no-store") || ASCII.equalIgnoringCase(name, "no-cache") { return .zero }
            guard ASCII.equalIgnoringCase(name, "max-age"), parts.count == 2, lifetime == nil else { continue }
            lifetime = seconds(parts[1])
        }
        if lifetime == nil, let expires {
            // RFC 9111, section 5.3: an invalid date, "0" above all, is one in the past.
            guard let end = HTTPDate.parse(expires, now: now) else { return .zero }
            lifetime = end - (date.flatMap { HTTPDate.parse($0, now: now) } ?? now)
        }
        return lifetime.map { max(.zero, $0 - (age.flatMap { seconds(Array($0.utf8)[...]) } ?? .zero)) }
    }

    /// Digits, perhaps in quotes. More than ten years count as ten.
    private static func seconds(_ text: ArraySlice<UInt8>) -> Duration? {
        let digits = ASCII.trimmed(text).filter { $0 != UInt8(ascii: "\"") }
        guard !digits.isEmpty, digits.allSatisfy(ASCII.isDigit) else { return nil }
        return .seconds(digits.reduce(Int64(0)) { min(315_360_000, $0 * 10 + Int64($1 - 0x30)) })
    }
}
