/// Why an XPath cannot be a selector, in words that follow “is left out:”.
struct XPathProblem: Error, Equatable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

/// The tokens of XPath 1.0 (section 3.7).
enum XPathToken: Equatable {
    case name(String)
    case text(String)
    case number(Int)
    /// `/ // | ( ) [ ] @ , = != < <= > >= :: * . .. + - $`
    case sign(String)
}

/// A place in the tokens of an XPath.
struct XPathScanner {
    private let tokens: [XPathToken]
    private(set) var position = 0

    /// No site config comes near it.
    private static let lengthLimit = 4_000
    private static let signs = [
        "//", "!=", "<=", ">=", "::", "..", "/", "|", "(", ")", "[", "]", "@", ",", "=", "<", ">", "*", ".", "+", "-",
        "$",
    ]

    init(_ text: String) throws(XPathProblem) {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count <= Self.lengthLimit else { throw XPathProblem("it is too long") }
        var tokens: [XPathToken] = []
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar.properties.isWhitespace {
                index += 1
            } else if scalar == "\"" || scalar == "'" {
                guard let end = scalars[(index + 1)...].firstIndex(of: scalar) else {
                    throw XPathProblem("a quotation mark is not closed")
                }
                tokens.append(.text(Self.string(scalars[index + 1..<end])))
                index = end + 1
            } else if Self.isDigit(scalar) {
                let digits = scalars[index...].prefix(while: Self.isDigit)
                tokens.append(.number(Int(Self.string(digits.prefix(6))) ?? 0))
                index += digits.count
            } else if Self.isNameStart(scalar) {
                let name = scalars[index...].prefix {
                    Self.isNameStart($0) || Self.isDigit($0) || $0 == "-" || $0 == "."
                }
                tokens.append(.name(Self.string(name)))
                index += name.count
            } else if let sign = Self.signs.first(where: { scalars[index...].starts(with: $0.unicodeScalars) }) {
                tokens.append(.sign(sign))
                index += sign.unicodeScalars.count
            } else {
                throw XPathProblem("\"\(scalar)\" is not understood")
            }
        }
        self.tokens = tokens
    }

    var peek: XPathToken? { position < tokens.count ? tokens[position] : nil }
    var next: XPathToken? { position + 1 < tokens.count ? tokens[position + 1] : nil }
    var isAtEnd: Bool { position >= tokens.count }

    /// Whether no further element follows the bracket that stands here.
    var isLastStep: Bool {
        guard position + 1 < tokens.count else { return true }
        guard tokens[position + 1] == .sign("/") || tokens[position + 1] == .sign("//") else { return true }
        return position + 2 < tokens.count && tokens[position + 2] == .sign("@")
    }

    mutating func advance() { position += 1 }

    mutating func take(_ sign: String) -> Bool {
        guard peek == .sign(sign) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ sign: String) throws(XPathProblem) {
        guard take(sign) else { throw XPathProblem("\"\(sign)\" is missing") }
    }

    /// A name that stands as an operator or function.
    mutating func takeName(_ name: String) -> Bool {
        guard peek == .name(name) else { return false }
        position += 1
        return true
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic
    }
}
