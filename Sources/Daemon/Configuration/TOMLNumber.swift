/// Something that is wrong with a TOML text, and where.
struct TOMLFault: Error {
    let position: TextPosition
    let message: String

    init(_ position: TextPosition, _ message: String) {
        self.position = position
        self.message = message
    }
}

/// The values of TOML 1.0 <https://toml.io/en/v1.0.0> that begin with a digit or a sign.
enum TOMLNumber {
    /// Whether a bare value either is a number, date or time, or begins with neither a digit nor a sign.
    ///
    /// - Parameter value: with the white space that may follow it.
    static func isOneOrNone(_ value: String) -> Bool {
        var scalars = value.unicodeScalars[...]
        while let last = scalars.last, " \t\r".unicodeScalars.contains(last) { scalars.removeLast() }
        let value = String(scalars)
        guard let first = value.first, "+-0123456789".contains(first) else { return true }
        return patterns.contains { value.wholeMatch(of: $0) != nil }
    }

    // Compiled at each use: a Regex is not Sendable, and a configuration holds few numbers.
    private static var patterns: [Regex<Substring>] {
        [
            /[+-]?(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?/,
            /0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*|[+-](?:inf|nan)/,
            /[0-9]{4}-[0-9]{2}-[0-9]{2}/,
            /(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ])?[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?/,
        ]
    }
}
