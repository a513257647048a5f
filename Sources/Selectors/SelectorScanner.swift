/// A place in a selector's text and the tokens of CSS Syntax Level 3 that selectors are made of.
struct SelectorScanner {
    private let scalars: [Unicode.Scalar]
    private(set) var offset = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    var count: Int { scalars.count }
    var column: Int { offset + 1 }
    var peek: Unicode.Scalar? { offset < scalars.count ? scalars[offset] : nil }
    var isAtEnd: Bool { offset >= scalars.count }

    func text(from start: Int) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[start..<offset])
        return String(view)
    }

    func error(_ message: String, at column: Int? = nil) -> SelectorError {
        SelectorError(column: column ?? self.column, message: message)
    }

    /// “expected …, found …” at this place.
    func expected(_ what: String) -> SelectorError {
        error("expected \(what), found " + (peek.map { "\"\($0)\"" } ?? "the end"))
    }

    mutating func advance() { offset += 1 }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        offset += 1
        return true
    }

    /// Over white space; whether there was any.
    @discardableResult
    mutating func skipSpace() -> Bool {
        let start = offset
        while let scalar = peek, Self.isSpace(scalar) { offset += 1 }
        return offset > start
    }

    /// Whether an identifier begins here (CSS Syntax, section 4.3.9).
    var isAtIdentifier: Bool {
        guard let scalar = peek else { return false }
        if scalar == "\\" || Self.isNameStart(scalar) { return true }
        guard scalar == "-", offset + 1 < scalars.count else { return false }
        let next = scalars[offset + 1]
        return next == "-" || next == "\\" || Self.isNameStart(next)
    }

    /// An identifier with its escapes resolved.
    mutating func identifier(_ what: String) throws(SelectorError) -> String {
        guard isAtIdentifier else { throw expected(what) }
        return try name(what)
    }

    /// A run of name characters, as after `#`, where it may begin with a digit.
    mutating func name(_ what: String) throws(SelectorError) -> String {
        var name = String.UnicodeScalarView()
        while let scalar = peek {
            if Self.isName(scalar) {
                name.append(scalar)
                offset += 1
            } else if scalar == "\\" {
                offset += 1
                name.append(try escape())
            } else {
                break
            }
        }
        guard !name.isEmpty else { throw expected(what) }
        return String(name)
    }

    /// A string in quotes (CSS Syntax, section 4.3.5).
    mutating func string() throws(SelectorError) -> String {
        let (start, quote) = (column, peek)
        offset += 1
        var text = String.UnicodeScalarView()
        while let scalar = peek {
            offset += 1
            if scalar == quote { return String(text) }
            if scalar == "\\" { text.append(try escape()) } else { text.append(scalar) }
        }
        throw error("expected a closing quotation mark for the one here", at: start)
    }

    /// A whole number with or without sign; nil where none begins.
    mutating func integer() throws(SelectorError) -> Int? {
        let start = offset
        let isNegative = peek == "-"
        if isNegative || peek == "+" { offset += 1 }
        let column = self.column
        var value = 0
        var hasDigits = false
        while let digit = peek.flatMap({ $0.isASCII ? Character($0).wholeNumberValue : nil }) {
            hasDigits = true
            value = value * 10 + digit
            guard value <= SelectorLimits.number else {
                throw error("expected a number of at most \(SelectorLimits.number)", at: column)
            }
            offset += 1
        }
        guard hasDigits else {
            offset = start
            return nil
        }
        return isNegative ? -value : value
    }

    /// What a backslash stands for (CSS Syntax, section 4.3.7); the backslash is behind.
    private mutating func escape() throws(SelectorError) -> Unicode.Scalar {
        guard let first = peek, first != "\n" else { throw expected("a character after the backslash") }
        var (value, digits): (UInt32, Int) = (0, 0)
        while digits < 6, let digit = peek.flatMap({ $0.isASCII ? Character($0).hexDigitValue : nil }) {
            value = value << 4 | UInt32(digit)
            digits += 1
            offset += 1
        }
        guard digits > 0 else {
            offset += 1
            return first
        }
        if let next = peek, Self.isSpace(next) { offset += 1 }
        return value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        [" ", "\t", "\n", "\r", "\u{C}"].contains(scalar)
    }

    private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_" || scalar.value >= 0x80
    }

    private static func isName(_ scalar: Unicode.Scalar) -> Bool {
        isNameStart(scalar) || ("0"..."9").contains(scalar) || scalar == "-"
    }
}

extension String {
    /// A to Z in lower case and nothing else changed, as CSS compares names (Selectors, section 3.6).
    var asciiLowercased: String {
        String(decoding: utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
