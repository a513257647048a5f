/// A JSON value to be written (RFC 8259). Absent is written as null, so that every object has the same keys.
///
/// Foundation's encoder took a tenth of the time of a delivery.
enum JSONValue {
    case null
    case number(Double)
    case integer(Int)
    case string(String)
    case list([JSONValue])
    case object([Member])

    /// A key and its value.
    struct Member {
        let key: String
        let value: JSONValue

        init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    static func optional(_ text: String?) -> JSONValue {
        text.map(JSONValue.string) ?? .null
    }

    /// Indented, keys in order, a line feed at the end.
    func text() throws(DeliveryError) -> String {
        var bytes: [UInt8] = []
        try write(to: &bytes, depth: 0)
        return String(decoding: bytes, as: UTF8.self) + "\n"
    }

    /// On one line without a line feed, keys in order.
    func compactText() throws(DeliveryError) -> String {
        var bytes: [UInt8] = []
        try write(to: &bytes, depth: nil)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// - Parameter depth: how deep the value stands; nil for one line.
    private func write(to bytes: inout [UInt8], depth: Int?) throws(DeliveryError) {
        switch self {
        case .null: bytes += "null".utf8
        case .integer(let value): bytes += "\(value)".utf8
        case .number(let value):
            guard value.isFinite else { throw .unusable(reason: "no JSON: \(value)") }
            bytes += (value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)").utf8
        case .string(let text): Self.write(text, to: &bytes)
        case .list(let values):
            try Self.write(values, between: "[]", to: &bytes, depth: depth) {
                value, bytes, inner throws(DeliveryError) in
                try value.write(to: &bytes, depth: inner)
            }
        case .object(let members):
            let sorted = members.sorted { $0.key < $1.key }
            try Self.write(sorted, between: "{}", to: &bytes, depth: depth) {
                member, bytes, inner throws(DeliveryError) in
                Self.write(member.key, to: &bytes)
                bytes += (inner == nil ? ":" : " : ").utf8
                try member.value.write(to: &bytes, depth: inner)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], between brackets: String, to bytes: inout [UInt8], depth: Int?,
        each: (Element, inout [UInt8], Int?) throws(DeliveryError) -> Void
    ) throws(DeliveryError) {
        func startLine(_ depth: Int?) {
            guard let depth else { return }
            bytes.append(UInt8(ascii: "\n"))
            bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
        }
        bytes += brackets.utf8.prefix(1)
        if elements.isEmpty, depth != nil { bytes.append(UInt8(ascii: "\n")) }
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            startLine(depth.map { $0 + 1 })
            try each(element, &bytes, depth.map { $0 + 1 })
        }
        startLine(depth)
        bytes += brackets.utf8.suffix(1)
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        bytes.append(quote)
        text.withUTF8 { text in
            var rest = text[...]
            // What needs no escape is taken over at once.
            while let end = rest.firstIndex(where: isEscaped) {
                bytes += rest[..<end]
                escape(rest[end], to: &bytes)
                rest = rest[(end + 1)...]
            }
            bytes += rest
        }
        bytes.append(quote)
    }

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    private static func isEscaped(_ byte: UInt8) -> Bool { byte < 0x20 || byte == quote || byte == backslash }

    private static func escape(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case quote, backslash: bytes += [backslash, byte]
        case 0x0A: bytes += "\\n".utf8
        default: bytes += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
        }
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral members: (String, JSONValue)...) { self = .object(members.map(Member.init)) }
}
