extension Selector {
    /// Reads a selector list, and the attribute behind `@` where there is one.
    ///
    /// - Throws: the first thing wrong, with its column. Pseudo-elements, namespaces and pseudo-classes that depend on a
    ///   reader's actions or on what an element holds are refused.
    public static func parse(_ text: String) throws(SelectorError) -> Selector {
        var parser = SelectorParser(text)
        return try parser.selector(text)
    }
}

/// Reads a selector from left to right. Nothing in it recurses but `:not()`, which cannot nest.
struct SelectorParser {
    var scanner: SelectorScanner

    init(_ text: String) {
        scanner = SelectorScanner(text)
    }

    mutating func selector(_ text: String) throws(SelectorError) -> Selector {
        guard scanner.count <= SelectorLimits.scalars else {
            throw SelectorError(
                column: SelectorLimits.scalars + 1,
                message: "expected the end: a selector has at most \(SelectorLimits.scalars) characters")
        }
        var alternatives: [ComplexSelector] = []
        repeat {
            guard alternatives.count < SelectorLimits.alternatives else {
                throw scanner.error("expected the end: a list has at most \(SelectorLimits.alternatives) selectors")
            }
            scanner.skipSpace()
            alternatives.append(try complex())
        } while scanner.take(",")
        let attribute = scanner.take("@") ? try scanner.identifier("an attribute's name").asciiLowercased : nil
        scanner.skipSpace()
        guard scanner.isAtEnd else {
            throw scanner.expected(attribute == nil ? "a combinator, \",\" or the end" : "the end")
        }
        return Selector(text: Self.trimmed(text), alternatives: alternatives, attribute: attribute)
    }

    /// Compounds and the combinators between them, up to a comma or the end.
    private mutating func complex() throws(SelectorError) -> ComplexSelector {
        var steps = [ComplexSelector.Step(combinator: .descendant, compound: try compound())]
        while let combinator = combinator() {
            guard steps.count < SelectorLimits.steps else {
                throw scanner.error("expected the end: a selector has at most \(SelectorLimits.steps) steps")
            }
            steps.append(ComplexSelector.Step(combinator: combinator, compound: try compound()))
        }
        return ComplexSelector(steps: steps)
    }

    /// Nil where the selector ends.
    private mutating func combinator() -> Combinator? {
        let hasSpace = scanner.skipSpace()
        let found: Combinator
        switch scanner.peek {
        case ">": found = .child
        case "+": found = .nextSibling
        case "~": found = .subsequentSibling
        case nil, ",", "@", ")": return nil
        default: return hasSpace ? .descendant : nil
        }
        scanner.advance()
        scanner.skipSpace()
        return found
    }

    /// A name and conditions without white space between them.
    mutating func compound(inNot: Bool = false) throws(SelectorError) -> CompoundSelector {
        let start = scanner.offset
        var compound = CompoundSelector()
        if scanner.isAtIdentifier {
            compound.type = try scanner.identifier("a name").asciiLowercased
        } else {
            _ = scanner.take("*")
        }
        if scanner.peek == "|" { throw scanner.error("namespaces cannot be asked for") }
        while true {
            let found = try conditions(inNot: inNot)
            if found.isEmpty { break }
            guard compound.conditions.count < SelectorLimits.conditions else {
                throw scanner.error("expected the end: an element has at most \(SelectorLimits.conditions) conditions")
            }
            compound.conditions += found
        }
        guard scanner.offset > start else {
            throw scanner.expected("an element's name, \"*\", \".\", \"#\", \"[\" or \":\"")
        }
        return compound
    }

    /// Empty where the compound ends.
    private mutating func conditions(inNot: Bool) throws(SelectorError) -> [Condition] {
        switch scanner.peek {
        case ".":
            scanner.advance()
            return [.className(try scanner.identifier("a class name after \".\""))]
        case "#":
            scanner.advance()
            return [.id(try scanner.name("an id after \"#\""))]
        case "[":
            scanner.advance()
            return [.attribute(try attributeTest())]
        case ":":
            return try pseudoClass(inNot: inNot)
        default:
            return []
        }
    }

    /// `[name]`, `[name=value]`, `[name*="value" i]`; the bracket is behind.
    private mutating func attributeTest() throws(SelectorError) -> AttributeTest {
        scanner.skipSpace()
        let name = try scanner.identifier("an attribute's name").asciiLowercased
        scanner.skipSpace()
        if scanner.take("]") { return AttributeTest(name: name, comparison: .present, value: "") }
        let comparison = try comparison()
        scanner.skipSpace()
        let isString = scanner.peek == "\"" || scanner.peek == "'"
        let value = try isString ? scanner.string() : scanner.identifier("a value; one that is no name needs quotes")
        scanner.skipSpace()
        let ignoresCase = scanner.take("i") || scanner.take("I")
        if !ignoresCase { _ = scanner.take("s") || scanner.take("S") }
        scanner.skipSpace()
        guard scanner.take("]") else { throw scanner.expected("\"]\"") }
        return AttributeTest(
            name: name, comparison: comparison, value: ignoresCase ? value.asciiLowercased : value,
            ignoresCase: ignoresCase)
    }

    private mutating func comparison() throws(SelectorError) -> AttributeTest.Operator {
        let table: [(Unicode.Scalar, AttributeTest.Operator)] = [
            ("~", .word), ("|", .dash), ("^", .prefix), ("$", .suffix), ("*", .substring),
        ]
        let found = table.first { $0.0 == scanner.peek }?.1
        if found != nil { scanner.advance() }
        guard scanner.take("=") else {
            throw scanner.expected(
                found == nil ? "\"]\", \"=\", \"~=\", \"|=\", \"^=\", \"$=\" or \"*=\"" : "\"=\"")
        }
        return found ?? .equals
    }

    private static func trimmed(_ text: String) -> String {
        let isBlank = { (character: Character) in character.isWhitespace }
        guard let last = text.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(text[...last].drop(while: isBlank))
    }
}
