/// What is wrong with a JSON text, and at which byte.
public struct JSONError: Error, Equatable, Sendable {
    public let message: String
    /// Zero-based index of the byte at which reading stopped.
    public let offset: Int
}

/// How much a reader forgives.
public enum JSONTolerance: Sendable {
    /// RFC 8259 and nothing else.
    case strict
    /// What browsers' authors write into pages: comments, raw control characters, trailing and missing commas,
    /// wrappers around the value, and a text that ends too early.
    case pages
}

extension JSONValue {
    /// Reads one JSON text.
    ///
    /// - Parameters:
    ///   - bytes: the text in UTF-8; invalid sequences become U+FFFD.
    ///   - tolerance: see ``JSONTolerance``.
    ///   - maximumDepth: nesting beyond it is an error in strict mode and reads as null in tolerant mode.
    /// - Throws: ``JSONError``, with the byte where reading stopped.
    public static func parse(
        _ bytes: [UInt8], tolerance: JSONTolerance = .strict, maximumDepth: Int = 64
    ) throws(JSONError) -> JSONValue {
        var isCut = false
        return try parse(bytes, tolerance: tolerance, maximumDepth: maximumDepth, isCut: &isCut)
    }

    /// The same, and sets `isCut` where something was nested too deeply to be read.
    /// - Throws: ``JSONError``.
    public static func parse(
        _ bytes: [UInt8], tolerance: JSONTolerance, maximumDepth: Int, isCut: inout Bool
    ) throws(JSONError) -> JSONValue {
        var reader = JSONReader(bytes: bytes, tolerant: tolerance == .pages, maximumDepth: maximumDepth)
        defer { isCut = reader.isCut }
        return try reader.read()
    }

    /// Reads one JSON text, but leaves the string under `name` in the outermost object as it stands: it is looked through, reads
    /// as empty, and `place` is where it stands with its quotes. So a large one is decoded only where it is needed.
    /// - Throws: ``JSONError``, as without that.
    public static func parse(
        _ bytes: [UInt8], leaving name: String
    ) throws(JSONError) -> (value: JSONValue, place: Range<Int>?) {
        var reader = JSONReader(bytes: bytes, tolerant: false, maximumDepth: 64)
        reader.nameLeft = name
        let value = try reader.read()
        return (value, reader.placeLeft)
    }

    /// The UTF-8 of the string that `literal` is with its quotes; nil where it is no valid one.
    public static func bytes(ofString literal: [UInt8]) -> [UInt8]? {
        var scanner = JSONScanner(bytes: literal, tolerant: false)
        guard let text = scanner.stringBytes(), scanner.peek == nil else { return nil }
        return text
    }
}

/// A pushdown reader: an explicit stack of open arrays and objects instead of recursion.
struct JSONReader {
    private struct Open {
        var isObject: Bool
        var elements: [JSONValue] = []
        var members: [JSONMember] = []
        var key: String?

        mutating func add(_ value: JSONValue) {
            if isObject {
                members.append(JSONMember(key: key ?? "", value: value))
                key = nil
            } else {
                elements.append(value)
            }
        }

        var value: JSONValue { isObject ? .object(members) : .array(elements) }
    }

    private var scanner: JSONScanner
    private let tolerant: Bool
    private let maximumDepth: Int
    private var stack: [Open] = []
    /// Whether something was nested too deeply.
    private(set) var isCut = false
    private var values = 0
    /// The string that is left as it stands, and where that is.
    var nameLeft: String?
    private(set) var placeLeft: Range<Int>?

    init(bytes: [UInt8], tolerant: Bool, maximumDepth: Int) {
        scanner = JSONScanner(bytes: bytes, tolerant: tolerant)
        self.tolerant = tolerant
        self.maximumDepth = maximumDepth
    }

    mutating func read() throws(JSONError) -> JSONValue {
        if tolerant { scanner.skipWrapper() }
        var root: JSONValue?
        while root == nil {
            scanner.skipSpace()
            guard let byte = scanner.peek else {
                guard tolerant, let unfinished = closeAll() else { throw scanner.error("unexpected end of text") }
                return unfinished
            }
            root = try step(byte)
        }
        scanner.skipSpace()
        guard tolerant || scanner.peek == nil else { throw scanner.error("text after the value") }
        return root ?? .null
    }

