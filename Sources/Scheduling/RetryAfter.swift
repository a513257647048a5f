/// The Retry-After header (RFC 9110 §10.2.3): seconds, or the moment itself.
public enum RetryAfter {
    /// How long the server asks us to wait; zero if the moment has passed, nil if the text says nothing we can read.
    public static func parse(_ text: String, now: Instant) -> Duration? {
        if let seconds = deltaSeconds(text.utf8) { return .seconds(seconds) }
        guard let moment = HTTPDate.parse(text, now: now) else { return nil }
        return max(.zero, moment - now)
    }

    /// RFC 9110 §5.6.7 delta-seconds: digits only. More than a century counts as a century.
    private static func deltaSeconds(_ text: String.UTF8View) -> Int64? {
        let digits = ASCII.trimmed(Array(text)[...])
        guard !digits.isEmpty, digits.allSatisfy(ASCII.isDigit) else { return nil }
        let century: Int64 = 100 * 366 * 86_400
        return digits.reduce(0) { min(century, $0 * 10 + Int64($1 - UInt8(ascii: "0"))) }
    }
}
