/// JSON: the small reader and writer that the sandboxed worker uses.
///
/// A worker links no Foundation, and the JSON that news pages embed is often not quite JSON: raw line feeds in
/// strings, trailing commas, comments, `CDATA` wrappers, a missing last bracket. So the reader has a tolerant mode for
/// pages and a strict one for what programs send. Nothing in it recurses; depth is bounded.

/// A JSON value. Objects keep their members in document order; of repeated keys the first one is found.
public enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// The number as a double; integers up to 2^53 are exact.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])

    /// The member named `key` of an object; nil for other values.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The string's text; nil for other values.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The value of a number; nil for other values.
    public var number: Double? {
        guard case .number(let value) = self else { return nil }
        return value
    }

    /// The value of true and false; nil for other values.
    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements of an array; nil for other values.
    public var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members of an object; nil for other values.
    public var object: [JSONMember]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// An array's elements, or the value itself as the only element: schema.org allows both everywhere.
    public var elements: [JSONValue] {
        if case .array(let elements) = self { return elements }
        return self == .null ? [] : [self]
    }
}

/// A key and its value in an object.
public struct JSONMember: Sendable, Equatable {
    public var key: String
    public var value: JSONValue

    public init(key: String, value: JSONValue) {
        self.key = key
        self.value = value
    }
}
