/// Writes one JSON text on one line, members in the order they are given, non-ASCII text as UTF-8, controls escaped.
public struct JSONWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    public init(reservingCapacity capacity: Int = 1024) {
        bytes.reserveCapacity(capacity)
    }

    /// Opens `{`; every value in it follows a `key(_:)`.
    public mutating func beginObject() { open(UInt8(ascii: "{")) }
    /// Closes the innermost object.
    public mutating func endObject() { close(UInt8(ascii: "}")) }
    /// Opens `[`.
    public mutating func beginArray() { open(UInt8(ascii: "[")) }
    /// Closes the innermost array.
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// The name of the member whose value comes next.
    public mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A text as a value.
    public mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { text in
            var rest = text[...]
            // What needs no escape is taken over at once.
            while let end = rest.firstIndex(where: Self.mayBeEscaped) {
                bytes.append(contentsOf: rest[..<end])
                rest = rest[end...]
                rest = rest.dropFirst(escapeFirst(of: rest))
            }
            bytes.append(contentsOf: rest)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// `true` or `false`.
    public mutating func bool(_ value: Bool) { word(value ? "true" : "false") }
    /// `null`.
    public mutating func null() { word("null") }
    /// A whole number.
    public mutating func integer(_ value: Int) { word(String(value)) }

    /// A finite number with at most `decimals` digits behind the point; other values are null.
    public mutating func number(_ value: Double, decimals: Int = 3) {
        guard value.isFinite else { return null() }
        if let whole = Int(exactly: value) { return integer(whole) }
        // From 2^53 on a double has nothing behind the point, and scaling it up could overflow.
        guard value.magnitude < 0x1p53 else { return word(String(value)) }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        word(Int(exactly: rounded).map { String($0) } ?? String(rounded))
    }

    /// A member that is left out when its text is nil.
    public mutating func member(_ name: String, _ text: String?) {
        guard let text else { return }
        key(name)
        string(text)
    }

    /// A member that is written as null when its text is nil.
    public mutating func nullableMember(_ name: String, _ text: String?) {
        key(name)
        if let text { string(text) } else { null() }
    }

    /// A member that is an array of texts.
    public mutating func member(_ name: String, _ texts: [String]) {
        key(name)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }

    /// A value as it was read.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let flag): bool(flag)
        case .number(let number): self.number(number, decimals: 9)
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                key(member.key)
                self.value(member.value)
            }
            endObject()
        }
    }

    private mutating func word(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private static func mayBeEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F || byte == 0xC2
    }

    /// Writes what ``mayBeEscaped(_:)`` has found, and answers how many bytes of the text it is.
    private mutating func escapeFirst(of text: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        let byte = text[text.startIndex]
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x0A: bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
        case 0x09: bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
        case 0xC2:
            // A terminal takes C1 controls, U+0080 to U+009F, for the beginning of a sequence.
            guard let next = text.dropFirst().first, next < 0xA0 else {
                bytes.append(byte)
                break
            }
            escape(next)
            return 2
        default: escape(byte)
        }
        return 1
    }

    private mutating func escape(_ control: UInt8) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(digits[Int(control >> 4)])
        bytes.append(digits[Int(control & 15)])
    }
}