    /// Reads one token; returns the root value when it is complete.
    private mutating func step(_ byte: UInt8) throws(JSONError) -> JSONValue? {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try open(isObject: byte == UInt8(ascii: "{"))
            return nil
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            return try close(isObject: byte == UInt8(ascii: "}"))
        case UInt8(ascii: ","):
            try separator()
            return nil
        default:
            if needsKey { return try key() }
            try expectValue()
            if byte == UInt8(ascii: "\""), isLeft { return try leaveString() }
            return try add(scanner.scalar())
        }
    }

    // The innermost open container is looked at where it stands: a copy of it would be counted at each token.

    private var innermost: Int? { stack.isEmpty ? nil : stack.count - 1 }

    private var needsKey: Bool {
        guard let innermost else { return false }
        return stack[innermost].isObject && stack[innermost].key == nil
    }

    /// Whether the next value is the one to be left: of several members with its name only the first is ever asked for.
    private var isLeft: Bool {
        guard let nameLeft, stack.count == 1, stack[0].key == nameLeft else { return false }
        return !stack[0].members.contains { $0.key == nameLeft }
    }

    private mutating func leaveString() throws(JSONError) -> JSONValue? {
        guard let place = scanner.skipString() else { throw scanner.error("unfinished or invalid string") }
        placeLeft = place
        return try add(.string(""))
    }

    private mutating func open(isObject: Bool) throws(JSONError) {
        try expectValue()
        scanner.advance()
        scanner.lastWasComma = false
        if stack.count >= maximumDepth {
            guard tolerant else { throw scanner.error("nested deeper than \(maximumDepth)") }
            isCut = true
            scanner.skipNested()
            _ = try add(.null)
            return
        }
        stack.append(Open(isObject: isObject))
    }

    private mutating func close(isObject: Bool) throws(JSONError) -> JSONValue? {
        guard let innermost,
            tolerant || (stack[innermost].isObject == isObject && stack[innermost].key == nil)
        else { throw scanner.error("unexpected closing bracket") }
        if !tolerant, scanner.lastWasComma { throw scanner.error("comma before a closing bracket") }
        scanner.advance()
        return try add(stack.removeLast().value)
    }

    private mutating func separator() throws(JSONError) {
        guard tolerant || maySeparate else { throw scanner.error("unexpected comma") }
        scanner.advance()
        scanner.lastWasComma = true
    }

    private var maySeparate: Bool {
        guard let innermost else { return false }
        return stack[innermost].key == nil && !scanner.lastWasComma
            && !(stack[innermost].elements.isEmpty && stack[innermost].members.isEmpty)
    }

    private mutating func key() throws(JSONError) -> JSONValue? {
        if !tolerant, let innermost, !stack[innermost].members.isEmpty, !scanner.lastWasComma {
            throw scanner.error("missing comma")
        }
        guard case .string(let text) = try scanner.scalar() else { throw scanner.error("a key is not a string") }
        scanner.skipSpace()
        guard scanner.peek == UInt8(ascii: ":") else { throw scanner.error("missing colon") }
        scanner.advance()
        scanner.lastWasComma = false
        stack[stack.count - 1].key = text
        return nil
    }

    /// A value takes many times the two bytes that it can be written in.
    var valueLimit = 4_000_000

    /// Puts a finished value into the innermost open container; without one it is the root.
    private mutating func add(_ value: JSONValue) throws(JSONError) -> JSONValue? {
        defer { scanner.lastWasComma = false }
        values += 1
        guard values <= valueLimit else { throw scanner.error("more than \(valueLimit) values") }
        if stack.isEmpty { return value }
        stack[stack.count - 1].add(value)
        return nil
    }

    private func expectValue() throws(JSONError) {
        guard !tolerant, let innermost else { return }
        if needsKey { throw scanner.error("a key is not a string") }
        if !stack[innermost].isObject, !stack[innermost].elements.isEmpty, !scanner.lastWasComma {
            throw scanner.error("missing comma")
        }
    }

    private mutating func closeAll() -> JSONValue? {
        guard var value = stack.popLast()?.value else { return nil }
        while var outer = stack.popLast() {
            outer.add(value)
            value = outer.value
        }
        return value
    }
}
