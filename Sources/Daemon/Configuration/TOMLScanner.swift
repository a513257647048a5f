/// A place in a TOML text and the steps over its tokens; it never fails, it stops at the end.
struct TOMLScanner {
    private let scalars: [Unicode.Scalar]
    private(set) var offset = 0
    private var line = 1
    private var lineStart = 0
    /// Where strings hold an escaped NUL, which TOMLKit's C strings would end at.
    private(set) var escapedNULs: [TextPosition] = []

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        // A byte order mark belongs to no line; toml++ skips it as well.
        if peek == "\u{FEFF}" {
            offset = 1
            lineStart = 1
        }
    }

    var position: TextPosition { TextPosition(line: line, column: offset - lineStart + 1) }

    var peek: Unicode.Scalar? { offset < scalars.count ? scalars[offset] : nil }

    mutating func advance() {
        guard let scalar = peek else { return }
        offset += 1
        if scalar == "\n" {
            line += 1
            lineStart = offset
        }
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        advance()
        return true
    }

    mutating func skipBlanks() {
        while peek == " " || peek == "\t" { advance() }
    }

    mutating func skipLine() {
        while let scalar = peek, scalar != "\n" { advance() }
    }

    /// Over blanks, line ends and comments; false at the end of the text.
    mutating func skipToStatement() -> Bool {
        while let scalar = peek {
            switch scalar {
            case " ", "\t", "\r", "\n": advance()
            case "#": skipLine()
            default: return true
            }
        }
        return false
    }

    /// `a."b.c".'d'`: every part with the place where it begins.
    mutating func readDottedKey() -> [(text: String, position: TextPosition)] {
        var parts: [(text: String, position: TextPosition)] = []
        repeat {
            skipBlanks()
            let position = self.position
            parts.append((readSimpleKey(), position))
            skipBlanks()
        } while take(".")
        return parts
    }

    /// Whether a key may begin so: a bare one is ASCII, any other stands in quotes.
    static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "\"", "'": true
        default: false
        }
    }

    /// Over a string, number, boolean or date.
    ///
    /// - Returns: what stands there without quotes, nil for a string.
    mutating func readScalar() -> String? {
        switch peek {
        case "\"": _ = readString("\"", escapes: true, keeps: false)
        case "'": _ = readString("'", escapes: false, keeps: false)
        default:
            let start = offset
            while let scalar = peek, !Self.endsScalar(scalar) { advance() }
            return String(String.UnicodeScalarView(scalars[start..<offset]))
        }
        return nil
    }

    private mutating func readSimpleKey() -> String {
        switch peek {
        case "\"": return readString("\"", escapes: true)
        case "'": return readString("'", escapes: false)
        default:
            var key = String.UnicodeScalarView()
            while let scalar = peek, !Self.endsKey(scalar) {
                key.append(scalar)
                advance()
            }
            return String(key)
        }
    }

    private static func endsScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", "]", "}", "#", "\n": true
        default: false
        }
    }

    private static func endsKey(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\r", "\n", "=", ".", ",", "[", "]", "{", "}", "#", "\"", "'": true
        default: false
        }
    }

    /// - Parameter keeps: whether what it holds is wanted, or only what comes after it.
    private mutating func readString(_ quote: Unicode.Scalar, escapes: Bool, keeps: Bool = true) -> String {
        advance()
        var isLong = false
        if take(quote) {
            guard take(quote) else { return "" }
            isLong = true
        }
        var text = String.UnicodeScalarView()
        while let scalar = peek {
            let start = offset
            if scalar == quote, closes(quote, isLong: isLong) {
                // Up to two quotes may stand right before the three that end a multi-line string.
                let length = scalars[start...].prefix { $0 == quote }.count
                for _ in 0..<(isLong ? min(length, 5) : 1) { advance() }
                break
            }
            advance()
            if escapes, scalar == "\\" {
                text.append(contentsOf: readEscape())
            } else if keeps {
                text.append(scalar)
            }
        }
        return String(text)
    }

    private func closes(_ quote: Unicode.Scalar, isLong: Bool) -> Bool {
        guard isLong else { return true }
        return scalars[offset...].starts(with: [quote, quote, quote])
    }

    private mutating func readEscape() -> [Unicode.Scalar] {
        guard let letter = peek else { return [] }
        advance()
        switch letter {
        case "b": return ["\u{8}"]
        case "t": return ["\t"]
        case "n": return ["\n"]
        case "f": return ["\u{C}"]
        case "r": return ["\r"]
        case "u": return readHexadecimal(digits: 4)
        case "U": return readHexadecimal(digits: 8)
        default: return [letter]
        }
    }

    private mutating func readHexadecimal(digits: Int) -> [Unicode.Scalar] {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = peek.flatMap({ Character($0).hexDigitValue }) else { return [] }
            value = value << 4 | UInt32(digit)
            advance()
        }
        if value == 0 { escapedNULs.append(position) }
        return Unicode.Scalar(value).map { [$0] } ?? []
    }
}
