/// Header fields in the order they came, found by name without regard to case (RFC 9110 section 5.1).
public struct HTTPHeaders: Sendable, Equatable {
    /// One field line; `value` has no surrounding blanks and no control characters.
    public struct Field: Sendable, Equatable {
        public let name: String
        public internal(set) var value: String
    }

    public internal(set) var fields: [Field] = []

    public init(_ fields: [(String, String)] = []) {
        self.fields = fields.map { Field(name: $0.0, value: $0.1) }
    }

    /// The value of the first field of this name.
    public subscript(name: String) -> String? {
        fields.first { $0.name.isSameToken(as: name) }?.value
    }

    /// The values of all fields of this name, in order.
    public func all(_ name: String) -> [String] {
        fields.filter { $0.name.isSameToken(as: name) }.map(\.value)
    }
}

extension String {
    /// Whether two ASCII tokens are the same, ignoring the case of A–Z.
    func isSameToken(as other: String) -> Bool {
        utf8.count == other.utf8.count && zip(utf8, other.utf8).allSatisfy { $0.asciiLowercase == $1.asciiLowercase }
    }

    var asciiLowercase: String {
        String(decoding: utf8.map(\.asciiLowercase), as: UTF8.self)
    }

    /// Whether the text may stand in a header field: no line can be smuggled into the request.
    var isHeaderSafe: Bool {
        utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7f) || $0 == 0x09 }
    }

    /// The text without blanks and tabs at both ends.
    var trimmedBlanks: String {
        var rest = Substring(self)
        while let first = rest.utf8.first, first == 0x20 || first == 0x09 { rest = rest.dropFirst() }
        while let last = rest.utf8.last, last == 0x20 || last == 0x09 { rest = rest.dropLast() }
        return String(rest)
    }
}

extension UInt8 {
    var asciiLowercase: UInt8 { (0x41...0x5a).contains(self) ? self | 0x20 : self }
}
