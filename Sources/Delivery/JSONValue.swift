import Foundation

/// A JSON value to be written. Absent is written as null, so that every object has the same keys.
enum JSONValue: Encodable {
    case null
    case number(Double)
    case integer(Int)
    case string(String)
    case list([JSONValue])
    case object([String: JSONValue])

    static func optional(_ text: String?) -> JSONValue {
        text.map(JSONValue.string) ?? .null
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .number(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        case .object(let values): try container.encode(values)
        }
    }

    /// Indented, keys in order, a line feed at the end.
    func text() throws(DeliveryError) -> String {
        try encoded([.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]) + "\n"
    }

    /// On one line without a line feed, keys in order.
    func compactText() throws(DeliveryError) -> String {
        try encoded([.sortedKeys, .withoutEscapingSlashes])
    }

    private func encoded(_ formatting: JSONEncoder.OutputFormatting) throws(DeliveryError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        } catch {
            throw .unusable(reason: "no JSON: \(error)")
        }
    }
}
