/// Conditions that one element fulfils together, as CSS.
struct XPathTerm: Equatable {
    var type: String?
    var conditions: [String] = []

    var selector: String { conditions.isEmpty ? type ?? "*" : (type ?? "") + conditions.joined() }

    /// All pairs of alternatives that can hold together.
    static func and(_ left: [XPathTerm], _ right: [XPathTerm]) throws(XPathProblem) -> [XPathTerm] {
        guard left.count * right.count <= XPathConverter.alternativeLimit else {
            throw XPathProblem("it has too many alternatives")
        }
        let pairs = left.flatMap { first in
            right.compactMap { second -> XPathTerm? in
                if let one = first.type, let other = second.type, one != other { return nil }
                let added = second.conditions.filter { !first.conditions.contains($0) }
                return XPathTerm(type: first.type ?? second.type, conditions: first.conditions + added)
            }
        }
        guard !pairs.isEmpty else { throw XPathProblem("its conditions exclude each other") }
        return pairs
    }
}

/// Reads what stands in brackets behind an element, as alternatives of which one must hold.
struct XPathPredicate {
    private(set) var scanner: XPathScanner
    /// The element's name; nil for any.
    private let type: String?
    /// Whether a number still counts among all siblings of the name: only before other predicates.
    private let allowsPlaces: Bool
    private var depth = 0

    init(_ scanner: XPathScanner, type: String?, allowsPlaces: Bool) {
        self.scanner = scanner
        self.type = type
        self.allowsPlaces = allowsPlaces
    }

