/// Pseudo-classes: places among siblings (section 13.3) and negation (section 4.3).
extension SelectorParser {
    private static let plain: [(name: String, positions: [ChildPosition])] = [
        ("first-child", [place(1)]), ("last-child", [place(1, fromEnd: true)]),
        ("only-child", [place(1), place(1, fromEnd: true)]), ("first-of-type", [place(1, ofType: true)]),
        ("last-of-type", [place(1, ofType: true, fromEnd: true)]),
        ("only-of-type", [place(1, ofType: true), place(1, ofType: true, fromEnd: true)]),
    ]
    private static let counted = ["nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"]

    private static func place(_ offset: Int, ofType: Bool = false, fromEnd: Bool = false) -> ChildPosition {
        ChildPosition(step: 0, offset: offset, ofType: ofType, fromEnd: fromEnd)
    }

    /// From the colon on; `:only-child` is two conditions.
    mutating func pseudoClass(inNot: Bool) throws(SelectorError) -> [Condition] {
        let start = scanner.column
        scanner.advance()
        if scanner.peek == ":" { throw scanner.error("pseudo-elements are no elements of a page", at: start) }
        let name = try scanner.identifier("a pseudo-class's name after \":\"").asciiLowercased
        if let positions = Self.plain.first(where: { $0.name == name })?.positions {
            return positions.map { .position($0) }
        }
        guard name == "not" || Self.counted.contains(name) else { throw unknown(name, at: start) }
        guard scanner.take("(") else { throw scanner.expected("\"(\" after \":\(name)\"") }
        scanner.skipSpace()
        let condition: Condition
        if name == "not" {
            guard !inNot else { throw scanner.error("\":not\" cannot stand inside :not()", at: start) }
            condition = .not(try negated())
        } else {
            condition = .position(
                try formula(ofType: name.hasSuffix("of-type"), fromEnd: name.hasPrefix("nth-last")))
        }
        scanner.skipSpace()
        guard scanner.take(")") else { throw scanner.expected("\")\"") }
        return [condition]
    }

    private func unknown(_ name: String, at column: Int) -> SelectorError {
        let known = (Self.plain.map(\.name) + ["not()"] + Self.counted.map { $0 + "()" }).map { ":" + $0 }
        return scanner.error(
            "unknown pseudo-class \":\(name)\"; known are \(known.joined(separator: ", "))", at: column)
    }

    private mutating func negated() throws(SelectorError) -> [CompoundSelector] {
        var compounds: [CompoundSelector] = []
        repeat {
            guard compounds.count < SelectorLimits.conditions else {
                throw scanner.error("expected \")\": :not() takes at most \(SelectorLimits.conditions) selectors")
            }
            scanner.skipSpace()
            compounds.append(try compound(inNot: true))
            scanner.skipSpace()
        } while scanner.take(",")
        return compounds
    }

    /// `odd`, `even`, `3`, `2n+1`, `-n + 3` (CSS Syntax, section 6.1, “An+B”).
    private mutating func formula(ofType: Bool, fromEnd: Bool) throws(SelectorError) -> ChildPosition {
        func position(_ step: Int, _ offset: Int) -> ChildPosition {
            ChildPosition(step: step, offset: offset, ofType: ofType, fromEnd: fromEnd)
        }
        if scanner.peek.map({ "oeOE".unicodeScalars.contains($0) }) == true {
            let start = scanner.column
            switch try scanner.identifier("\"odd\" or \"even\"").asciiLowercased {
            case "odd": return position(2, 1)
            case "even": return position(2, 0)
            default: throw scanner.error("expected \"odd\", \"even\" or a formula such as \"2n+1\"", at: start)
            }
        }
        var step = try scanner.integer()
        if step == nil, scanner.peek == "-" || scanner.peek == "+" {
            step = scanner.peek == "-" ? -1 : 1
            scanner.advance()
            guard scanner.peek == "n" || scanner.peek == "N" else { throw scanner.expected("a number or \"n\"") }
        }
        guard scanner.take("n") || scanner.take("N") else {
            guard let step else { throw scanner.expected("a number, \"odd\", \"even\" or a formula such as \"2n+1\"") }
            return position(0, step)
        }
        scanner.skipSpace()
        guard scanner.peek == "+" || scanner.peek == "-" else { return position(step ?? 1, 0) }
        let sign = scanner.peek == "-" ? -1 : 1
        scanner.advance()
        scanner.skipSpace()
        guard let offset = try scanner.integer() else { throw scanner.expected("a number") }
        return position(step ?? 1, sign * offset)
    }
}
