/// `Selectors` reads CSS selectors (Selectors Level 4, <https://www.w3.org/TR/selectors-4/>), as far as rules for pages need
/// them. In goes one selector's text, out comes a small compiled form or an error with its column. It imports nothing, so that
/// the daemon can check what only a worker applies. What matches is decided in `Extraction`.

/// A selector list: what any of its complex selectors matches (section 4.1).
public struct Selector: Sendable, Equatable {
    /// As written, without white space around it.
    public let text: String
    /// At least one.
    public let alternatives: [ComplexSelector]
    /// The attribute whose value is meant instead of the element's text: `content` in `meta[name=author]@content`.
    public let attribute: String?
}

/// Compound selectors joined by combinators (section 15), from left to right.
public struct ComplexSelector: Sendable, Equatable {
    /// A compound and how it hangs on the one before.
    public struct Step: Sendable, Equatable {
        /// How the element relates to the one before it; `descendant` in the first step, where it says nothing.
        public let combinator: Combinator
        public let compound: CompoundSelector
    }

    /// At least one; the last one is the element that is selected.
    public let steps: [Step]
}

/// How two elements relate.
public enum Combinator: Sendable, Equatable {
    /// White space (section 15.1).
    case descendant
    /// `>` (section 15.2).
    case child
    /// `+` (section 15.3).
    case nextSibling
    /// `~` (section 15.4).
    case subsequentSibling
}

/// Conditions that one element fulfils together (section 4.1).
public struct CompoundSelector: Sendable, Equatable {
    /// The element's name in lower case; nil for any (sections 5.1 and 5.2).
    public var type: String?
    public var conditions: [Condition]

    public init(type: String? = nil, conditions: [Condition] = []) {
        self.type = type
        self.conditions = conditions
    }
}

/// One condition besides the element's name.
public indirect enum Condition: Sendable, Equatable {
    /// `.name` (section 6.6), compared byte by byte.
    case className(String)
    /// `#name` (section 6.7), compared byte by byte.
    case id(String)
    /// `[name…]` (section 6).
    case attribute(AttributeTest)
    /// `:first-child`, `:nth-of-type(2n)` and the like (section 13.3).
    case position(ChildPosition)
    /// `:not(…)` (section 4.3): none of these compounds matches. They hold no further `:not`.
    case not([CompoundSelector])
}

/// A test of an attribute (sections 6.1 to 6.4).
public struct AttributeTest: Sendable, Equatable {
    /// How the attribute's value is compared.
    public enum Operator: Sendable, Equatable {
        /// `[name]`
        case present
        /// `=`
        case equals
        /// `~=`: one of the words.
        case word
        /// `|=`: the value, or the value and a dash.
        case dash
        /// `^=`
        case prefix
        /// `$=`
        case suffix
        /// `*=`
        case substring
    }

    /// In lower case.
    public let name: String
    public let comparison: Operator
    /// In lower case where letter case does not matter.
    public let value: String
    /// `[name=value i]` (section 6.3): letters A to Z equal a to z.
    public let ignoresCase: Bool

    public init(name: String, comparison: Operator, value: String, ignoresCase: Bool = false) {
        self.name = name
        self.comparison = comparison
        self.value = value
        self.ignoresCase = ignoresCase
    }
}

/// The place of an element among its siblings (section 13.3): the `step`·n + `offset`th for some n ≥ 0, counted from 1.
public struct ChildPosition: Sendable, Equatable {
    /// 0 for one place alone; may be negative.
    public let step: Int
    /// Counted from 1; may be negative.
    public let offset: Int
    /// Whether only siblings of the same name count.
    public let ofType: Bool
    public let fromEnd: Bool

    public init(step: Int, offset: Int, ofType: Bool, fromEnd: Bool) {
        self.step = step
        self.offset = offset
        self.ofType = ofType
        self.fromEnd = fromEnd
    }

    /// Whether the element in this place, counted from 1, is meant.
    public func contains(_ place: Int) -> Bool {
        let distance = place - offset
        return step == 0 ? distance == 0 : distance % step == 0 && distance / step >= 0
    }
}

/// Why a text is no selector.
public struct SelectorError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Counted from 1 in Unicode scalars.
    public let column: Int
    /// What was expected, and what stands there.
    public let message: String

    public init(column: Int, message: String) {
        self.column = column
        self.message = message
    }

    public var description: String { "column \(column): \(message)" }
}

/// Caps on one selector, which bound what matching it costs.
public enum SelectorLimits {
    /// Unicode scalars of a selector's text.
    public static let scalars = 2_000
    /// Complex selectors between commas.
    public static let alternatives = 64
    /// Compounds of a complex selector.
    public static let steps = 32
    /// Conditions of a compound.
    public static let conditions = 32
    /// Magnitude of the numbers in `:nth-child()`.
    public static let number = 100_000
}