    mutating func expression() throws(XPathProblem) -> [XPathTerm] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 16 else { throw XPathProblem("it is nested too deep") }
        var terms = try conjunction()
        while scanner.takeName("or") { terms += try conjunction() }
        guard terms.count <= XPathConverter.alternativeLimit else { throw XPathProblem("it has too many alternatives") }
        return terms
    }

    private mutating func conjunction() throws(XPathProblem) -> [XPathTerm] {
        var terms = try primary()
        while scanner.takeName("and") { terms = try XPathTerm.and(terms, try primary()) }
        return terms
    }

    private mutating func primary() throws(XPathProblem) -> [XPathTerm] {
        switch scanner.peek {
        case .sign("("):
            scanner.advance()
            let terms = try expression()
            try scanner.expect(")")
            return terms
        case .sign("@"):
            scanner.advance()
            return try comparison(of: try name())
        case .number(let number):
            scanner.advance()
            return try place("\(number)", fromEnd: false)
        case .name("not") where scanner.next == .sign("("):
            return try negation()
        case .name(let name) where scanner.next == .sign("("):
            for _ in 0..<2 { scanner.advance() }
            return try call(name)
        case .name("self") where scanner.next == .sign("::"):
            for _ in 0..<2 { scanner.advance() }
            return [XPathTerm(type: try name().lowercased())]
        case .name("attribute") where scanner.next == .sign("::"):
            for _ in 0..<2 { scanner.advance() }
            return try comparison(of: try name())
        case .name(let axis) where scanner.next == .sign("::"):
            throw XPathProblem("the axis \(axis) has no selector")
        case .sign(".") where scanner.next != .sign("//") && scanner.next != .sign("/"):
            throw XPathProblem("selectors do not test the text")
        case .sign(".."): throw XPathProblem("a selector cannot go back to what stands around")
        case .name, .sign("."), .sign("//"), .sign("*"), .sign("/"):
            throw XPathProblem("selectors do not ask what an element holds")
        default: throw XPathProblem("a condition is not understood")
        }
    }

    /// `@a`, `@a='v'`, `@a!='v'`.
    private mutating func comparison(of attribute: String) throws(XPathProblem) -> [XPathTerm] {
        if scanner.take("=") { return [Self.test(attribute, "=", try text())] }
        if scanner.take("!=") {
            let value = XPathConverter.quoted(try text())
            return [XPathTerm(conditions: ["[\(attribute)]", ":not([\(attribute)=\(value)])"])]
        }
        for sign in ["<", ">", "<=", ">="] where scanner.peek == .sign(sign) {
            throw XPathProblem("selectors do not compare numbers")
        }
        return [XPathTerm(conditions: ["[\(attribute)]"])]
    }

    private static func test(_ attribute: String, _ sign: String, _ value: String) -> XPathTerm {
        if isName(value), attribute == "id", sign == "=" { return XPathTerm(conditions: ["#\(value)"]) }
        if isName(value), attribute == "class", sign == "~=" { return XPathTerm(conditions: [".\(value)"]) }
        return XPathTerm(conditions: ["[\(attribute)\(sign)\(XPathConverter.quoted(value))]"])
    }

    /// Whether a value can stand behind a dot or number sign as it is.
    private static func isName(_ value: String) -> Bool {
        let isLetter = { (byte: UInt8) in (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") }
        guard let first = value.utf8.first, isLetter(first) else { return false }
        return value.utf8.allSatisfy { isLetter($0) || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") }
    }

    private mutating func call(_ function: String) throws(XPathProblem) -> [XPathTerm] {
        switch function {
        case "contains", "starts-with", "ends-with": return [try search(function)]
        case "position": return try position()
        case "last":
            try scanner.expect(")")
            guard scanner.take("-") else { return try place("1", fromEnd: true) }
            return try place("\(try number() + 1)", fromEnd: true)
        case "name", "local-name":
            try scanner.expect(")")
            try scanner.expect("=")
            return [XPathTerm(type: try text().lowercased())]
        case "text", "string", "normalize-space", "string-length":
            throw XPathProblem("selectors do not test the text")
        default: throw XPathProblem("the function \(function)() has no selector")
        }
    }

    /// `contains(@class, 'v')`, and the idiom for one word of a class.
    private mutating func search(_ function: String) throws(XPathProblem) -> XPathTerm {
        let (attribute, isPadded) = try searched()
        try scanner.expect(",")
        let value = try text()
        try scanner.expect(")")
        guard !value.isEmpty else { throw XPathProblem("it looks for an empty text") }
        guard isPadded else {
            let signs = ["contains": "*=", "starts-with": "^=", "ends-with": "$="]
            return Self.test(attribute, signs[function] ?? "*=", value)
        }
        let word = value.dropFirst().dropLast()
        guard function == "contains", value.first == " ", value.last == " ", !word.isEmpty, !word.contains(" ") else {
            throw XPathProblem("only one word between blanks can be looked for in concat()")
        }
        return Self.test(attribute, "~=", String(word))
    }

    /// `@a`, or `concat(' ', normalize-space(@a), ' ')`.
    private mutating func searched() throws(XPathProblem) -> (attribute: String, isPadded: Bool) {
        if scanner.take("@") { return (try name(), false) }
        if scanner.takeName("concat") {
            try scanner.expect("(")
            guard try text() == " " else { throw XPathProblem("concat() begins with something else than a blank") }
            try scanner.expect(",")
            let isNormalised = scanner.takeName("normalize-space")
            if isNormalised { try scanner.expect("(") }
            try scanner.expect("@")
            let attribute = try name()
            if isNormalised { try scanner.expect(")") }
            try scanner.expect(",")
            guard try text() == " " else { throw XPathProblem("concat() ends with something else than a blank") }
            try scanner.expect(")")
            return (attribute, true)
        }
        switch scanner.peek {
        case .sign("."), .name("text"), .name("string"), .name("normalize-space"):
            throw XPathProblem("selectors do not test the text")
        case .name(let function) where scanner.next == .sign("("):
            throw XPathProblem("the function \(function)() has no selector")
        default: throw XPathProblem("selectors do not ask what an element holds")
        }
    }

    /// `position() = 2`, `< 3` and so on, as An+B.
    private mutating func position() throws(XPathProblem) -> [XPathTerm] {
        try scanner.expect(")")
        let signs = ["=", "<=", ">=", "<", ">"]
        guard let sign = signs.first(where: { scanner.peek == .sign($0) }) else {
            throw XPathProblem("a condition on position() is not understood")
        }
        scanner.advance()
        if sign == "=", scanner.takeName("last") {
            try scanner.expect("(")
            try scanner.expect(")")
            return try place("1", fromEnd: true)
        }
        let number = try number()
        switch sign {
        case "<": return try place("-n+\(max(0, number - 1))", fromEnd: false)
        case "<=": return try place("-n+\(number)", fromEnd: false)
        case ">": return try place("n+\(number + 1)", fromEnd: false)
        case ">=": return try place("n+\(number)", fromEnd: false)
        default: return try place("\(number)", fromEnd: false)
        }
    }

    /// A place among the siblings of the same name; among all where the name is `*`.
    private func place(_ formula: String, fromEnd: Bool) throws(XPathProblem) -> [XPathTerm] {
        guard allowsPlaces else { throw XPathProblem("a place among those that fulfil a condition has no selector") }
        let name = "nth-\(fromEnd ? "last-" : "")\(type == nil ? "child" : "of-type")"
        return [XPathTerm(conditions: [":\(name)(\(formula))"])]
    }

    /// Not any of the alternatives: each is a `:not()` of its own.
    private mutating func negation() throws(XPathProblem) -> [XPathTerm] {
        for _ in 0..<2 { scanner.advance() }
        let terms = try expression()
        try scanner.expect(")")
        guard !terms.contains(where: { $0.conditions.contains { $0.hasPrefix(":not(") } }) else {
            throw XPathProblem("a negation inside a negation has no selector")
        }
        return [XPathTerm(conditions: terms.map { ":not(\($0.selector))" })]
    }

    private mutating func name() throws(XPathProblem) -> String {
        guard case .name(let name)? = scanner.peek else { throw XPathProblem("the name of an attribute is missing") }
        scanner.advance()
        return name
    }

    private mutating func text() throws(XPathProblem) -> String {
        guard case .text(let text)? = scanner.peek else { throw XPathProblem("a text in quotes is missing") }
        scanner.advance()
        return text
    }

    private mutating func number() throws(XPathProblem) -> Int {
        guard case .number(let number)? = scanner.peek else { throw XPathProblem("a number is missing") }
        scanner.advance()
        return number
    }
}
