/// Converts the part of XPath 1.0 that site configs use to CSS selectors: paths along `child` and `descendant`, unions,
/// attribute tests, `and`, `or`, `not()`, positions. Whatever it cannot say exactly it refuses, with the reason.
struct XPathConverter {
    struct Result: Equatable {
        let selector: String
        let attribute: String?
        /// What the selector says a little differently.
        let note: String?
    }

    private var scanner: XPathScanner
    /// Whether only the first element found counts, so that a `[1]` behind all else says nothing.
    private let isFirstOnly: Bool
    /// More alternatives of `or` than this make no readable rule.
    static let alternativeLimit = 32

    static func convert(_ text: String, isFirstOnly: Bool) throws(XPathProblem) -> [Result] {
        var converter = XPathConverter(scanner: try XPathScanner(text), isFirstOnly: isFirstOnly)
        let results = try converter.union()
        guard converter.scanner.isAtEnd else { throw XPathProblem("what follows a path is not understood") }
        return results
    }

    /// A CSS string.
    static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private mutating func union() throws(XPathProblem) -> [Result] {
        var results: [Result] = []
        repeat {
            results += try scanner.peek == .sign("(") ? group() : [path()]
        } while scanner.take("|")
        return results
    }

    /// `(…)` and `(…)[1]`.
    private mutating func group() throws(XPathProblem) -> [Result] {
        scanner.advance()
        var results: [Result] = []
        repeat {
            results.append(try path())
        } while scanner.take("|")
        try scanner.expect(")")
        if scanner.take("[") {
            guard isFirstOnly, scanner.peek == .number(1) else {
                throw XPathProblem("a place among all that is found has no selector")
            }
            scanner.advance()
            try scanner.expect("]")
        }
        return results
    }

    private mutating func path() throws(XPathProblem) -> Result {
        var alternatives: [String] = []
        var (attribute, note): (String?, String?)
        var combinator = try start()
        while true {
            if scanner.take("@") {
                attribute = try name("an attribute")
                if combinator == " " || alternatives.isEmpty {
                    alternatives = Self.joined(alternatives, combinator, ["[\(attribute ?? "")]"])
                }
                break
            }
            if scanner.peek == .name("text"), scanner.next == .sign("(") {
                guard combinator == " > " || combinator == " " else { throw XPathProblem("text() stands alone") }
                for _ in 0..<2 { scanner.advance() }
                try scanner.expect(")")
                note = "text() is taken as the whole text of the element"
                guard combinator == " > ", !alternatives.isEmpty else {
                    throw XPathProblem("it means pieces of text, not elements")
                }
                break
            }
            let found = try step(&combinator)
            alternatives = Self.joined(alternatives, combinator, found)
            guard alternatives.count <= Self.alternativeLimit else {
                throw XPathProblem("it has too many alternatives")
            }
            if scanner.take("//") { combinator = " " } else if scanner.take("/") { combinator = " > " } else { break }
        }
        let selector = alternatives.joined(separator: ", ")
        return Result(selector: selector + (attribute.map { "@" + $0 } ?? ""), attribute: attribute, note: note)
    }

    /// What stands before the first step: only paths from the document's root mean anything.
    private mutating func start() throws(XPathProblem) -> String {
        if scanner.take(".") {
            guard scanner.take("//") else { throw XPathProblem("it does not begin at the page's root") }
            return " "
        }
        if scanner.take("//") { return " " }
        if case .name(let function)? = scanner.peek, scanner.next == .sign("(") {
            throw XPathProblem("the function \(function)() makes a value, not elements")
        }
        guard scanner.take("/") else { throw XPathProblem("it does not begin with / or //") }
        let isRoot = scanner.peek == .name("html") || scanner.peek == .name("descendant")
        guard isRoot || scanner.peek == .name("descendant-or-self") else {
            throw XPathProblem("a path from / can only begin with html")
        }
        return " "
    }

    private static func joined(_ left: [String], _ combinator: String, _ right: [String]) -> [String] {
        left.isEmpty ? right : left.flatMap { first in right.map { first + combinator + $0 } }
    }

    /// One step: axis, name, predicates. An axis changes the combinator before it.
    private mutating func step(_ combinator: inout String) throws(XPathProblem) -> [String] {
        var isSibling = false
        if scanner.next == .sign("::"), case .name(let axis)? = scanner.peek {
            for _ in 0..<2 { scanner.advance() }
            switch axis {
            case "child": break
            case "descendant": combinator = " "
            case "descendant-or-self" where combinator == " ": break
            case "following-sibling" where combinator == " > ":
                (combinator, isSibling) = (" ~ ", true)
            default: throw XPathProblem("the axis \(axis) has no selector")
            }
        }
        if scanner.peek == .sign("..") || scanner.peek == .sign(".") {
            throw XPathProblem("a selector cannot go back to what stands around")
        }
        let type = scanner.take("*") ? nil : try name("an element").lowercased()
        if scanner.peek == .sign("(") { throw XPathProblem("\(type ?? "")() is no element") }
        if scanner.peek == .sign("::") { throw XPathProblem("namespaces have no selector") }
        var terms = [XPathTerm(type: type)]
        var isFirst = true
        while scanner.take("[") {
            if isSibling, isFirst, type == nil, scanner.peek == .number(1), scanner.next == .sign("]") {
                scanner.advance()
                combinator = " + "
            } else if !isFirst, isFirstOnly, scanner.peek == .number(1), scanner.next == .sign("]") {
                scanner.advance()
                guard scanner.isLastStep else { throw XPathProblem("a place inside a path has no selector") }
            } else {
                var predicate = XPathPredicate(scanner, type: type, allowsPlaces: isFirst && !isSibling)
                terms = try XPathTerm.and(terms, try predicate.expression())
                scanner = predicate.scanner
            }
            try scanner.expect("]")
            isFirst = false
        }
        return terms.map(\.selector)
    }

    private mutating func name(_ what: String) throws(XPathProblem) -> String {
        guard case .name(let name)? = scanner.peek else { throw XPathProblem("the name of \(what) is missing") }
        scanner.advance()
        return name
    }
}
